/**
 * The sum of some numbers.
 *
 * @param values any numbers; 0 of none
 */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * The mean of some numbers.
 *
 * @param values any numbers; 0 of none
 */
export function mean(values: readonly number[]): number {
  return sum(values) / Math.max(1, values.length);
}
