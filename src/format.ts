/** Where a comma goes. The platform's formatter would take longer to load than the rest of a report. */
const THOUSANDS = /\B(?=(?:\d{3})+$)/g;

/** A whole number with its thousands grouped: `1,503`. */
export function formatNumber(count: number): string {
  return String(Math.round(count)).replace(THOUSANDS, ',');
}

/**
 * A whole number with its noun, thousands grouped: `1 answer`, `1,503 answers`.
 *
 * @param plural its plural; adds an s unless given
 */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatNumber(count)} ${count === 1 ? noun : plural}`;
}

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

/**
 * A change as people read it, in points with its sign (minus sign, not hyphen): `-0.57` is `−57`.
 * What is not zero is not shown as zero.
 *
 * @param change new rate minus old rate, -1 to 1
 */
export function formatChange(change: number): string {
  const size = formatSize(change);
  if (size === '0') return size;
  return `${change < 0 ? '\u2212' : '+'}${size}`;
}

/**
 * The size of a change or a margin in words: `0.15` is `15 points`.
 *
 * @param size -1 to 1; its sign is dropped
 */
export function formatPoints(size: number): string {
  const points = formatSize(size);
  return `${points} ${points === '1' ? 'point' : 'points'}`;
}

/**
 * Points without sign: whole, or with one decimal where whole ones would be zero.
 *
 * @param change -1 to 1; its sign is dropped
 */
export function formatSize(change: number): string {
  const points = 100 * Math.abs(change);
  if (points < 100 * DUST) return '0';
  const whole = Math.round(points);
  return whole === 0 ? String(Math.ceil(10 * points) / 10) : String(whole);
}

/** Below this a chance is "less than"; more digits would claim more than the model of chance holds. */
const SMALLEST_CHANCE = 1e-6;

/** Below this, zeros are harder to count than powers of ten. */
const SMALL_P = 0.001;

/**
 * A p-value with two significant digits; small ones as powers of ten.
 *
 * @param p 0 to 1
 */
export function formatP(p: number): string {
  return p > 0 && p < SMALL_P
    ? p.toExponential(1).replace('-', '\u2212')
    : String(Number(p.toPrecision(2)));
}

/**
 * A p-value in words that follow "is a": `1 in 40,000 chance`, two significant digits.
 *
 * @param p 0 to 1
 */
export function formatChance(p: number): string {
  if (p < SMALLEST_CHANCE) return 'less than 1 in a million chance';
  if (p > 0.5) return 'more than 1 in 2 chance';
  return `1 in ${formatNumber(Number((1 / p).toPrecision(2)))} chance`;
}

/**
 * How often what has a chance happens, in words that follow "in": `1 of 3,400 checks`, two significant
 * digits.
 *
 * @param p 0 to 1
 */
export function formatOften(p: number): string {
  if (p < SMALLEST_CHANCE) return 'fewer than 1 of 1,000,000 checks';
  if (p > 0.5) return 'more than 1 of 2 checks';
  return `1 of ${formatNumber(Number((1 / p).toPrecision(2)))} checks`;
}

/**
 * A share in tenths, in words that follow "in": `about 7 of 10 checks`.
 *
 * @param share 0 to 1
 */
export function formatTenths(share: number): string {
  const tenths = Math.round(10 * share);
  if (tenths === 0) return 'fewer than 1 of 10 checks';
  return tenths === 10 ? 'nearly all checks' : `about ${tenths} of 10 checks`;
}

/**
 * A span of time in seconds, or in minutes and seconds, or in hours and minutes: `75_000` is
 * `1 min 15 s`.
 *
 * @param spanMs 0 or more
 */
export function formatDuration(spanMs: number): string {
  const seconds = Math.round(spanMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
