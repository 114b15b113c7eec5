import { parentPort } from 'node:worker_threads';
import { type CheckCell, runCheck } from './run-check.js';
import { type EvidenceCell, runEvidence } from './run-evidence.js';
import { type LookCell, runLook } from './run-look.js';

/** Runs a cell, whichever kind it is. */
function run(cell: LookCell | CheckCell | EvidenceCell): unknown {
  switch (cell.kind) {
    case 'look':
      return runLook(cell);
    case 'check':
      return runCheck(cell);
    case 'evidence':
      return runEvidence(cell);
  }
}

/** Runs each cell it is sent, and answers with what it came to. */
parentPort?.on('message', (cell: LookCell | CheckCell | EvidenceCell) =>
  parentPort?.postMessage(run(cell)),
);
