import { execFile } from 'node:child_process';
import { lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chdir, cwd, env, platform } from 'node:process';
import { promisify } from 'node:util';
import type { RunContext } from '../config/run-context.js';
import { GateError } from '../errors.js';
import type { ListedCache, RepositoryReader } from './repository-reader.io.js';

/** The one file that an archive holds. */
export interface CacheMember {
  /** Its name. The entry's version is a digest of it: it may never change. */
  readonly name: string;
  /** A larger one is not read. */
  readonly maxBytes: number;
}

/** Where an entry is packed and unpacked, and what it holds. */
interface CachePlace {
  /** A folder that exists; a fresh one is made in it and taken away again. */
  readonly tempFolder: string;
  readonly member: CacheMember;
}

/** What unpacking an entry came to. */
type RestoredFile =
  | { readonly kind: 'restored'; readonly bytes: Uint8Array }
  /** The service handed out nothing, or the entry of another key. */
  | { readonly kind: 'refused' }
  /** More than one file, or none, or a link, or too many bytes. */
  | { readonly kind: 'strange'; readonly problem: string };

/**
 * Unpacks a cache entry by its exact key, and reads the one file it has to hold.
 *
 * @param place where it is unpacked, and what it has to hold
 * @throws what the toolkit throws for a key it does not take
 */
export async function restoreFile(key: string, place: CachePlace): Promise<RestoredFile> {
  const { tempFolder, member } = place;
  const read = await unpackEntry({ key, member: member.name, tempFolder }, (folder) =>
    readOnly(folder, member),
  );
  return read ?? { kind: 'refused' };
}

/**
 * Saves a text as a cache entry.
 *
 * @param key a key that no entry of this scope has
 * @param place where the file lies meanwhile, and its name
 * @returns whether the service took it; it refuses read-only tokens without an error
 * @throws what the toolkit throws for a key it does not take
 */
export async function saveFile(key: string, text: string, place: CachePlace): Promise<boolean> {
  const { tempFolder, member } = place;
  return packEntry({ key, member: member.name, tempFolder }, (folder) =>
    writeFile(join(folder, member.name), text),
  );
}

/** The only file of a folder, if it is the one it has to be. */
async function readOnly(folder: string, member: CacheMember): Promise<RestoredFile> {
  const names = await readdir(folder);
  if (names.length !== 1 || names[0] !== member.name) {
    return { kind: 'strange', problem: `Its archive holds other files than ${member.name}.` };
  }
  const file = join(folder, member.name);
  const stat = await lstat(file);
  if (!stat.isFile())
    return { kind: 'strange', problem: `${member.name} in its archive is no regular file.` };
  if (stat.size > member.maxBytes)
    return { kind: 'strange', problem: `It unpacks to ${stat.size} bytes.` };
  return { kind: 'restored', bytes: await readFile(file) };
}

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
  const { restoreCache } = await loadToolkit();
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
    const { saveCache } = await loadToolkit();
    const id = await asWorkspace(folder, () => saveCache([member], key, {}, CROSS_OS));
    return id >= 0;
  });
}

/** Half of all code that a run could load, and most runs never use it. */
const loadToolkit = () => import('@actions/cache');

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

/** Which run looks for entries, and how. */
interface CacheSearch {
  readonly context: RunContext;
  readonly reader: RepositoryReader;
}

/**
 * An entry that a restore by this one's key would find before it. A run searches its own ref first,
 * then a pull request's base, then the default branch; and within each of them a key that merely
 * begins so will do. So any entry under an earlier ref whose key begins with this one counts.
 *
 * @param entry the entry that is wanted
 * @param search the run, and what lists entries
 * @throws GateError CONFIG_PERMISSION or BASELINE_UNREADABLE
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching#cache-key-matching
 */
export async function findShadow(
  entry: ListedCache,
  { context, reader }: CacheSearch,
): Promise<ListedCache | undefined> {
  const searched = [context.ref, `refs/heads/${context.baseBranch}`];
  const end = searched.indexOf(entry.ref);
  const earlier = new Set(end < 0 ? searched : searched.slice(0, end));
  const found = await Promise.all(
    [...earlier].map((ref) => reader.listCaches({ prefix: entry.key, ref })),
  );
  return found.flat()[0];
}

/** Variables of the environment by name; undefined is none. */
type Variables = Readonly<Record<string, string | undefined>>;

/** The work that has the workspace now. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Does some work with another folder as the workspace, one at a time.
 *
 * The toolkit's cache resolves relative paths from the process's folder when it packs, unpacks into
 * GITHUB_WORKSPACE, and takes a digest of the paths as they were given for the entry's version. Only
 * a relative path has the same version on every machine, and only another workspace keeps what is
 * unpacked out of the checked-out tree. Nothing else may use relative paths meanwhile.
 *
 * @param folder an absolute path of a folder that exists
 * @param work what is done there
 * @param variables further variables of the environment for this work
 * @see https://github.com/actions/toolkit/blob/main/packages/cache/src/internal/cacheUtils.ts
 */
export function asWorkspace<T>(
  folder: string,
  work: () => Promise<T>,
  variables: Variables = {},
): Promise<T> {
  const changed = { ...variables, GITHUB_WORKSPACE: folder };
  const turn = last.then(() => moved(folder, work, changed));
  last = turn.catch(() => undefined);
  return turn;
}

/** The work with folder and variables changed, and changed back whatever happens. */
async function moved<T>(folder: string, work: () => Promise<T>, variables: Variables): Promise<T> {
  const home = cwd();
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, env[name]]));
  try {
    setVariables(variables);
    chdir(folder);
    return await work();
  } finally {
    chdir(home);
    setVariables(before);
  }
}

/** Sets each variable, and takes away those that are undefined. */
function setVariables(variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) Reflect.deleteProperty(env, name);
    else env[name] = value;
  }
}
