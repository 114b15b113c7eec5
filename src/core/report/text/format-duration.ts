/**
 * A span of time in seconds, or in minutes and seconds: `75_000` is `1 min 15 s`.
 *
 * @param spanMs 0 or more
 */
export function formatDuration(spanMs: number): string {
  const seconds = Math.round(spanMs / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
