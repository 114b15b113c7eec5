import { z } from 'zod';
import {
  compareRuns,
  renderMarker,
  type RunAttempt,
} from '../../core/report/markdown/comment-marker.js';
import {
  parseVerdicts,
  renderVerdicts,
  verdictsBefore,
  type EarlierVerdict,
} from '../../core/report/markdown/verdict-history.js';
import {
  isOfOtherLeg,
  renderLeg,
  type CommentLeg,
} from '../../core/report/markdown/comment-leg.js';
import { conflict } from '../../core/config/config-errors.js';
import { GateError } from '../../core/errors.js';
import { TELL_APART } from '../../core/record/same-run.js';
import type { PostedComment } from '../ports/posted-comment.js';
import { commentProblem } from './comment-problem.js';
import { findOwnComments, type CommentPlace, type OwnComment } from './find-own-comment.js';
import type { GithubClient } from './github-client.js';
import { statusOf } from './github-errors.js';
import { splitName } from './repository-name.js';

/** A comment to post: where, what, and by which run. */
export interface CommentDraft extends CommentPlace {
  readonly run: RunAttempt;
  /** Which gate of the run; undefined where the run is known to have one only. */
  readonly leg?: CommentLeg;
  /** This run's own verdict, kept for the next run to list. */
  readonly verdict: Omit<EarlierVerdict, keyof RunAttempt>;
  /** Markdown beside the verdicts of earlier runs; at most 61,536 characters. */
  readonly render: (earlier: readonly EarlierVerdict[]) => string;
}

const answer = z.object({ html_url: z.string() });

/** How often finding and writing is tried: a write that failed half-way is found the second time. */
const ROUNDS = 2;

/**
 * Writes the one comment that a pull request has of this key: updates the one of an earlier run in
 * place, makes one where there is none, and leaves a newer run's alone. Comments of ours that
 * overlapping runs left besides are taken away. One that another gate of the same run has written
 * stays as it is.
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
  const marker = renderMarker({ key: draft.key, ...draft.run });
  for (let round = 1; ; round += 1) {
    try {
      return await upsert(client, draft, marker);
    } catch (error) {
      if (error instanceof GateError) throw error;
      // Only a failing server may have kept what it did not confirm.
      if (round === ROUNDS || (statusOf(error) ?? 0) < 500) {
        return { posted: false, problem: commentProblem(error) };
      }
    }
  }
}

/** Finds our comment and writes it. */
async function upsert(
  client: GithubClient,
  draft: CommentDraft,
  marker: string,
): Promise<PostedComment> {
  const [newest, ...others] = await ownComments(client, draft);
  if (newest !== undefined && compareRuns(newest.marker, draft.run) > 0) {
    const { runId, runAttempt } = newest.marker;
    const problem = `Run ${runId}, attempt ${runAttempt}, is newer and has commented already; its comment stands.`;
    return { posted: false, problem };
  }
  const earlier = verdictsBefore(parseVerdicts(newest?.body ?? ''), draft.run);
  const kept = renderVerdicts([...earlier, { ...draft.run, ...draft.verdict }]);
  const leg = draft.leg === undefined ? '' : `${renderLeg(draft.leg)}\n`;
  const text = `${marker}\n${kept}\n${leg}${draft.render(earlier)}`;
  const url = await write(client, draft, { text, existing: newest });
  await Promise.all(others.map((other) => remove(client, draft, other)));
  // Gates that work at the same time see each other only now.
  await refuseOtherLeg(client, draft);
  return { posted: true, url };
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
  const other = found.find((each) => leg !== undefined && isOfOtherLeg(each, run, leg));
  if (other === undefined) return found;
  throw conflict(
    `Another gate of run ${run.runId} has written the comment with the comment-key ${JSON.stringify(key)} (${other.url}); this one would take its place.`,
    TELL_APART,
  );
}

/** Updates a comment, or makes one; gives its address. */
async function write(
  client: GithubClient,
  { repository, number }: CommentPlace,
  { text, existing }: { readonly text: string; readonly existing: OwnComment | undefined },
): Promise<string> {
  const name = splitName(repository);
  const { data } =
    existing === undefined
      ? await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
          ...name,
          issue_number: number,
          body: text,
        })
      : await client.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
          ...name,
          comment_id: existing.id,
          body: text,
        });
  return answer.parse(data).html_url;
}

/** Takes a left-over comment away; one that stays is no reason to fail. */
async function remove(
  client: GithubClient,
  { repository }: CommentPlace,
  { id }: OwnComment,
): Promise<void> {
  try {
    await client.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      ...splitName(repository),
      comment_id: id,
    });
  } catch {
    // It is out of date, and the next run tries again.
  }
}
