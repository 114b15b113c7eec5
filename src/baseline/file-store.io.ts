import { posix } from 'node:path';
import { rulesOf, type RunContext } from '../config/run-context.js';
import { PERMISSIONS } from '../config/config-errors.js';
import { GateError, messageOf } from '../errors.js';
import { textFilesOf } from './answer-texts.js';
import {
  type Baseline,
  type BaselineLookup,
  type BaselineStore,
  type KeptTexts,
  lookupIn,
  MAX_BASELINE_BYTES,
} from './baseline-file.js';
import { MOST_SEALED } from './sealed-texts.io.js';
import type { RepositoryReader } from '../github/repository-reader.io.js';
import type { FileRead, WorkspaceFiles } from '../files.io.js';

/** What a file store is made of. */
interface FileStoreOptions {
  /** As the user gave it, relative to the workspace. */
  readonly path: string;
  readonly name: string;
  readonly context: RunContext;
  readonly files: WorkspaceFiles;
  /** Undefined on the command line, which reads the workspace only. */
  readonly reader: RepositoryReader | undefined;
}

/**
 * A baseline in a file of the repository. On events whose workspace may hold what a pull request
 * brought, it is read through the API instead: of a pull request at its base commit, else at the tip
 * of the base branch. A merge group's own base commit is not used: it may hold other queued changes.
 * It is written to the workspace only, for the user to commit.
 *
 * @param options path, name, and how files are reached
 */
export function createFileStore(options: FileStoreOptions): BaselineStore {
  return {
    find: () =>
      rulesOf(options.context.event).hasOwnTree ? findInWorkspace(options) : findInBase(options),
    requireWrite: () => requireWrite(options),
    readTexts: (names) => readTexts(options, names),
    save: async (baseline, texts) => {
      try {
        const before = await textsBefore(options);
        await options.files.write(options.path, `${JSON.stringify(baseline)}\n`);
        const textsProblem = await saveTexts(options, { baseline, before, texts });
        return { saved: true, where: inWorkspace(options), ...textsProblem };
      } catch (error) {
        return {
          saved: false,
          problem: `The file ${options.path} was not written: ${messageOf(error)}.`,
        };
      }
    },
  };
}

/** The file of a run's texts, which lies next to the baseline. */
function nextToBaseline({ path }: FileStoreOptions, name: string): string {
  return posix.join(posix.dirname(path.replaceAll('\\', '/')), name);
}

/** The texts of runs, from where the baseline is read. */
async function readTexts(
  options: FileStoreOptions,
  names: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const { context, files, reader } = options;
  const hasOwnTree = rulesOf(context.event).hasOwnTree;
  const found = new Map<string, string>();
  for (const name of names) {
    const path = nextToBaseline(options, name);
    const read = hasOwnTree
      ? await files.read(path, MOST_SEALED)
      : await reader?.readFile({
          path: repositoryPath(path),
          ref: baseRefOf(context),
          maxBytes: MOST_SEALED,
        });
    if (read?.kind === 'found') found.set(name, Buffer.from(read.bytes).toString('latin1'));
  }
  return found;
}

/** The names of the texts that the baseline to be replaced may have; none where there is no such. */
async function textsBefore({ path, name, files }: FileStoreOptions): Promise<ReadonlySet<string>> {
  const read = await files.read(path, MAX_BASELINE_BYTES);
  const found = read.kind === 'found' ? lookupIn(read, name, path) : undefined;
  return found?.kind === 'found' ? textFilesOf(found.baseline) : new Set();
}

/** Writes new texts, and takes those away whose run is gone. */
async function saveTexts(
  options: FileStoreOptions,
  {
    baseline,
    before,
    texts,
  }: {
    readonly baseline: Baseline;
    readonly before: ReadonlySet<string>;
    readonly texts: KeptTexts | undefined;
  },
): Promise<{ readonly textsProblem?: string }> {
  const kept = textFilesOf(baseline);
  try {
    for (const name of before) {
      if (!kept.has(name) || texts?.stay === 'none')
        await options.files.remove(nextToBaseline(options, name));
    }
    for (const [name, text] of texts?.added ?? []) {
      if (!kept.has(name)) continue;
      await options.files.write(nextToBaseline(options, name), text);
    }
    return {};
  } catch (error) {
    return { textsProblem: messageOf(error) };
  }
}

