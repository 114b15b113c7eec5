import { createHash } from 'node:crypto';
import { getState, saveState } from '@actions/core';
import { openHttp } from '../http.io.js';
import type { JournalMark } from '../record/journal.io.js';
import { pendingFile } from '../folders.io.js';
import { systemClock } from '../clock.io.js';
import { createWorkspaceFiles } from '../files.io.js';
import { continuationOf } from '../record/identity.js';
import { mayPin, mayUpdate } from '../baseline/may-write.js';
import type { HandOver } from './github-parts.io.js';
import type { StartedRun } from './read-run.io.js';
import {
  createConfirmedStore,
  createPendingStore,
  MAX_PENDING_BYTES,
  parsePending,
} from '../baseline/certain-save.io.js';
import { parseBaseline, type BaselineSaved } from '../baseline/baseline-file.js';
import { pathIn, siuoPlace, storeOf } from './stores.io.js';

/** What a main step left to do. */
export interface HandedOver {
  readonly journal: JournalMark | undefined;
  /** Whether these are the bytes of the baseline that was not saved. */
  readonly isBaseline: (bytes: Uint8Array) => boolean;
  /** The digest of the data set's files, where they are to be saved. */
  readonly pictures: string | undefined;
}

/** The names in the runner's state. */
const STATES = {
  fingerprint: 'journal',
  journal: 'journalDigest',
  baseline: 'baseline',
  pictures: 'pictures',
} as const;

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
    pictures: (digest) => saveState(STATES.pictures, digest),
  };
}

/** What the main step of this action handed over. */
export function readHandedOver(): HandedOver {
  const [fingerprint, digest] = [getState(STATES.fingerprint), getState(STATES.journal)];
  const [baseline, pictures] = [getState(STATES.baseline), getState(STATES.pictures)];
  return {
    journal: fingerprint === '' || digest === '' ? undefined : { fingerprint, digest },
    isBaseline: (bytes) => baseline !== '' && digestOf(bytes) === baseline,
    pictures: pictures === '' ? undefined : pictures,
  };
}

/** SHA-256 in hexadecimal digits. */
function digestOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Saves the journal of a main step that was ended before it could do so itself, where such a run may
 * keep answers.
 *
 * @param mark what that step handed over of it
 * @param run that step
 */
export async function saveAnswers(
  mark: JournalMark,
  { config, context, world }: StartedRun,
): Promise<void> {
  if (continuationOf(config, context) !== 'always') return;
  const { saveMarked } = await import('../record/journal.io.js');
  const { folders, log } = world;
  await saveMarked(mark, {
    context,
    tempFolder: folders.temp,
    pathOf: pathIn({ folders, config }),
    log,
  });
}

/**
 * Saves the data set's files for later jobs, where the main step downloaded them all.
 *
 * @param digest what that step handed over of them
 * @param run that step
 */
export async function saveDataset(
  digest: string,
  { config, context, world }: StartedRun,
): Promise<void> {
  if (config.dataset.kind !== 'siuo') return;
  const { savePictures } = await import('../dataset/shared-pictures.io.js');
  const place = siuoPlace(config.dataset.revision, world.folders);
  await savePictures(digest, { ...place, context, log: world.log });
}

/**
 * Saves a baseline that the main step was about to save and did not: where the event lets a run write
 * one, and only the very bytes that the main step left. Any other file there is somebody else's.
 *
 * @param handed what the main step handed over
 * @param run that step
 * @returns undefined when nothing was left
 * @throws GateError CONFIG_MISSING without a token
 */
export async function saveUnsavedFiles(
  { isBaseline }: Pick<HandedOver, 'isBaseline'>,
  { config, context, world }: StartedRun,
): Promise<BaselineSaved | undefined> {
  const { update, name } = config.baseline;
  if (!mayUpdate(update, context) && !mayPin(update, context)) return undefined;
  const path = pendingFile(world.folders, name);
  const files = createWorkspaceFiles(world.folders.temp);
  const read = await files.read(path, MAX_PENDING_BYTES).catch(() => undefined);
  if (read?.kind !== 'found' || !isBaseline(read.bytes)) return undefined;
  const { baseline, texts } = parsePending(read.bytes);
  const parsed = parseBaseline(baseline, name);
  if (!parsed.ok) return { saved: false, problem: `The baseline was not saved: ${parsed.problem}` };
  const http = openHttp(1);
  const workspace = createWorkspaceFiles(world.folders.workspace);
  try {
    const store = await storeOf({ ...world, config, context, http, workspace });
    const pending = createPendingStore(store, path, world.redact);
    return await createConfirmedStore(pending, systemClock).save(parsed.baseline, texts);
  } finally {
    await http.close();
  }
}
