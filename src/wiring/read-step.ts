import { setSecret } from '@actions/core';
import { argv, env } from 'node:process';
import { actionInput, readActionInputs } from '../adapters/inputs/action-inputs.js';
import { createActionsLog } from '../adapters/runtime/actions-log.js';
import { smokeFolderOf } from '../adapters/runtime/folders.js';
import { systemClock } from '../adapters/runtime/system-clock.js';
import { secretsOf } from '../core/config/secrets.js';
import { clearReport } from './clear-report.js';
import { readRun, type StartedRun } from './read-run.js';

/**
 * Reads a step of the action from the process's environment. Secrets are masked before anything is
 * done with them.
 *
 * @throws GateError CONFIG_… of inputs or event
 */
export async function readStep(): Promise<StartedRun> {
  const texts = readActionInputs(env);
  for (const secret of secretsOf(texts)) setSecret(secret);
  const log = createActionsLog(systemClock);
  return readRun(texts, { environment: env, log, smokeFolder: smokeFolderOf(argv[1]) });
}

/** Removes the report files of an earlier run of the step, on a runner that keeps its workspace. */
export async function clearStepReport(): Promise<void> {
  const texts = { mode: actionInput(env, 'mode'), 'report-dir': actionInput(env, 'report-dir') };
  await clearReport(texts, env);
}
