/** Time, and waiting for it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Resolves after a while, or rejects with the signal's reason as soon as it is aborted. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
  /** Calls a function again and again until the returned one is called; it keeps no process alive. */
  every(periodMs: number, tick: () => void): () => void;
}

/** The source of chance, for the jitter of retries only. */
export interface Chance {
  /** A number from 0 (included) to 1 (not included). */
  next(): number;
}
