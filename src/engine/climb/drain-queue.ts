/** Where further entries go: before those that wait, or behind them. */
export interface QueueEnds<T> {
  readonly next: (entry: T) => void;
  readonly last: (entry: T) => void;
}

/** What is done with each entry, how many at a time, and what ends it. */
export interface QueueWork<T> {
  readonly work: (entry: T, add: QueueEnds<T>) => Promise<void>;
  readonly atOnce: number;
  /** Aborted with the first failure; nothing is begun after that. */
  readonly halt: AbortController;
}

/**
 * Works through a queue that may grow meanwhile. What is begun is always awaited, also after a
 * failure, so that nothing goes on behind the caller's back.
 *
 * @param entries what waits at first; none does nothing
 * @param queued the work
 * @throws the reason of `halt`: the first failure, or whatever else aborted it
 */
export async function drainQueue<T>(
  entries: readonly T[],
  { work, atOnce, halt }: QueueWork<T>,
): Promise<void> {
  const urgent: T[] = [];
  const waiting = [...entries];
  const add: QueueEnds<T> = {
    next: (entry) => void urgent.push(entry),
    last: (entry) => void waiting.push(entry),
  };
  let running = 0;
  await new Promise<void>((drained) => {
    const run = async (entry: T): Promise<void> => {
      await work(entry, add).catch((error: unknown) => {
        halt.abort(error);
      });
      running -= 1;
      begin();
    };
    const begin = (): void => {
      while (running < atOnce && !halt.signal.aborted) {
        const entry = urgent.shift() ?? waiting.shift();
        if (entry === undefined) break;
        running += 1;
        void run(entry);
      }
      if (running === 0) drained();
    };
    begin();
  });
  halt.signal.throwIfAborted();
}
