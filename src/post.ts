import { getState, info, setFailed, warning } from '@actions/core';
import { GateError, messageOf } from './core/errors.js';
import { readStep } from './wiring/read-step.js';
import { saveAnswers, saveLeftovers } from './wiring/save-leftovers.js';

/** The post step: saves what the main step left behind, also when it was cancelled. */
async function main(): Promise<void> {
  if (getState('begun') !== 'true') return;
  const run = await readStep();
  await saveAnswers(getState('journal'), run);
  const saved = await saveLeftovers(run);
  if (saved === undefined) return;
  if (saved.saved) info(`The baseline that the main step left was saved: ${saved.where}.`);
  else setFailed(saved.problem);
}

main().catch((thrown: unknown) => {
  warning(thrown instanceof GateError ? thrown.line : messageOf(thrown));
});
