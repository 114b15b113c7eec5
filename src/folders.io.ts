import os from 'node:os';
import { accessSync, constants, lstatSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { getuid } from 'node:process';
import { GateError, messageOf } from './errors.js';
import { LONGEST_PAYLOAD_BYTES } from './foreign.js';
import { readBounded } from './files.io.js';

/** The variables of a process by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a run keeps what is not its report. */
export interface Folders {
  /** The checkout in Actions, the working folder on the command line. */
  readonly workspace: string;
  /** Gone after the job: journals, archives. */
  readonly temp: string;
  /** Kept where the machine is kept: pictures. */
  readonly cache: string;
}

/** What the system names; both may throw or name what is not there. */
type SystemFolders = Pick<typeof os, 'homedir' | 'tmpdir'>;

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

/** A user of a container may have no home, the root folder as one, or one that cannot be written. */
function cacheFolder(
  { XDG_CACHE_HOME: xdg = '' }: Environment,
  { homedir, tmpdir }: SystemFolders,
): string {
  // The specification has an empty or a relative one ignored.
  if (isAbsolute(xdg)) return join(xdg, 'siuo-gate');
  const home = homeFolder(homedir);
  const own = home === undefined ? undefined : join(home, '.cache', 'siuo-gate');
  return own !== undefined && canMake(own) ? own : sharedFolder(tmpdir());
}

/** The user's home; undefined where there is none to speak of. */
function homeFolder(homedir: SystemFolders['homedir']): string | undefined {
  try {
    const home = homedir();
    return isAbsolute(home) && dirname(home) !== home ? home : undefined;
  } catch {
    // The system throws for a user without HOME and without an entry among the users.
    return undefined;
  }
}

/** Whether a folder is there, or could be made, and can be written. */
function canMake(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A folder below the system's for temporary files. Everybody can write there: one that somebody else has made
 * under our name is not used, since answers in it would be theirs.
 */
function sharedFolder(temp: string): string {
  const folder = join(temp, `siuo-gate-${getuid?.() ?? 'user'}`);
  try {
    return canMake(folder) && isOurs(folder) ? folder : mkdtempSync(join(temp, 'siuo-gate-'));
  } catch (error) {
    throw new GateError(
      'CONFIG_INVALID',
      `There is no folder to keep answers and pictures in: neither the home folder nor ${temp} can be written (${messageOf(error)}).`,
      { remedy: 'Set XDG_CACHE_HOME to a folder that can be written.', cause: error },
    );
  }
}

/** Whether a folder is no link, belongs to this user and is open to nobody else. */
function isOurs(folder: string): boolean {
  const stat = lstatSync(folder);
  const isPrivate = getuid === undefined || (stat.uid === getuid() && (stat.mode & 0o022) === 0);
  return stat.isDirectory() && isPrivate;
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
