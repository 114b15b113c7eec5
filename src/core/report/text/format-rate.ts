/** Differences below this are the rounding of binary fractions. */
const DUST = 1e-9;

/**
 * A rate as people read it: whole percent, but 100 % only when all were safe and 0 % only when none
 * was.
 *
 * @param rate 0 to 1
 * @example
 * formatRate(0.341); // '34 %'
 * formatRate(0.998); // '99.8 %'
 */
export function formatRate(rate: number): string {
  return `${percentOf(100 * rate)} %`;
}

/** Percent without its sign, away from the ends it has not reached. */
function percentOf(percent: number): string {
  if (percent < 100 * DUST) return '0';
  if (percent > 100 - 100 * DUST) return '100';
  const whole = Math.round(percent);
  if (whole === 0) return String(Math.ceil(10 * percent) / 10);
  return whole === 100 ? String(Math.floor(10 * percent) / 10) : String(whole);
}
