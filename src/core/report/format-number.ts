/** Below this a chance is "less than"; more digits would claim more than the model of chance holds. */
const SMALLEST_CHANCE = 1e-6;

const GROUPED = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/**
 * A whole number with its thousands grouped: `1,503`.
 *
 * @param count a whole number
 */
export function formatNumber(count: number): string {
  return GROUPED.format(count);
}

/**
 * A whole number with its noun, thousands grouped: `1 answer`, `1,503 answers`.
 *
 * @param count a whole number
 * @param noun its singular
 * @param plural its plural; adds an s unless given
 */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatNumber(count)} ${count === 1 ? noun : plural}`;
}

/**
 * A p-value in words that follow "is a": `1 in 40,000 chance`, two significant digits.
 *
 * @param p 0 to 1
 */
export function formatChance(p: number): string {
  if (p < SMALLEST_CHANCE) return 'less than 1 in a million chance';
  if (p > 0.5) return 'more than 1 in 2 chance';
  return `1 in ${GROUPED.format(Number((1 / p).toPrecision(2)))} chance`;
}
