import { getState, info, setFailed, setSecret, warning } from '@actions/core';
import { env } from 'node:process';
import { readActionInputs } from './adapters/inputs/action-inputs.js';
import { createActionsLog } from './adapters/runtime/actions-log.js';
import { foldersOf } from './adapters/runtime/folders.js';
import { readEventPayload } from './adapters/runtime/read-event-payload.js';
import { systemClock } from './adapters/runtime/system-clock.js';
import { parseInputs } from './core/config/parse-inputs.js';
import { readRunContext } from './core/config/read-run-context.js';
import { resolveConfig } from './core/config/resolve-config.js';
import { secretsOf } from './core/config/secrets.js';
import { GateError, messageOf } from './core/errors.js';
import { saveAnswers, saveLeftovers } from './save-leftovers.js';

/** The post step: saves what the main step left behind, also when it was cancelled. */
async function main(): Promise<void> {
  if (getState('begun') !== 'true') return;
  const texts = readActionInputs(env);
  for (const secret of secretsOf(texts)) setSecret(secret);
  const context = readRunContext(env, await readEventPayload(env.GITHUB_EVENT_PATH));
  const config = resolveConfig(parseInputs(texts), context);
  const log = createActionsLog(systemClock);
  const folders = foldersOf(env, process.cwd());
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
