import { realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { Environment } from './environment.js';

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
 * @param environment the process's variables
 * @param workingFolder the folder the process was started in
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function foldersOf(environment: Environment, workingFolder: string): Folders {
  const { GITHUB_ACTIONS, GITHUB_WORKSPACE, RUNNER_TEMP, RUNNER_TOOL_CACHE } = environment;
  if (GITHUB_ACTIONS === 'true') {
    const temp = join(RUNNER_TEMP ?? tmpdir(), 'siuo-gate');
    const cache = RUNNER_TOOL_CACHE ?? RUNNER_TEMP ?? tmpdir();
    return {
      workspace: GITHUB_WORKSPACE ?? workingFolder,
      temp,
      cache: join(cache, 'siuo-gate'),
    };
  }
  // The specification has an empty or a relative one ignored.
  const xdg = environment.XDG_CACHE_HOME ?? '';
  const cache = join(isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'siuo-gate');
  return { workspace: workingFolder, temp: join(cache, 'runs'), cache };
}

/**
 * The folder of the built-in data set, which lies beside the folders of the bundled entries.
 *
 * @param script the path of the entry, which may be a link to it
 */
export function smokeFolderOf(script = '.'): string {
  return join(dirname(realpathSync(script)), '..', 'smoke');
}

/**
 * The file of a journal; two gates of one job have their own.
 *
 * @param folders the run's folders
 * @param name the baseline-name
 * @param fingerprint what makes the journal's answers its own
 */
export function journalFile({ temp }: Folders, name: string, fingerprint: string): string {
  return join(temp, 'journals', `${name}-${fingerprint.slice(0, 16)}.jsonl`);
}

/**
 * The file in which a baseline lies until it is saved.
 *
 * @param folders the run's folders
 * @param name the baseline-name
 */
export function pendingFile({ temp }: Folders, name: string): string {
  return join(temp, 'pending', `${name}.json`);
}
