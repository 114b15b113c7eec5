import { PERMISSIONS } from '../config/config-errors.js';
import type { RunContext } from '../config/run-context.js';
import { messageOf } from '../errors.js';
import type { Clock } from '../clock.js';
import type { RepositoryReader } from '../github/repository-reader.io.js';
import { mergeBaselines, newestFirst, type PoolLimits } from './update-pool.js';
import { textFilesOf } from './answer-texts.js';
import {
  type BaselineLookup,
  type BaselineSaved,
  type BaselineStore,
  type KeptTexts,
  lookupIn,
  type Baseline,
  MAX_BASELINE_BYTES,
} from './baseline-file.js';
import type { BranchCommit, DataBranch } from '../github/data-branch.io.js';
import { MOST_SEALED } from './sealed-texts.io.js';

/** What a branch store is made of. */
interface BranchStoreOptions {
  /** The data branch, without `refs/heads/`. */
  readonly branch: string;
  readonly name: string;
  readonly context: RunContext;
  readonly data: DataBranch;
  readonly reader: RepositoryReader;
  readonly limits: PoolLimits;
  readonly clock: Clock;
}

/** Waits before a save that was overtaken is tried again; as many tries more as there are waits. */
const BACK_OFF_MS = [500, 1000, 2000, 4000] as const;

/**
 * Baselines on a branch of their own: a file per baseline-name, its history the branch's commits. The
 * branch shares no history with the code, and no pull request can write it that cannot push to it.
 *
 * @param options name, context and how the branch is reached
 */
export function createBranchStore(options: BranchStoreOptions): BaselineStore {
  return {
    find: async (preferred) => {
      const tip = await options.data.tip();
      if (tip === undefined) return absent(options);
      for (const path of searchedPaths(options)) {
        const found = await findFile(options, { path, tip }, preferred);
        if (found !== undefined) return found;
      }
      return absent(options);
    },
    requireWrite: () => options.data.requireWrite(),
    readTexts: (names, where) => readTexts(options, names, where),
    save: async (baseline, texts) => {
      try {
        return await saveInTurn({ baseline, texts }, options);
      } catch (error) {
        return { saved: false, problem: `The branch ${options.branch}: ${messageOf(error)}.` };
      }
    },
  };
}

/**
 * The file of a branch's baseline: that of the default branch has the plain name. An `@` is in no
 * baseline-name, so that no two share a file.
 */
function pathOf({ name, context }: BranchStoreOptions, branch: string): string {
  const isDefault = branch === '' || branch === context.defaultBranch;
  return isDefault ? `${name}.json` : `${name}@${encodeURIComponent(branch)}.json`;
}

/** The base branch's file, else the default branch's. */
function searchedPaths(options: BranchStoreOptions): ReadonlySet<string> {
  const { baseBranch, defaultBranch } = options.context;
  return new Set([baseBranch, defaultBranch].map((branch) => pathOf(options, branch)));
}

/** A file in words, the same for as long as its commit is on the branch. */
function describeFile({ branch }: BranchStoreOptions, path: string, commit: string): string {
  return `file ${path} of the branch ${branch} at ${commit}`;
}

/** Reads a file as its newest commit left it, or as an earlier attempt saw it. */
async function findFile(
  options: BranchStoreOptions,
  { path, tip }: { readonly path: string; readonly tip: string },
  preferred?: string,
): Promise<BaselineLookup | undefined> {
  const changes = await options.data.changes(path, tip);
  const begunWith = changes.find((commit) => describeFile(options, path, commit) === preferred);
  const commit = begunWith ?? changes[0];
  if (commit === undefined) return undefined;
  const query = { path, ref: commit, maxBytes: MAX_BASELINE_BYTES };
  const read = await options.reader.readFile(query);
  if (read.kind === 'absent') return undefined;
  return lookupIn(read, options.name, describeFile(options, path, commit));
}

/** The folder of the texts that belong to a baseline's file. */
function textsFolder(path: string): string {
  return path.replace(/\.json$/, '.answers');
}

/** The texts of runs, as they stood next to a file of the branch. */
async function readTexts(
  options: BranchStoreOptions,
  names: ReadonlySet<string>,
  where: string,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const place = await placeOf(options, where);
  if (place === undefined) return found;
  for (const name of names) {
    const path = `${textsFolder(place.path)}/${name}`;
    const read = await options.reader.readFile({ path, ref: place.ref, maxBytes: MOST_SEALED });
    if (read.kind === 'found') found.set(name, Buffer.from(read.bytes).toString('latin1'));
  }
  return found;
}

/**
 * Where the texts of a lookup's file are read: at the branch's tip, where they stay for as long as their
 * runs do, though the file may have moved on.
 */
