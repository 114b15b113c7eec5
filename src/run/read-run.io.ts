import { foldersOf, readEventPayload, type Environment, workspaceOf } from '../folders.io.js';
import type { Config } from '../config/config.js';
import { withForkAdvice, PERMISSIONS } from '../config/config-errors.js';
import { readRunContext } from '../config/read-run-context.js';
import { resolveConfig } from '../config/resolve-config.js';
import type { RunContext } from '../config/run-context.js';
import { hasKeys } from '../config/secrets.js';
import { GateError } from '../errors.js';
import { removeReportFiles } from '../report/report-files.io.js';
import { createWorkspaceFiles, type FileRead } from '../files.io.js';
import type { World } from './github-parts.io.js';
import { readConfigFile } from './config-file.io.js';
import type { FileQuery } from '../github/repository-reader.io.js';
import { systemClock } from '../clock.io.js';
import { parseInputs, type GivenTexts, type InputTexts } from '../config/parse-inputs.js';

/** A run as it was started: its inputs, where and why it happens, and where it takes place. */
export interface StartedRun {
  readonly config: Config;
  readonly context: RunContext;
  readonly world: World;
}

/** What a run was started with. */
export interface RunInputs {
  /** The inputs that were given: they win over the configuration file. */
  readonly given: GivenTexts;
  /** What counts where neither says anything. */
  readonly defaults: InputTexts;
  /** What the configuration file says, where that is known; left out where it has to be read. */
  readonly file?: GivenTexts;
  /** Fits the texts of all inputs to a command that leaves a part of a run out. */
  readonly adapt?: (texts: InputTexts) => InputTexts;
}

/** A run, and the texts that made it. */
interface ReadRun extends StartedRun {
  /** What the configuration file says. */
  readonly file: GivenTexts;
  /** The text of every input, before `adapt`. */
  readonly texts: InputTexts;
}

/** Where a run takes place, as far as its entry knows. */
export type Place = Pick<World, 'environment' | 'log' | 'redact' | 'smokeFolder'>;

/**
 * Reads what a run was started with: inputs and configuration file, fitted together and to the event, and
 * its folders.
 *
 * @param inputs what was given
 * @param place the environment, the log, what hides secrets, and the folder of the built-in data set
 * @throws GateError CONFIG_… of inputs, configuration file or event
 */
export async function readRun(inputs: RunInputs, place: Place): Promise<ReadRun> {
  const { environment } = place;
  const { given, defaults, adapt = (texts) => texts } = inputs;
  const payload = await readEventPayload(environment.GITHUB_EVENT_PATH);
  const event = readRunContext(environment, payload);
  const file = inputs.file ?? (await fileOf(inputs, event, place));
  const texts = { ...defaults, ...file, ...given };
  const adapted = adapt(texts);
  const context = { ...event, hasKeys: hasKeys(adapted) };
  const config = configOf(adapted, context);
  const world = { ...place, folders: foldersOf(environment, process.cwd()) };
  return { config, context, world, file, texts };
}

/** What the configuration file says. */
function fileOf(
  { given, defaults }: RunInputs,
  context: RunContext,
  { environment, log }: Place,
): Promise<GivenTexts> {
  const token = given['github-token'] ?? defaults['github-token'];
  return readConfigFile(given, {
    context,
    log,
    files: createWorkspaceFiles(workspaceOf(environment, process.cwd())),
    readAt: (query) => readAt(query, { context, environment, token }),
  });
}

/** Reads a file of the run's repository over GitHub's API, by connections of its own: a run has none yet. */
async function readAt(
  query: FileQuery,
  run: Pick<StartedRun, 'context'> & Pick<Place, 'environment'> & { readonly token: string },
): Promise<FileRead> {
  const { repository } = run.context;
  const what = `The configuration file ${query.path} at ${query.ref} of ${repository}`;
  if (run.token === '') {
    throw new GateError(
      'CONFIG_MISSING',
      `Input github-token is missing, and ${what} is read with it.`,
      {
        remedy: `Leave github-token at its default, or give a token with \`${PERMISSIONS.readFiles}\`.`,
      },
    );
  }
  const { openHttp } = await import('../http.io.js');
  const { createGithubClient, splitName } = await import('../github/github-client.io.js');
  const { readFileAt } = await import('../github/repository-reader.io.js');
  const { translated } = await import('../github/github-errors.js');
  const http = openHttp(1);
  try {
    const client = createGithubClient({
      token: run.token,
      apiUrl: run.environment.GITHUB_API_URL ?? 'https://api.github.com',
      fetch: http.fetch,
      clock: systemClock,
    });
    const errand = { what, permission: PERMISSIONS.readFiles, code: 'CONFIG_UNREADABLE' } as const;
    return await translated(errand, () => readFileAt(client, splitName(repository), query));
  } finally {
    await http.close();
  }
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
 * @param measured a record that is measured again, which may lie in the same folder
 */
export async function clearReport(
  texts: Pick<InputTexts, 'mode' | 'report-dir'>,
  environment: Environment,
  measured?: string,
): Promise<void> {
  const files = createWorkspaceFiles(workspaceOf(environment, process.cwd()));
  const directory = texts['report-dir'].trim();
  const mayRead = texts.mode.trim() === 'report' || measured !== undefined;
  await removeReportFiles({ files, directory }, mayRead);
}
