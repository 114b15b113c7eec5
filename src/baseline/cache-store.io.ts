import { isFeatureAvailable } from '@actions/cache';
import { z } from 'zod';
import type { RunContext } from '../config/run-context.js';
import { digestOf, digestOfJson } from '../digest.js';
import { GateError, messageOf } from '../errors.js';
import { parseJson } from '../foreign.js';
import { isEncrypted, textFilesOf } from './answer-texts.js';
import {
  type Baseline,
  type BaselineLookup,
  type BaselineSaved,
  type BaselineStore,
  type KeptTexts,
  lookupIn,
  MAX_BASELINE_BYTES,
} from './baseline-file.js';
import { type CacheMember, findShadow, restoreFile, saveFile } from '../github/cache-entry.io.js';
import type { ListedCache, RepositoryReader } from '../github/repository-reader.io.js';
import { otherGateOfRun, otherGateSentence, TELL_APART } from './same-run.js';
import { newestFirst } from './update-pool.js';

/** What a cache store is made of. */
interface CacheStoreOptions {
  readonly name: string;
  readonly context: RunContext;
  readonly reader: RepositoryReader;
  /** RUNNER_TEMP: archives are unpacked and checked below it. */
  readonly tempFolder: string;
}

/** The one file of a baseline's entry. */
const MEMBER: CacheMember = { name: 'siuo-gate-baseline.json', maxBytes: MAX_BASELINE_BYTES };

type Unusable = Extract<BaselineLookup, { kind: 'unusable' }>;

/**
 * Baselines in the repository's Actions cache. Entries are found by listing them under the base
 * branch's ref, where no pull request can write, and only then restored; see docs/security.md.
 *
 * @param options name, context, reader and temp folder
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching
 */
export function createCacheStore(options: CacheStoreOptions): BaselineStore {
  return {
    find: async (preferred) => {
      requireService();
      const entry = await findEntry(options, preferred);
      return entry === undefined ? absent(options.context) : restore(entry, options);
    },
    // What decides is the cache's own token, and nothing tells what that may do.
    requireWrite: () => Promise.resolve(),
    save: (baseline, texts) => save({ baseline, texts }, options),
    readTexts: async (names, where) => {
      const entry = await findEntry(options, where);
      return entry === undefined ? new Map() : readTextEntry(entry, names, options);
    },
  };
}

/** Stops a run whose cache service is not there: nothing could be restored. */
function requireService(): void {
  if (isFeatureAvailable()) return;
  throw new GateError('BASELINE_UNREADABLE', 'The Actions cache is not available to this step.', {
    remedy: 'Give `baseline: file:PATH`, or run it on a runner with the cache service.',
  });
}

/** The message for no entry at all. */
function absent({ baseBranch, defaultBranch }: RunContext): BaselineLookup {
  const branches = [...new Set([baseBranch, defaultBranch])].filter((branch) => branch !== '');
  return {
    kind: 'absent',
    where: `the Actions cache of ${branches.join(' or ')}`,
    remedy: `Run the gate once on ${branches[0] ?? 'the base branch'} (schedule, push or workflow_dispatch). If that was done, the entry was evicted: the cache drops what was not used for 7 days or is beyond 10 GB; a nightly run keeps it.`,
  };
}

/** Restores a listed entry, unless something stands in its way. */
async function restore(entry: ListedCache, options: CacheStoreOptions): Promise<BaselineLookup> {
  const where = describeEntry(entry);
  if (entry.size > MAX_BASELINE_BYTES) return lookupIn({ kind: 'too-large' }, options.name, where);
  const shadow = await findShadow(entry, options);
  if (shadow !== undefined) return planted(shadow, where);
  const restored = await restoreFile(entry.key, {
    tempFolder: options.tempFolder,
    member: MEMBER,
  });
  // Once more: an entry planted since the first look may be what was restored.
  const lateShadow = await findShadow(entry, options);
  if (lateShadow !== undefined) return planted(lateShadow, where);
  if (restored.kind === 'refused') return refused(where);
  if (restored.kind === 'strange') {
    return { kind: 'unusable', where, problem: restored.problem, remedy: deleteIt(entry) };
  }
  return lookupIn({ kind: 'found', bytes: restored.bytes }, options.name, where);
}

/** The message for an entry of the same key where this run would find it first. */
function planted(shadow: ListedCache, where: string): Unusable {
  const problem = `A cache entry with its key also stands under ${shadow.ref}, and this run would restore that one.`;
  return { kind: 'unusable', where, problem, remedy: deleteIt(shadow) };
}

