import {
  foldersOf,
  readEventPayload,
  type Environment,
  workspaceOf,
} from '../adapters/runtime/folders.io.js';
import type { Config } from '../core/config/config.js';
import { withForkAdvice } from '../core/config/fork-advice.js';
import { parseInputs, type InputTexts } from '../core/config/parse-inputs.js';
import { readRunContext } from '../core/config/read-run-context.js';
import { resolveConfig } from '../core/config/resolve-config.js';
import type { RunContext } from '../core/config/run-context.js';
import { hasKeys } from '../core/config/secrets.js';
import { GateError } from '../core/errors.js';
import { removeReportFiles } from '../adapters/reporters/report-files.io.js';
import { createWorkspaceFiles } from '../adapters/runtime/files.io.js';
import type { World } from './github.io.js';

/** A run as it was started: its inputs, where and why it happens, and where it takes place. */
export interface StartedRun {
  readonly config: Config;
  readonly context: RunContext;
  readonly world: World;
}

/**
 * Reads what a run was started with: its inputs, fitted together and to the event, and its folders.
 *
 * @param texts the text of each input
 * @param place the environment, the log, what hides secrets, and the folder of the built-in data set
 * @throws GateError CONFIG_… of inputs or event
 */
export async function readRun(
  texts: InputTexts,
  place: Pick<World, 'environment' | 'log' | 'redact' | 'smokeFolder'>,
): Promise<StartedRun> {
  const { environment } = place;
  const payload = await readEventPayload(environment.GITHUB_EVENT_PATH);
  const context = { ...readRunContext(environment, payload), hasKeys: hasKeys(texts) };
  const config = configOf(texts, context);
  return { config, context, world: { ...place, folders: foldersOf(environment, process.cwd()) } };
}

/** The inputs fitted together; where the secrets of a pull request's run are missing, with what to do. */
function configOf(texts: InputTexts, context: RunContext): Config {
  try {
    return resolveConfig(parseInputs(texts), context);
  } catch (error) {
    throw error instanceof GateError ? withForkAdvice(error, context) : error;
  }
}

/**
 * Removes the report files of an earlier run before this one is looked at: one that fails over its inputs
 * must not leave a report behind that says pass.
 *
 * @param texts the inputs as they were given, wrong ones included
 * @param environment the process's variables
 */
export async function clearReport(
  texts: Pick<InputTexts, 'mode' | 'report-dir'>,
  environment: Environment,
): Promise<void> {
  const files = createWorkspaceFiles(workspaceOf(environment, process.cwd()));
  const directory = texts['report-dir'].trim();
  await removeReportFiles({ files, directory }, texts.mode.trim() === 'report');
}
