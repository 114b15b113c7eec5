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
import type { PostedComment } from '../ports/posted-comment.js';
import { findOwnComments, type CommentPlace, type OwnComment } from './find-own-comment.js';
import type { GithubClient } from './github-client.js';
import { commentProblem, mayHaveWritten } from './github-errors.js';
import { splitName } from './repository-name.js';

/** A comment to post: where, what, and by which run. */
export interface CommentDraft extends CommentPlace {
  readonly run: RunAttempt;
  /** This run's own verdict, kept for the next run to list. */
  readonly verdict: Omit<EarlierVerdict, keyof RunAttempt>;
  /** Markdown beside the verdicts of earlier runs; at most 61,536 characters. */
  readonly render: (earlier: readonly EarlierVerdict[]) => string;
}

const answer = z.object({ html_url: z.string() });

/**
 * How often finding and writing is tried: a comment that was made without the answer coming through is
 * found the second time. All other repeats are the client's.
 */
const ROUNDS = 2;

/**
 * Writes the one comment that a pull request has of this key: updates the one of an earlier run in
 * place, makes one where there is none, and leaves a newer run's alone. Comments of ours that
 * overlapping runs left besides are taken away.
 *
 * @param client asks and writes; needs pull-requests: write
 * @param draft where, what, and by which run
 * @throws GateError CONFIG_INVALID for a key that could break out of the marker
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
      if (round === ROUNDS || !mayHaveWritten(error)) {
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
  const [newest, ...others] = await findOwnComments(client, draft);
  if (newest !== undefined && compareRuns(newest.marker, draft.run) > 0) {
    const { runId, runAttempt } = newest.marker;
    const problem = `Run ${runId}, attempt ${runAttempt}, is newer and has commented already; its comment stands.`;
    return { posted: false, problem };
  }
  const earlier = verdictsBefore(parseVerdicts(newest?.body ?? ''), draft.run);
  const kept = renderVerdicts([...earlier, { ...draft.run, ...draft.verdict }]);
  const text = `${marker}\n${kept}\n${draft.render(earlier)}`;
  const url = await write(client, draft, { text, existing: newest });
  await Promise.all(others.map((other) => remove(client, draft, other)));
  return { posted: true, url };
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
