import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Cell } from './cells.js';
import type { CellResult } from './run-cell.js';

/** One worker thread, asked for one cell at a time. */
function runOn(worker: Worker, cell: Cell): Promise<CellResult> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (result: CellResult) => {
      worker.off('error', reject);
      resolve(result);
    });
    worker.postMessage(cell);
  });
}

/**
 * Runs cells on all processors, each from its own seed, so that the results do not depend on how
 * they were spread.
 *
 * @param onDone - called with the number of cells done so far
 * @returns results in the order of the cells
 */
export async function runCells(
  cells: readonly Cell[],
  onDone: (done: number) => void,
): Promise<readonly CellResult[]> {
  const results = new Map<number, CellResult>();
  const waiting = cells.entries();
  const workers = Array.from(
    { length: Math.min(availableParallelism(), cells.length) },
    () => new Worker(new URL('./worker.js', import.meta.url)),
  );
  await Promise.all(
    workers.map(async (worker) => {
      for (const [index, cell] of waiting) {
        results.set(index, await runOn(worker, cell));
        onDone(results.size);
      }
      await worker.terminate();
    }),
  );
  return cells.flatMap((_, index) => results.get(index) ?? []);
}