/** How to get rid of an entry. */
function deleteIt({ key, ref }: ListedCache): string {
  return `Delete it (gh cache delete '${key}' --ref ${ref}), find out who saved it, and run this again.`;
}

/** The message for an entry that is listed and not handed out. */
function refused(where: string): Unusable {
  return {
    kind: 'unusable',
    where,
    problem: 'It is listed, but the cache service did not hand it out to this run.',
    remedy:
      'See the log above. It happens where the run may not read that branch’s cache (pull_request_target or workflow_run for a branch that is not the default one, cache-mode) or packs otherwise (no zstd, another proxy); `baseline: branch:NAME` or `file:PATH` works there.',
  };
}

/** Saves a baseline under a key of this run. */
async function save(
  { baseline, texts }: { readonly baseline: Baseline; readonly texts: KeptTexts | undefined },
  options: CacheStoreOptions,
): Promise<BaselineSaved> {
  const { context, name, tempFolder } = options;
  const branch = context.baseBranch;
  if (context.ref !== `refs/heads/${branch}`) {
    return notSaved(`A run on ${context.ref} saves where no later run on ${branch} looks`);
  }
  if (!isFeatureAvailable()) return notSaved('The Actions cache is not available to this step');
  const text = JSON.stringify(baseline);
  if (Buffer.byteLength(text) > MAX_BASELINE_BYTES)
    return notSaved('It is too large to be read again');
  const key = baselineKey({ name, branch }, context);
  const before = await findEntry(options).catch(() => undefined);
  try {
    if (await saveFile(key, text, { tempFolder, member: MEMBER })) {
      const problem = await saveTextEntry(key, { baseline, texts, before }, options);
      const where = `cache entry ${key} of ${context.ref}`;
      return { saved: true, where, ...(problem === undefined ? {} : { textsProblem: problem }) };
    }
    return notSaved(
      (await takenBy(key, baseline, options).catch(() => undefined)) ??
        `The cache service refused ${key}; the log above may say why (read-only token, cache-mode, key taken)`,
    );
  } catch (error) {
    return notSaved(messageOf(error));
  }
}

/** The one file of the entry that keeps the texts of a baseline's runs. */
const TEXTS: CacheMember = { name: 'siuo-gate-texts.json', maxBytes: 256 * 1024 * 1024 };

const texts = z.record(z.string(), z.string());

/** The key of the texts that belong to a baseline's entry. */
function textsKey(key: string): string {
  return key.replace(/^siuo-gate-baseline-/, 'siuo-gate-texts-');
}

/** The texts that were saved with an entry; none where there are none, or not for this run. */
async function readTextEntry(
  { key, ref }: ListedCache,
  names: ReadonlySet<string>,
  options: CacheStoreOptions,
): Promise<ReadonlyMap<string, string>> {
  const prefix = textsKey(key);
  const listed = await options.reader.listCaches({ prefix, ref });
  const entry = listed.find((each) => each.key === prefix);
  if (entry === undefined || entry.size > TEXTS.maxBytes) return new Map();
  if ((await findShadow(entry, options)) !== undefined) return new Map();
  const { tempFolder } = options;
  const restored = await restoreFile(entry.key, { tempFolder, member: TEXTS });
  if (restored.kind !== 'restored' || (await findShadow(entry, options)) !== undefined) {
    return new Map();
  }
  const parsed = texts.safeParse(parseJson(Buffer.from(restored.bytes).toString('utf8')));
  return new Map(Object.entries(parsed.data ?? {}).filter(([name]) => names.has(name)));
}

/**
 * Saves the texts of a baseline's runs next to its entry: those that are new, and those that lay next to
 * the entry before it. Entries never change, so that each has them all.
 *
 * @returns why they were not saved; undefined when they were, or there are none
 */
async function saveTextEntry(
  key: string,
  kept: {
    readonly baseline: Baseline;
    readonly texts: KeptTexts | undefined;
    readonly before: ListedCache | undefined;
  },
  options: CacheStoreOptions,
): Promise<string | undefined> {
  if (kept.texts === undefined) return undefined;
  const { added, stay } = kept.texts;
  const names = textFilesOf(kept.baseline);
  try {
    const before =
      kept.before === undefined || stay === 'none'
        ? new Map<string, string>()
        : await readTextEntry(kept.before, names, options);
    const old = [...before].filter(([name]) => stay === 'all' || isEncrypted(name));
    const all = [...new Map([...old, ...added])].filter(([name]) => names.has(name));
    if (all.length === 0) return undefined;
    const text = JSON.stringify(Object.fromEntries(all));
    if (text.length > TEXTS.maxBytes) return 'They are too large to be read again.';
    const { tempFolder } = options;
    const isSaved = await saveFile(textsKey(key), text, { tempFolder, member: TEXTS });
    return isSaved ? undefined : `The cache service refused ${textsKey(key)}.`;
  } catch (error) {
    return messageOf(error);
  }
}

