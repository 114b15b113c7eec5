import { setSecret } from '@actions/core';
import { argv, env } from 'node:process';
import { actionInputTexts, readActionInputs } from '../adapters/inputs/action-inputs.js';
import { createActionsLog } from '../adapters/runtime/actions-log.io.js';
import { smokeFolderOf } from '../adapters/runtime/folders.io.js';
import { redactedLog } from '../adapters/runtime/terminal-log.io.js';
import { systemClock } from '../adapters/runtime/clock.io.js';
import { secretsOf } from '../core/config/secrets.js';
import { redactorOf, type Redactor } from '../core/redact/redactor.js';
import { runnerMasks } from '../core/redact/secret-search.js';
import { clearReport, readRun, type StartedRun } from './read-run.js';

/**
 * Masks every secret of the step in the runner's log, and makes what takes them out of all else. Inputs are
 * not looked at any further, so that it never fails.
 */
export function hideSecrets(): Redactor {
  const secrets = secretsOf(actionInputTexts(env), env);
  for (const mask of secrets.flatMap(runnerMasks)) setSecret(mask);
  return redactorOf(secrets);
}

/**
 * Reads a step of the action from the process's environment.
 *
 * @param redact takes secrets out of the log, and of all that the run shows or stores
 * @throws GateError CONFIG_… of inputs or event
 */
export async function readStep(redact: Redactor): Promise<StartedRun> {
  const texts = readActionInputs(env);
  const log = redactedLog(createActionsLog(systemClock), redact);
  return readRun(texts, { environment: env, log, redact, smokeFolder: smokeFolderOf(argv[1]) });
}

/** Removes the report files of an earlier run of the step, on a runner that keeps its workspace. */
export async function clearStepReport(): Promise<void> {
  await clearReport(actionInputTexts(env), env);
}
