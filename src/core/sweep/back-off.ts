/** The ceiling of the first wait; it doubles with every try. Some latencies long, so that a hiccup costs little. */
const FIRST_MS = 500;

/** The ceiling of all waits: rate limits are counted by the minute. */
const LONGEST_MS = 60_000;

/**
 * How long to wait before the next try: exponential with full jitter, so that cells that failed
 * together do not come back together. A wait the server asked for is kept in full, and jitter added.
 *
 * @param failures - how often this cell has failed so far, from 1
 * @param random - 0 (included) to 1 (not included)
 * @param askedMs - what the server asked for
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backOffMs(failures: number, random: number, askedMs?: number): number {
  if (askedMs !== undefined) return askedMs + random * FIRST_MS;
  return random * Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
}
