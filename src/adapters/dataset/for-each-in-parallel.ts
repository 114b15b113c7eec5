/** What is done, and how many at a time. */
export interface ParallelWork<T> {
  readonly atOnce: number;
  /** Its signal is aborted as soon as another one has failed. */
  readonly work: (value: T, signal: AbortSignal) => Promise<void>;
}

/**
 * Does the work for every value, some at a time. The first failure stops the others and is thrown
 * once all have ended, so that nothing goes on behind the caller's back.
 *
 * @param values none does nothing
 * @param parallel the work
 * @param signal cancels the work
 */
export async function forEachInParallel<T>(
  values: readonly T[],
  { atOnce, work }: ParallelWork<T>,
  signal: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  // One iterator for all: each takes the next value when it is done with one.
  const waiting = values.values();
  const workThrough = async (): Promise<void> => {
    try {
      for (const value of waiting) {
        either.throwIfAborted();
        await work(value, either);
      }
    } catch (error) {
      stop.abort(error);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, workThrough));
  either.throwIfAborted();
}
