import { z } from 'zod';
import {
  type CommentMarker,
  compareRuns,
  memoryIn,
  parseMarker,
} from '../../core/report/hidden-lines.js';
import type { MemorySeal } from '../../core/report/memory-seal.js';
import type { FoundMemory } from '../../core/report/verdict-memory.js';
import type { GithubClient } from './github-client.js';
import { splitName } from './repository-name.js';
import { viewerLogin } from './viewer-login.js';

/** Which comment: on what, and which of ours. */
export interface CommentPlace {
  /** `owner/name`. */
  readonly repository: string;
  /** The pull request's number. */
  readonly number: number;
  readonly key: string;
  /** What our comments are sealed with. */
  readonly seal: MemorySeal;
}

/**
 * A comment that was made under our login and begins with our marker: by an earlier run of ours, or by
 * another job of the same bot that imitates one.
 */
export interface OwnComment extends FoundMemory {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  readonly marker: CommentMarker;
}

const comments = z.array(
  z.object({
    id: z.number(),
    html_url: z.string(),
    body: z.string().nullish(),
    user: z.object({ login: z.string() }).nullish(),
  }),
);

/**
 * The comments of ours with this key, of the newest run first: those that begin with our marker and
 * were made under our login, so that nobody's imitation is taken for ours. More than one there are
 * only when two first runs overlapped.
 *
 * @param client asks
 * @param place where and which
 * @throws what the request rejects with, or a ZodError for an answer of another shape
 * @see https://docs.github.com/en/rest/issues/comments#list-issue-comments
 */
export async function findOwnComments(
  client: GithubClient,
  place: CommentPlace,
): Promise<readonly OwnComment[]> {
  const [login, listed] = await Promise.all([viewerLogin(client), listComments(client, place)]);
  return listed
    .filter(({ user }) => user?.login === login)
    .flatMap(({ id, html_url: url, body }) => {
      const marker = parseMarker(body ?? '');
      if (marker?.key !== place.key) return [];
      return [{ id, url, body: body ?? '', marker, ...memoryIn(body ?? '', place.seal) }];
    })
    .sort((a, b) => compareRuns(b.marker, a.marker) || a.id - b.id);
}

/** Every comment on a pull request, all pages. */
async function listComments(
  client: GithubClient,
  { repository, number }: CommentPlace,
): Promise<z.infer<typeof comments>> {
  const listed: unknown = await client.paginate(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { ...splitName(repository), issue_number: number, per_page: 100 },
  );
  return comments.parse(listed);
}
