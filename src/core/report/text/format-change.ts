/** Differences below this are the rounding of binary fractions. */
const DUST = 1e-9;

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
