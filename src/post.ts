import { getState, info, setFailed, warning } from '@actions/core';
import { GateError, messageOf } from './core/errors.js';
import { readHandedOver } from './wiring/hand-over.js';
import { saveAnswers } from './wiring/journal.js';
import { readStep } from './wiring/read-step.js';
import { saveLeftovers } from './wiring/save-leftovers.js';

/** The post step: saves what the main step could not save itself, also when it was cancelled. */
async function main(): Promise<void> {
  if (getState('begun') !== 'true') return;
  const run = await readStep();
  const handed = readHandedOver();
  if (handed.journal !== undefined) await saveAnswers(handed.journal, run);
  const saved = await saveLeftovers(handed, run);
  if (saved === undefined) return;
  if (saved.saved) info(`The baseline that the main step left was saved: ${saved.where}.`);
  else setFailed(saved.problem);
}

main().catch((thrown: unknown) => {
  warning(thrown instanceof GateError ? thrown.line : messageOf(thrown));
});
