import { parentPort } from 'node:worker_threads';
import type { Cell } from './cells.js';
import { runCell } from './run-cell.js';

/** Runs each cell it is sent, and answers with its result. */
parentPort?.on('message', (cell: Cell) => parentPort?.postMessage(runCell(cell)));
