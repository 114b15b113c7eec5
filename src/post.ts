import { getState, info, setFailed, warning } from '@actions/core';
import { env } from 'node:process';
import { GateError, messageOf } from './core/errors.js';
import { readStep } from './read-step.js';
import { saveAnswers, saveLeftovers } from './save-leftovers.js';

/** The post step: saves what the main step left behind, also when it was cancelled. */
async function main(): Promise<void> {
  if (getState('begun') !== 'true') return;
  const { config, context, folders, log } = await readStep();
  const world = { environment: env, folders, smokeFolder: '', log };
  await saveAnswers(getState('journal'), config, context, world);
  const saved = await saveLeftovers(config, context, world);
  if (saved === undefined) return;
  if (saved.saved) info(`The baseline that the main step left was saved: ${saved.where}.`);
  else setFailed(saved.problem);
}

main().catch((thrown: unknown) => {
  warning(thrown instanceof GateError ? thrown.line : messageOf(thrown));
});