/** That another gate of this run has saved under the same key; undefined where none has. */
async function takenBy(
  key: string,
  baseline: Baseline,
  options: CacheStoreOptions,
): Promise<string | undefined> {
  const { name, context } = options;
  const where = describeEntry({ key, ref: context.ref });
  const entry = await findEntry(options, where);
  if (entry === undefined || describeEntry(entry) !== where) return undefined;
  const found = await restore(entry, options);
  if (found.kind !== 'found' || digestOfJson(found.baseline) === digestOfJson(baseline)) {
    return undefined;
  }
  const [own] = newestFirst(baseline.records);
  const other = own === undefined ? undefined : otherGateOfRun(found.baseline.records, own);
  const said =
    own === undefined || other === undefined
      ? `Another gate of run ${context.runId} has saved the baseline ${JSON.stringify(name)}.`
      : otherGateSentence(name, other, own);
  return `${said} ${TELL_APART}`.replace(/\.$/, '');
}

/** A save that did not happen. */
function notSaved(why: string): BaselineSaved {
  return { saved: false, problem: `${why}.` };
}

/**
 * The newest entry of a baseline: of the base branch, else of the default branch. The preferred one, by
 * its description, is taken where it is still listed: an earlier attempt compared with it.
 *
 * @throws GateError CONFIG_PERMISSION or BASELINE_UNREADABLE
 */
async function findEntry(
  { name, context, reader }: CacheStoreOptions,
  preferred?: string,
): Promise<ListedCache | undefined> {
  const branches = new Set(
    [context.baseBranch, context.defaultBranch].filter((branch) => branch !== ''),
  );
  const newest: ListedCache[] = [];
  for (const branch of branches) {
    const identity = { name, branch };
    const prefix = baselineKeyPrefix(identity);
    const listed = await reader.listCaches({ prefix, ref: `refs/heads/${branch}` });
    const own = listed.filter(({ key }) => isBaselineKey(key, identity));
    const begunWith = own.find((entry) => describeEntry(entry) === preferred);
    if (begunWith !== undefined) return begunWith;
    newest.push(...own.slice(0, 1));
    if (preferred === undefined && newest.length > 0) break;
  }
  return newest[0];
}

/** An entry in words, the same for as long as it is there. */
function describeEntry({ key, ref }: Pick<ListedCache, 'key' | 'ref'>): string {
  return `cache entry ${key} of ${ref}`;
}

/** Which baseline a cache entry holds. */
interface BaselineIdentity {
  /** The baseline-name. */
  readonly name: string;
  readonly branch: string;
}

/** The run that saves it. */
interface SavingRun {
  readonly runId: string;
  readonly runAttempt: number;
}

/** The longest branch that stands in a key as it is: the service takes keys of 512 characters. */
const LONGEST_BRANCH = 200;

/**
 * What the keys of a baseline's cache entries begin with. Keys of other baselines may begin so too,
 * see {@link isBaselineKey}.
 *
 * @param identity name and branch; a branch is percent-encoded, a very long one is its digest behind
 *   a tilde, which no branch may hold
 */
export function baselineKeyPrefix({ name, branch }: BaselineIdentity): string {
  const encoded = encodeURIComponent(branch);
  const shown = encoded.length <= LONGEST_BRANCH ? encoded : `~${digestOf(branch)}`;
  return `siuo-gate-baseline-${name}-${shown}-`;
}

/**
 * The key under which a run saves a baseline; no two runs share one.
 *
 * @param identity name and branch
 */
export function baselineKey(identity: BaselineIdentity, run: SavingRun): string {
  return `${baselineKeyPrefix(identity)}${run.runId}-${run.runAttempt}`;
}

/**
 * Whether a key is one of this baseline's: the prefix of `default` on `main` is also that of
 * `default-main` on `main`.
 *
 * @param key any key
 * @param identity name and branch
 */
export function isBaselineKey(key: string, identity: BaselineIdentity): boolean {
  const prefix = baselineKeyPrefix(identity);
  return key.startsWith(prefix) && /^\d+-\d+$/.test(key.slice(prefix.length));
}
