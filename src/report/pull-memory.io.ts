import { GateError } from '../errors.js';
import {
  compareRuns,
  memoryIn,
  parseMarker,
  renderMarker,
  type RunAttempt,
} from './hidden-lines.js';
import type { Report } from './report.js';
import {
  mergeMemories,
  NO_MEMORY,
  withVerdict,
  type FoundMemory,
  type RememberedVerdict,
} from './verdict-memory.js';
import type { Recalled } from './reporter.js';
import type { DataBranch } from '../github/data-branch.io.js';
import type { GithubClient } from '../github/github-client.io.js';
import { describeFailure, isLasting } from '../github/github-errors.js';
import type { RepositoryReader } from '../github/repository-reader.io.js';
import { findOwnComments, type CommentPlace } from './pull-comment.io.js';

/** A file of a memory is one line. */
const MOST_BYTES = 16 * 1024;

/** How often a save is tried that other runs overtake. */
const ROUNDS = 4;

/** A data branch as a place for memories. */
export interface MemoryBranch {
  readonly data: DataBranch;
  readonly reader: RepositoryReader;
  readonly place: CommentPlace;
}

/** Where a pull request's memory is kept; undefined for a place that is not used. */
interface MemoryPlaces {
  readonly client: GithubClient | undefined;
  readonly branch: MemoryBranch | undefined;
  readonly place: CommentPlace;
  /** The head of this run. */
  readonly head: string;
}

/**
 * What the comments and the data branch remember of a pull request. Of what is not sealed only red
 * verdicts are believed.
 *
 * @param places where to look
 */
export async function recallVerdicts({
  client,
  branch,
  place,
  head,
}: MemoryPlaces): Promise<Recalled> {
  const problems: string[] = [];
  const tryTo = async (
    read: () => Promise<readonly FoundMemory[]>,
  ): Promise<readonly FoundMemory[]> => {
    try {
      return await read();
    } catch (error) {
      problems.push(error instanceof GateError ? error.message : `${describeFailure(error)}.`);
      return [];
    }
  };
  const found = await Promise.all([
    tryTo(async () => (client === undefined ? [] : findOwnComments(client, place))),
    tryTo(async () => (branch === undefined ? [] : [await readBranch(branch)])),
  ]);
  return {
    memory: mergeMemories(found.flat(), head),
    problem: problems.length === 0 ? undefined : problems.join(' '),
  };
}

/**
 * Keeps a run's verdict on the data branch: a red one always, another where the pull request has a file
 * already.
 *
 * @param branch where
 * @param run which run it is
 * @param memory what was known, and its own verdict
 * @param head the head of this run
 * @returns false where the job may not write the branch
 * @throws what GitHub refuses with for another reason, or Error when other runs are always faster
 */
export async function keepOnBranch(
  branch: MemoryBranch,
  run: RunAttempt,
  { before, own }: NonNullable<Report['memory']>,
  head: string,
): Promise<boolean> {
  if (own === undefined) return true;
  const { data, place } = branch;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const parent = await data.tip();
    const stored = await readBranch(branch, parent);
    const isKnown = stored.memory.verdicts.length > 0;
    if (own.verdict !== 'fail' && !isKnown) return true;
    const known = mergeMemories([{ memory: before, isAuthentic: true }, stored], head);
    const all = { memory: withVerdict(known, own), isAuthentic: true };
    const line = renderMarker({ key: place.key, ...run }, mergeMemories([all], head), place.seal);
    const message = `Verdict of pull request ${place.number}: ${own.verdict}\n\n[skip ci]`;
    const change = { path: pathOf(place), text: `${line}\n`, message, parent };
    const done = await data.commit(change).catch((error: unknown) => {
      if (isLasting(error)) return 'refused' as const;
      throw error;
    });
    if (done === 'refused') return false;
    if (done.kind === 'committed') return true;
  }
  throw new Error(`Other runs moved the data branch ${ROUNDS} times meanwhile.`);
}

/** A red verdict of the pull request, and the run whose check shows it. */
export interface FoundRed {
  readonly verdict: RememberedVerdict;
  /** Of the newest run that told of the gate's verdicts. */
  readonly runId: string;
}

/** What is known of a pull request's red verdicts. */
export interface RedFacts {
  /** Those that may be believed, of every head, the newest run first. */
  readonly reds: readonly FoundRed[];
  /** Whether some were found that no seal proves, though there is a secret to make one with. */
  readonly hasUnproved: boolean;
}

/**
 * The red verdicts that a pull request's comments and the data branch hold, for one who accepts them: other
 * than for one who repeats them, what is not sealed counts only where there is no secret to seal with.
 *
 * @param client asks
 * @param place which pull request and baseline-name, and the seal
 * @param branch the data branch; undefined where there is none
 * @throws GateError of the branch; what the listing of comments rejects with
 */
export async function findReds(
  client: GithubClient,
  place: CommentPlace,
  branch: MemoryBranch | undefined,
): Promise<RedFacts> {
  const comments = await findOwnComments(client, place);
  const onBranch = branch === undefined ? [] : [await readBranch(branch)];
  const isSealed = place.seal.of('') !== undefined;
  const found = [...comments, ...onBranch];
  const believed = found.filter(({ isAuthentic }) => isAuthentic || !isSealed);
  const redsIn = (memories: readonly FoundMemory[]): readonly RememberedVerdict[] =>
    memories.flatMap(({ memory }) => memory.verdicts.filter(({ verdict }) => verdict === 'fail'));
  // Comments of the newest run come first.
  const told = comments.find((each) => believed.includes(each))?.marker.runId;
  const reds = [...redsIn(believed)].sort((a, b) => compareRuns(b, a));
  return {
    reds: reds.map((verdict) => ({ verdict, runId: told ?? verdict.runId })),
    hasUnproved: redsIn(found).length > reds.length,
  };
}

/** The file of a pull request's memory: no baseline's name has a slash. */
function pathOf({ key, number }: CommentPlace): string {
  return `verdicts/${key}/${number}.txt`;
}

/** What the data branch remembers. */
async function readBranch(
  { data, reader, place }: MemoryBranch,
  known?: string,
): Promise<FoundMemory> {
  const nothing = { memory: NO_MEMORY, isAuthentic: false };
  const tip = known ?? (await data.tip());
  if (tip === undefined) return nothing;
  const read = await reader.readFile({ path: pathOf(place), ref: tip, maxBytes: MOST_BYTES });
  if (read.kind !== 'found') return nothing;
  const text = new TextDecoder().decode(read.bytes);
  return parseMarker(text)?.key === place.key ? memoryIn(text, place.seal) : nothing;
}
