import os from 'node:os';
import { realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { cacheFolder, type Environment, type SystemFolders } from './cache-folder.io.js';
import { GateError, messageOf } from './errors.js';
import { LONGEST_PAYLOAD_BYTES } from './foreign.js';
import { readBounded } from './files.io.js';

/** Where things are kept on a machine of one's own, for the help of commands. */
export const FOLDERS =
  '\nBaselines are kept in .siuo-gate/baseline.json of the working folder, reports in siuo-report. Pictures, and the\nanswers of runs that were interrupted, are kept in $XDG_CACHE_HOME/siuo-gate, or else ~/.cache/siuo-gate.\n';

export type { Environment } from './cache-folder.io.js';

/** Where a run keeps what is not its report. */
export interface Folders {
  /** The checkout in Actions, the working folder on the command line. */
  readonly workspace: string;
  /** Gone after the job: journals, archives. */
  readonly temp: string;
  /** Kept where the machine is kept: pictures. */
  readonly cache: string;
}

/**
 * The folders of a run from what the runner, or the user's system, sets.
 *
 * @param system for tests; the folders that the system names otherwise
 * @throws GateError CONFIG_INVALID on the command line, when no folder can be written
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function foldersOf(
  environment: Environment,
  workingFolder: string,
  system: SystemFolders = os,
): Folders {
  const { GITHUB_ACTIONS, RUNNER_TEMP, RUNNER_TOOL_CACHE } = environment;
  const workspace = workspaceOf(environment, workingFolder);
  if (GITHUB_ACTIONS === 'true') {
    const temp = join(RUNNER_TEMP ?? system.tmpdir(), 'siuo-gate');
    const cache = RUNNER_TOOL_CACHE ?? RUNNER_TEMP ?? system.tmpdir();
    return {
      workspace,
      temp,
      cache: join(cache, 'siuo-gate'),
    };
  }
  const cache = cacheFolder(environment, system);
  return { workspace, temp: join(cache, 'runs'), cache };
}

/** The checkout in Actions, the working folder on the command line. */
export function workspaceOf(environment: Environment, workingFolder: string): string {
  const { GITHUB_ACTIONS, GITHUB_WORKSPACE } = environment;
  return GITHUB_ACTIONS === 'true' ? (GITHUB_WORKSPACE ?? workingFolder) : workingFolder;
}

/**
 * The folder of the built-in data set, which lies alongside the folders of the bundled entries.
 *
 * @param script the path of the entry, which may be a link to it
 */
export function smokeFolderOf(script = '.'): string {
  return join(dirname(realpathSync(script)), '..', 'smoke');
}

/**
 * What a user types to start this program: its name where it is installed, else Node.js and the file.
 *
 * @param script the path of the entry, which may be a link to it
 * @param from the working folder
 */
export function programOf(script = '.', from: string): string {
  const file = realpathSync(script);
  const isInstalled = /[\\/]node_modules[\\/]/.test(file);
  return isInstalled ? 'npx siuo-gate' : `node ${relative(from, file)}`;
}

/** The file of a journal; two gates of one job have their own. */
export function journalFile({ temp }: Folders, name: string, fingerprint: string): string {
  return join(temp, 'journals', `${name}-${fingerprint.slice(0, 16)}.jsonl`);
}

/** The file in which a baseline lies until it is saved. */
export function pendingFile({ temp }: Folders, name: string): string {
  return join(temp, 'pending', `${name}.json`);
}

/**
 * The payload of the event that started the run, as the runner left it on disk.
 *
 * @param path the value of GITHUB_EVENT_PATH; empty or undefined outside GitHub Actions
 * @returns the parsed payload, not looked at any further; undefined without a path
 * @throws GateError CONFIG_INVALID when the file cannot be read or is no JSON
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export async function readEventPayload(path: string | undefined): Promise<unknown> {
  if (path === undefined || path === '') return undefined;
  try {
    const read = await readBounded(path, LONGEST_PAYLOAD_BYTES);
    if (read.kind === 'absent') throw new Error('there is no such file');
    if (read.kind === 'too-large')
      throw new Error(`it has more than ${LONGEST_PAYLOAD_BYTES} bytes`);
    return JSON.parse(new TextDecoder().decode(read.bytes));
  } catch (error) {
    throw new GateError(
      'CONFIG_INVALID',
      `The event's payload cannot be read: ${messageOf(error)}.`,
      {
        remedy: 'GITHUB_EVENT_PATH has to name the payload that GitHub sent for this run.',
        cause: error,
      },
    );
  }
}
