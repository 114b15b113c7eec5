import { setSecret } from '@actions/core';
import { env } from 'node:process';
import { readActionInputs } from './adapters/inputs/action-inputs.js';
import { createActionsLog } from './adapters/runtime/actions-log.js';
import { foldersOf, type Folders } from './adapters/runtime/folders.js';
import { readEventPayload } from './adapters/runtime/read-event-payload.js';
import { systemClock } from './adapters/runtime/system-clock.js';
import type { Config } from './core/config/config.js';
import { withForkAdvice } from './core/config/fork-advice.js';
import { parseInputs, type InputTexts } from './core/config/parse-inputs.js';
import { readRunContext } from './core/config/read-run-context.js';
import { resolveConfig } from './core/config/resolve-config.js';
import type { RunContext } from './core/config/run-context.js';
import { secretsOf } from './core/config/secrets.js';
import { GateError } from './core/errors.js';
import type { Log } from './engine/ports.js';

/** A step of the action: its inputs, where and why it runs, and what it writes to. */
export interface Step {
  readonly config: Config;
  readonly context: RunContext;
  readonly folders: Folders;
  readonly log: Log;
}

/**
 * Reads a step of the action from the process's environment. Secrets are masked before anything is
 * done with them.
 *
 * @throws GateError CONFIG_… of inputs or event
 */
export async function readStep(): Promise<Step> {
  const texts = readActionInputs(env);
  for (const secret of secretsOf(texts)) setSecret(secret);
  const context = readRunContext(env, await readEventPayload(env.GITHUB_EVENT_PATH));
  const config = configOf(texts, context);
  const log = createActionsLog(systemClock);
  return { config, context, folders: foldersOf(env, process.cwd()), log };
}

/** The inputs fitted together; where the secrets of a pull request's run are missing, with what to do. */
function configOf(texts: InputTexts, context: RunContext): Config {
  try {
    return resolveConfig(parseInputs(texts), context);
  } catch (error) {
    throw error instanceof GateError ? withForkAdvice(error, context) : error;
  }
}
