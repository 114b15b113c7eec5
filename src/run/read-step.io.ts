import { argv, env } from 'node:process';
import { createActionsLog } from '../actions-log.io.js';
import { smokeFolderOf } from '../folders.io.js';
import { redactedLog } from '../terminal-log.io.js';
import { systemClock } from '../clock.io.js';
import { secretsOf } from '../config/secrets.js';
import { redactorOf, type Redactor } from '../redact/redactor.js';
import { runnerMasks } from '../redact/secret-search.js';
import { clearReport, readRun, type StartedRun } from './read-run.io.js';
import { getState, saveState, setSecret } from '@actions/core';
import { ACTION_DEFAULTS, actionInputTexts, readActionInputs } from './action-inputs.io.js';
import type { GivenTexts } from '../config/parse-inputs.js';

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
 * Reads the main step of the action: its inputs and the configuration file, which the post step is told of.
 *
 * @param redact takes secrets out of the log, and of all that the run shows or stores
 * @throws GateError CONFIG_… of inputs, configuration file or event
 */
export async function readStep(redact: Redactor): Promise<StartedRun> {
  const { file, ...run } = await readInputs(redact);
  saveState(FILE_STATE, JSON.stringify(file));
  return run;
}

/**
 * Reads the post step of the action. The configuration file is what the main step found: the steps between
 * the two may have changed it.
 *
 * @param redact takes secrets out of the log, and of all that the run shows or stores
 * @throws GateError CONFIG_… of inputs or event
 */
export function readPostStep(redact: Redactor): Promise<StartedRun> {
  return readInputs(redact, JSON.parse(getState(FILE_STATE)) as GivenTexts);
}

/** The name in the runner's state of what the configuration file says. */
const FILE_STATE = 'config';

/** Reads inputs and event from the process's environment, and the configuration file where it is not known. */
function readInputs(redact: Redactor, file?: GivenTexts): ReturnType<typeof readRun> {
  const given = readActionInputs(env);
  const log = redactedLog(createActionsLog(systemClock), redact);
  return readRun(
    { given, defaults: ACTION_DEFAULTS, ...(file === undefined ? {} : { file }) },
    { environment: env, log, redact, smokeFolder: smokeFolderOf(argv[1]) },
  );
}

/** Removes the report files of an earlier run of the step, on a runner that keeps its workspace. */
export async function clearStepReport(): Promise<void> {
  await clearReport(actionInputTexts(env), env);
}
