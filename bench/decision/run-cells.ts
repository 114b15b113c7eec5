import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Cells between two lines of progress. */
const PROGRESS_STEP = 25;

/** One worker thread, asked for one cell at a time. */
function runOn<Result>(worker: Worker, cell: object): Promise<Result> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (result: Result) => {
      worker.off('error', reject);
      resolve(result);
    });
    worker.postMessage(cell);
  });
}

/** Tells how far it is, on the error stream. */
function tellProgress(done: number, all: number): void {
  if (done % PROGRESS_STEP === 0 || done === all) {
    process.stderr.write(`${done} of ${all} cells\n`);
  }
}

/**
 * Runs cells on all processors, each from its own seed, so that the results do not depend on how
 * they were spread.
 *
 * @param script - the worker: answers each cell it is sent with its result
 * @returns results in the order of the cells
 */
export async function runCells<Result>(
  script: URL,
  cells: readonly object[],
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const waiting = cells.entries();
  const workers = Array.from(
    { length: Math.min(availableParallelism(), cells.length) },
    // Simulations make many short-lived lists: room for them halves the collector's time.
    () => new Worker(script, { resourceLimits: { maxYoungGenerationSizeMb: 64 } }),
  );
  await Promise.all(
    workers.map(async (worker) => {
      for (const [index, cell] of waiting) {
        results.set(index, await runOn(worker, cell));
        tellProgress(results.size, cells.length);
      }
      await worker.terminate();
    }),
  );
  return cells.flatMap((_, index) => results.get(index) ?? []);
}
