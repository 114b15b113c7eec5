import type os from 'node:os';
import { accessSync, constants, lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { getuid } from 'node:process';
import { GateError, messageOf } from './errors.js';

/** The variables of a process by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the system names; both may throw or name what is not there. */
export type SystemFolders = Pick<typeof os, 'homedir' | 'tmpdir'>;

/**
 * The folder of this user for what is kept between runs of the command line. A user of a container may have no
 * home, the root folder as one, or one that cannot be written.
 *
 * @throws GateError CONFIG_INVALID when no folder can be written
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function cacheFolder(
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
