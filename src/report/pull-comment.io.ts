import { conflict } from '../config/config-errors.js';
import { GateError } from '../errors.js';
import {
  compareRuns,
  memoryIn,
  parseMarker,
  renderMarker,
  type CommentMarker,
  type RunAttempt,
  type CommentLeg,
  type EarlierVerdict,
  isOfOtherLeg,
  parseVerdicts,
  renderLeg,
  renderVerdicts,
  verdictsBefore,
} from './hidden-lines.js';
import type { MemorySeal } from './memory-seal.js';
import {
  mergeMemories,
  redOf,
  withVerdict,
  type FoundMemory,
  type RememberedVerdict,
  type VerdictMemory,
} from './verdict-memory.js';
import {
  listOwnComments,
  removeComment,
  writeComment,
  type ListedComment,
  type PullPlace,
} from '../github/comments.io.js';
import type { GithubClient } from '../github/github-client.io.js';
import { commentProblem, mayHaveWritten } from '../github/github-errors.js';
import { TELL_APART } from '../baseline/same-run.js';

/** What became of a comment; a refusal is a problem to warn of, never an error. */
export type PostedComment =
  | { readonly posted: true; readonly url: string }
  | { readonly posted: false; readonly problem: string };

/** Which comment: on what, and which of ours. */
export interface CommentPlace extends PullPlace {
  readonly key: string;
  /** What our comments are sealed with. */
  readonly seal: MemorySeal;
}

/** A comment to post: where, what, and by which run. */
export interface CommentDraft extends CommentPlace {
  readonly run: RunAttempt;
  /** Which gate of the run; undefined where the run is known to have one only. */
  readonly leg?: CommentLeg;
  /** This run's own verdict, kept for the next run to list. */
  readonly verdict: Omit<EarlierVerdict, keyof RunAttempt>;
  /** What later runs should know besides what the comments there hold already. */
  readonly memory: {
    readonly before: VerdictMemory;
    readonly own: RememberedVerdict | undefined;
  };
  /** Markdown alongside the verdicts of earlier runs; at most 55,536 characters. */
  readonly render: (earlier: readonly EarlierVerdict[]) => string;
}

/**
 * A comment that was made under our login and begins with our marker: by an earlier run of ours, or by
 * another job of the same bot that imitates one.
 */
interface OwnComment extends FoundMemory, ListedComment {
  readonly marker: CommentMarker;
}

/**
 * How often finding and writing is tried: a comment that was made without the answer coming through is
 * found the second time. All other repeats are the client's.
 */
const ROUNDS = 2;

/**
 * Writes the one comment that a pull request has of this key: updates the one of an earlier run in
 * place, makes one where there is none, and leaves a newer run's alone. Comments of ours that
 * overlapping runs left besides are taken away. One that another gate of the same run has written
 * stays as it is.
 *
 * What the comments remember is put together first, so that none of it is lost, whichever of them stay.
 * Where there is a secret to seal with, a comment without our seal is another job's or of an older key:
 * what is red in it is kept, and it neither counts as newer nor is written over. Where there is none, a
 * red verdict that a seemingly newer comment does not know gets a comment of its own.
 *
 * @param client asks and writes; needs pull-requests: write
 * @param draft where, what, and by which run
 * @throws GateError CONFIG_INVALID for a key that could break out of the marker, CONFIG_CONFLICT where
 *   two gates of one run write the same comment
 * @see https://docs.github.com/en/rest/issues/comments
 */
export async function postComment(
  client: GithubClient,
  draft: CommentDraft,
): Promise<PostedComment> {
  // A key that could break out is refused before anything is asked.
  renderMarker({ key: draft.key, ...draft.run });
  for (let round = 1; ; round += 1) {
    try {
      return await upsert(client, draft);
    } catch (error) {
      if (error instanceof GateError) throw error;
      if (round === ROUNDS || !mayHaveWritten(error)) {
        return { posted: false, problem: commentProblem(error) };
      }
    }
  }
}

