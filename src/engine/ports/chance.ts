/** The source of chance, for the jitter of retries only. */
export interface Chance {
  /** A number from 0 (included) to 1 (not included). */
  next(): number;
}
