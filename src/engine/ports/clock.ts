import type { Milliseconds } from '../../core/units.js';

/** Time, and waiting for it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): Milliseconds;
  /** Resolves after a while, or rejects with the signal's reason as soon as it is aborted. */
  sleep(durationMs: Milliseconds, signal?: AbortSignal): Promise<void>;
}
