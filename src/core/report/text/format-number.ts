/** Where a comma goes. The platform's formatter would take longer to load than the rest of a report. */
const THOUSANDS = /\B(?=(?:\d{3})+$)/g;

/**
 * A whole number with its thousands grouped: `1,503`.
 *
 * @param count a whole number
 */
export function formatNumber(count: number): string {
  return String(Math.round(count)).replace(THOUSANDS, ',');
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
