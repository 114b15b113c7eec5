import { ExitCode, getState, info, setFailed, warning } from '@actions/core';
import { guardProcess } from './process.io.js';
import { GateError, messageOf } from './errors.js';
import {
  readHandedOver,
  saveAnswers,
  saveDataset,
  saveUnsavedFiles,
} from './run/unsaved-files.io.js';
import { hideSecrets, readPostStep } from './run/read-step.io.js';

/** Before anything else: whatever fails, no line has a key. */
const redact = hideSecrets();

/** The post step: saves what the main step could not save itself, also when it was cancelled. */
async function main(): Promise<void> {
  if (getState('begun') !== 'true') return;
  const run = await readPostStep(redact);
  const handed = readHandedOver();
  if (handed.journal !== undefined) await saveAnswers(handed.journal, run);
  const saved = await saveUnsavedFiles(handed, run);
  if (saved?.saved === true) {
    info(redact.text(`The baseline that the main step left was saved: ${saved.where}.`));
  } else if (saved !== undefined) setFailed(redact.text(saved.problem));
  // Last: it takes longest, and is only a convenience.
  if (handed.pictures !== undefined) await saveDataset(handed.pictures, run);
}

/** Says what kept something from being saved; the main step has decided already. */
function fail(thrown: unknown): number {
  warning(redact.text(thrown instanceof GateError ? thrown.line : messageOf(thrown)));
  return ExitCode.Success;
}

guardProcess(process, redact, fail);
await main().catch(fail);
