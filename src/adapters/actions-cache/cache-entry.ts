import { restoreCache, saveCache } from '@actions/cache';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { env, platform } from 'node:process';
import { promisify } from 'node:util';
import { GateError } from '../../core/errors.js';
import { asWorkspace } from './as-workspace.js';

/** Which entry, and where it is packed and unpacked. */
export interface CacheEntryPlace {
  readonly key: string;
  /** The one file or folder it holds. The entry's version is a digest of it: it may never change. */
  readonly member: string;
  /** A folder that exists; a fresh one is made in it and taken away again. */
  readonly tempFolder: string;
}

/** One archive for all systems: without it the version of Windows is another. */
const CROSS_OS = true;

/** A download that gets no further in this time is given up; the toolkit's own limit is 10 minutes. */
const DOWNLOAD = { segmentTimeoutInMs: 120_000 };

/**
 * Keeps what is unpacked inside the folder: the toolkit tells tar to take absolute and upward paths as
 * they are (`-P`), so every member, and the target of every link, loses its folders. GNU tar reads this
 * variable; with any other nothing is unpacked. In another locale than C its `.` matches no byte that is
 * no text there, and a member `a/\xff/../../b` would keep what stands behind that byte.
 *
 * @see https://www.gnu.org/software/tar/manual/html_section/transform.html
 */
const INSIDE = {
  LC_ALL: 'C',
  TAR_OPTIONS: String.raw`--no-same-owner --no-same-permissions --transform=s,.*/,, --transform=s,^\.\.$,_,`,
};

/**
 * Unpacks a cache entry by its exact key into a fresh folder, its members' own folders left off.
 *
 * @param place which entry, and where
 * @param use takes what it needs from the folder, which is gone afterwards
 * @returns undefined when the service handed out nothing, or the entry of another key
 * @throws GateError BASELINE_UNREADABLE where there is no GNU tar
 * @throws what the toolkit throws for a key it does not take, or what `use` rejects with
 */
export async function unpackEntry<T>(
  { key, member, tempFolder }: CacheEntryPlace,
  use: (folder: string) => Promise<T>,
): Promise<T | undefined> {
  await requireGnuTar();
  return inFreshFolder(tempFolder, async (folder) => {
    const matched = await asWorkspace(
      folder,
      () => restoreCache([member], key, [], DOWNLOAD, CROSS_OS),
      INSIDE,
    );
    return matched === key ? use(folder) : undefined;
  });
}

/**
 * Saves a file or a folder as a cache entry.
 *
 * @param place which entry, and where; its key is one that no entry of this scope has
 * @param fill puts the member into the folder
 * @returns whether the service took it; it refuses read-only tokens without an error
 * @throws what the toolkit throws for a key it does not take, or what `fill` rejects with
 */
export async function packEntry(
  { key, member, tempFolder }: CacheEntryPlace,
  fill: (folder: string) => Promise<void>,
): Promise<boolean> {
  return inFreshFolder(tempFolder, async (folder) => {
    await fill(folder);
    const id = await asWorkspace(folder, () => saveCache([member], key, {}, CROSS_OS));
    return id >= 0;
  });
}

/** The program that the toolkit unpacks with, where it is GNU tar. */
function tarOfToolkit(): string {
  if (platform === 'darwin') return 'gtar';
  return platform === 'win32'
    ? join(env.PROGRAMFILES ?? '', 'Git', 'usr', 'bin', 'tar.exe')
    : 'tar';
}

/**
 * Stops where entries would be unpacked by a tar that {@link INSIDE} does not hold: nothing would keep
 * what they hold from being written over any file.
 */
async function requireGnuTar(): Promise<void> {
  const name = tarOfToolkit();
  const shown = await promisify(execFile)(name, ['--version'], { env }).catch(() => undefined);
  if (shown?.stdout.includes('GNU tar') === true) return;
  throw new GateError(
    'BASELINE_UNREADABLE',
    `Entries of the Actions cache are unpacked with GNU tar only, and ${name} is not that.`,
    {
      remedy:
        'Install GNU tar on the runner (macOS: gtar; Windows: Git), or give `baseline: branch:NAME` or `file:PATH`.',
    },
  );
}

/** Some work in a folder of its own. */
async function inFreshFolder<T>(
  tempFolder: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tempFolder, 'entry-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
