import { parentPort } from 'node:worker_threads';
import { type CheckCell, runCheck } from './run-check.js';
import { type LookCell, runLook } from './run-look.js';

/** Runs each cell it is sent, and answers with what it came to. */
parentPort?.on('message', (cell: LookCell | CheckCell) =>
  parentPort?.postMessage(cell.kind === 'look' ? runLook(cell) : runCheck(cell)),
);
