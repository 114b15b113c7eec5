import { getState, saveState } from '@actions/core';
import { createHash } from 'node:crypto';
import type { JournalMark } from '../adapters/journal/shared-journal.io.js';

/**
 * What the main step tells the post step. It goes through the runner's state, which the runner takes from
 * a file of this one step and keeps to itself; files in the temporary folder, which every step of the job
 * can write, are believed only as far as this names their digest.
 *
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs
 */
export interface HandOver {
  /** How far the journal is; undefined once there is nothing left to save of it. */
  readonly journal: (mark: JournalMark | undefined) => void;
  /** The baseline that is about to be saved, as it lies in its file; undefined once it is saved. */
  readonly baseline: (bytes: string | undefined) => void;
}

/** What a main step left to do. */
export interface HandedOver {
  readonly journal: JournalMark | undefined;
  /** Whether these are the bytes of the baseline that was not saved. */
  readonly isBaseline: (bytes: Uint8Array) => boolean;
}

/** The names in the runner's state. */
const STATES = { fingerprint: 'journal', journal: 'journalDigest', baseline: 'baseline' } as const;

/**
 * Begins to hand over: nothing, until something is there. Every state is set at once, because the runner
 * lets an environment variable of the workflow stand for one that is not.
 */
export function beginHandOver(): HandOver {
  for (const name of Object.values(STATES)) saveState(name, '');
  let open = '';
  return {
    journal: ({ fingerprint, digest } = { fingerprint: '', digest: '' }) => {
      if (fingerprint !== open) saveState(STATES.fingerprint, fingerprint);
      open = fingerprint;
      saveState(STATES.journal, digest);
    },
    baseline: (bytes) => {
      saveState(STATES.baseline, bytes === undefined ? '' : digestOf(bytes));
    },
  };
}

/** What the main step of this action handed over. */
export function readHandedOver(): HandedOver {
  const [fingerprint, digest] = [getState(STATES.fingerprint), getState(STATES.journal)];
  const baseline = getState(STATES.baseline);
  return {
    journal: fingerprint === '' || digest === '' ? undefined : { fingerprint, digest },
    isBaseline: (bytes) => baseline !== '' && digestOf(bytes) === baseline,
  };
}

/** SHA-256 in hexadecimal digits. */
function digestOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
