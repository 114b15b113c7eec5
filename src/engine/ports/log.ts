/** What people read while the run goes on. Every text is data: the adapter escapes it. */
export interface Log {
  info(text: string): void;
  warning(text: string): void;
  /** Opens a titled group, runs the work and closes the group whatever happens. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** A line that may replace the one before it where someone is watching. */
  progress(text: string): void;
  /** When a line was last printed, in milliseconds since the epoch; -Infinity before the first. */
  printedMs(): number;
}