/** Finds our comment and writes it. */
async function upsert(client: GithubClient, draft: CommentDraft): Promise<PostedComment> {
  const found = await ownComments(client, draft);
  const isSealed = draft.seal.of('') !== undefined;
  const [newest] = isSealed ? found.filter(({ isAuthentic }) => isAuthentic) : found;
  const memory = memoryOf(draft, found);
  if (newest !== undefined && compareRuns(newest.marker, draft.run) > 0) {
    if (isLost(draft, found)) {
      // Only a seal shows that the newer run was ours, and will not take the mark away again.
      const rest = newest.body.slice(newest.body.indexOf('\n') + 1);
      const line = renderMarker(newest.marker, memory, draft.seal);
      const text = isSealed ? `${line}\n${rest}` : bodyOf(draft, memory, []);
      await writeComment(client, draft, { text, existing: isSealed ? newest : undefined });
    }
    const { runId, runAttempt } = newest.marker;
    const problem = `Run ${runId}, attempt ${runAttempt}, is newer and has commented already; its comment stands.`;
    return { posted: false, problem };
  }
  const text = bodyOf(draft, memory, parseVerdicts(newest?.body ?? ''));
  const url = await writeComment(client, draft, { text, existing: newest });
  const others = found.filter((each) => each !== newest);
  await Promise.all(others.map((other) => removeComment(client, draft, other)));
  // Gates that work at the same time see each other only now.
  await refuseOtherLeg(client, draft);
  return { posted: true, url };
}

/** What the comment is to remember: all that is known, and this run's own verdict. */
function memoryOf({ memory, verdict }: CommentDraft, found: readonly OwnComment[]): VerdictMemory {
  const before = { memory: memory.before, isAuthentic: true };
  const known = mergeMemories([before, ...found], verdict.sha);
  const all = { memory: withVerdict(known, memory.own), isAuthentic: true };
  return mergeMemories([all], verdict.sha);
}

/** Whether this run's verdict is red, and no comment knows of it. */
function isLost({ memory: { own } }: CommentDraft, found: readonly OwnComment[]): boolean {
  if (own?.verdict !== 'fail') return false;
  return found.every(({ memory }) => redOf(memory, own) === undefined);
}

/** The whole text of a comment. */
function bodyOf(
  draft: CommentDraft,
  memory: VerdictMemory,
  known: readonly EarlierVerdict[],
): string {
  const earlier = verdictsBefore(known, draft.run);
  const kept = renderVerdicts([...earlier, { ...draft.run, ...draft.verdict }]);
  const marker = renderMarker({ key: draft.key, ...draft.run }, memory, draft.seal);
  const leg = draft.leg === undefined ? '' : `${renderLeg(draft.leg)}\n`;
  return `${marker}\n${kept}\n${leg}${draft.render(earlier)}`;
}

/**
 * Stops a gate whose comment another gate of the same run has written. What cannot be read says
 * nothing.
 *
 * @param client asks
 * @param draft where, and by which gate of which run
 * @throws GateError CONFIG_CONFLICT
 */
export async function refuseOtherLeg(client: GithubClient, draft: OwnPlace): Promise<void> {
  if (draft.leg === undefined) return;
  try {
    await ownComments(client, draft);
  } catch (error) {
    if (error instanceof GateError) throw error;
  }
}

/** Which comment, of which gate of which run. */
type OwnPlace = CommentPlace & Pick<CommentDraft, 'run' | 'leg'>;

/** Our comments of this key; CONFIG_CONFLICT where one of them is of another gate of the same run. */
async function ownComments(client: GithubClient, draft: OwnPlace): Promise<readonly OwnComment[]> {
  const { run, leg, key } = draft;
  const found = await findOwnComments(client, draft);
  const isSealed = draft.seal.of('') !== undefined;
  const other = found.find(
    (each) => leg !== undefined && (each.isAuthentic || !isSealed) && isOfOtherLeg(each, run, leg),
  );
  if (other === undefined) return found;
  throw conflict(
    `Another gate of run ${run.runId} has written the comment of the baseline-name ${JSON.stringify(key)} (${other.url}); this one would take its place.`,
    TELL_APART,
  );
}

/**
 * The comments of ours with this key, of the newest run first: those that begin with our marker and
 * were made under our login, so that nobody's imitation is taken for ours. More than one there are
 * only when two first runs overlapped.
 *
 * @param client asks
 * @param place where and which
 * @throws what the request rejects with, or a ZodError for an answer of another shape
 */
export async function findOwnComments(
  client: GithubClient,
  place: CommentPlace,
): Promise<readonly OwnComment[]> {
  const listed = await listOwnComments(client, place);
  return listed
    .flatMap((comment) => {
      const marker = parseMarker(comment.body);
      if (marker?.key !== place.key) return [];
      return [{ ...comment, marker, ...memoryIn(comment.body, place.seal) }];
    })
    .sort((a, b) => compareRuns(b.marker, a.marker) || a.id - b.id);
}