async function placeOf(
  options: BranchStoreOptions,
  where: string,
): Promise<{ readonly path: string; readonly ref: string } | undefined> {
  const ref = await options.data.tip();
  const path = [...searchedPaths(options)].find((each) =>
    where.startsWith(describeFile(options, each, '')),
  );
  return ref === undefined || path === undefined ? undefined : { path, ref };
}

/** The message for a branch, or a file on it, that is not there. */
function absent(options: BranchStoreOptions): BaselineLookup {
  const { baseBranch } = options.context;
  const files = [...searchedPaths(options)].join(' or ');
  const remedy = `Run the gate once on ${baseBranch || 'the base branch'} (schedule, push or workflow_dispatch) with \`${PERMISSIONS.writeFiles}\`; it makes the branch. In a private repository also check \`${PERMISSIONS.readFiles}\` here.`;
  return { kind: 'absent', where: `${files} of the branch ${options.branch}`, remedy };
}

/** A baseline, and the texts that go with it. */
interface ToSave {
  readonly baseline: Baseline;
  readonly texts: KeptTexts | undefined;
}

/** Saves on top of what stands there now; a run that is overtaken looks again. */
async function saveInTurn(saved: ToSave, options: BranchStoreOptions): Promise<BaselineSaved> {
  for (const waitMs of [0, ...BACK_OFF_MS]) {
    if (waitMs > 0) await options.clock.sleep(waitMs);
    const done = await saveOnce(saved, options);
    if (done !== undefined) return done;
  }
  const tries = BACK_OFF_MS.length + 1;
  return {
    saved: false,
    problem: `Other runs moved the branch ${options.branch} ${tries} times meanwhile; run it again, or give its workflow a concurrency group.`,
  };
}

/** One try; undefined when another run was faster. */
async function saveOnce(
  { baseline, texts }: ToSave,
  options: BranchStoreOptions,
): Promise<BaselineSaved | undefined> {
  const { data, name } = options;
  const path = pathOf(options, options.context.baseBranch);
  const parent = await data.tip();
  const stored = parent === undefined ? undefined : await findFile(options, { path, tip: parent });
  const merged =
    stored?.kind === 'found'
      ? mergeBaselines(baseline, stored.baseline, {
          ...options.limits,
          nowMs: options.clock.nowMs(),
        })
      : undefined;
  if (merged?.ok === false) return { saved: false, problem: merged.problem };
  const next = merged?.baseline ?? baseline;
  const text = `${JSON.stringify(next)}\n`;
  if (Buffer.byteLength(text) > MAX_BASELINE_BYTES)
    return { saved: false, problem: 'It is too large to be read again.' };
  const message = messageFor(baseline, name);
  const before = stored?.kind === 'found' ? textFilesOf(stored.baseline) : new Set<string>();
  const alongside = await textChanges(options, { path, parent, before, next, texts });
  const done = await data.commit({ path, text, message, parent, alongside });
  return done.kind === 'overtaken'
    ? undefined
    : { saved: true, where: describeFile(options, path, done.sha) };
}

/** The files of texts that a save adds, and those that it takes away: of runs that are gone. */
async function textChanges(
  { reader }: BranchStoreOptions,
  {
    path,
    parent,
    before,
    next,
    texts,
  }: Pick<ToSave, 'texts'> & {
    readonly path: string;
    readonly parent: string | undefined;
    readonly before: ReadonlySet<string>;
    readonly next: Baseline;
  },
): Promise<NonNullable<BranchCommit['alongside']>> {
  const kept = textFilesOf(next);
  const folder = textsFolder(path);
  const changes = new Map<string, string | null>();
  for (const [name, text] of texts?.added ?? []) {
    if (kept.has(name)) changes.set(`${folder}/${name}`, text);
  }
  for (const name of before) {
    const mayStay = kept.has(name) && texts?.stay !== 'none';
    if (mayStay || parent === undefined) continue;
    // GitHub refuses to take away what is not there.
    const old = { path: `${folder}/${name}`, ref: parent, maxBytes: 0 };
    if ((await reader.readFile(old)).kind !== 'absent') changes.set(old.path, null);
  }
  return changes;
}

/** What the history says of a save; the branch holds nothing to build. */
function messageFor(baseline: Baseline, name: string): string {
  const [own] = newestFirst(baseline.records);
  const baselineRun = own?.provenance.createdAt.slice(0, 10) ?? 'no baseline run';
  const run =
    own === undefined || own.provenance.runId === '' ? '' : `, run ${own.provenance.runId}`;
  return `Baseline ${name}: ${baselineRun}${run}\n\n[skip ci]`;
}