/** The workspace's file, for people. */
function inWorkspace({ path }: FileStoreOptions): string {
  return `file ${path}`;
}

/** Makes sure that the file could be written. */
async function requireWrite({ path, files }: FileStoreOptions): Promise<void> {
  try {
    await files.requireWritable(path);
  } catch (error) {
    throw new GateError(
      'CONFIG_INVALID',
      `Input baseline is "file:${path}", which this run is to write and which cannot be written: ${messageOf(error).replace(/\.$/, '')}.`,
      {
        remedy:
          'Give the path of a file inside the workspace that can be written, or set `update-baseline: never`.',
        cause: error,
      },
    );
  }
}

/** Looks at the workspace's file. */
async function findInWorkspace(options: FileStoreOptions): Promise<BaselineLookup> {
  const { path, name, files } = options;
  const where = inWorkspace(options);
  try {
    return toLookup(await files.read(path, MAX_BASELINE_BYTES), { where, name });
  } catch (error) {
    if (error instanceof GateError) throw error;
    throw new GateError(
      'BASELINE_UNREADABLE',
      `The ${where} could not be read: ${messageOf(error)}.`,
      {
        remedy: 'Give the path of a file as `baseline: file:PATH`.',
        cause: error,
      },
    );
  }
}

/** The commit or ref that holds what a pull request cannot have changed. */
function baseRefOf({ pullRequest, baseBranch }: RunContext): string {
  return pullRequest?.baseSha ?? `refs/heads/${baseBranch}`;
}

/** Looks at the file as it stands in the base. */
async function findInBase({
  path,
  name,
  context,
  reader,
}: FileStoreOptions): Promise<BaselineLookup> {
  const ref = baseRefOf(context);
  const where = `file ${path} at ${ref} of ${context.repository}`;
  if (reader === undefined) {
    throw new GateError(
      'CONFIG_MISSING',
      `Input github-token is missing, and the ${where} is read with it.`,
      {
        remedy: `Leave github-token at its default and give the job \`${PERMISSIONS.readFiles}\`.`,
      },
    );
  }
  const query = { path: repositoryPath(path), ref, maxBytes: MAX_BASELINE_BYTES };
  return toLookup(await reader.readFile(query), { where, name });
}

/** What a read file amounts to. */
function toLookup(
  read: FileRead,
  { where, name }: { readonly where: string; readonly name: string },
): BaselineLookup {
  if (read.kind !== 'absent') return lookupIn(read, name, where);
  const remedy = `Run the gate on the base branch with \`update-baseline: always\` and commit the file it writes; in a private repository also check \`${PERMISSIONS.readFiles}\`.`;
  return { kind: 'absent', where, remedy };
}

/**
 * A path in the workspace as a path in the repository: with slashes, without dots.
 *
 * @throws GateError CONFIG_INVALID when it is absolute or leads outside
 */
function repositoryPath(path: string): string {
  const normal = posix.normalize(path.replaceAll('\\', '/'));
  if (normal !== '.' && !normal.startsWith('..') && !posix.isAbsolute(normal)) return normal;
  throw new GateError('CONFIG_INVALID', `The path ${path} leads outside the repository.`, {
    remedy: 'Give `baseline: file:PATH` with a path relative to the repository.',
  });
}

/** The store of `baseline: none`: finds nothing and keeps nothing. */
export const noneStore: BaselineStore = {
  find: () =>
    Promise.resolve({
      kind: 'absent',
      where: 'any store (baseline: none)',
      remedy: 'Give `baseline: cache` or `baseline: file:PATH` to compare with something.',
    }),
  requireWrite: () => Promise.resolve(),
  save: () => Promise.resolve({ saved: false, problem: 'Nothing is kept with `baseline: none`.' }),
  readTexts: () => Promise.resolve(new Map()),
};
