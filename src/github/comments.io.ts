import { z } from 'zod';
import { type GithubClient, splitName } from './github-client.io.js';
import { commentProblem, describeFailure, isLasting, remedyOf } from './github-errors.js';
import { PERMISSIONS } from '../config/config-errors.js';
import { GateError } from '../errors.js';

/** The pull request whose comments are meant. */
export interface PullPlace {
  /** `owner/name`. */
  readonly repository: string;
  /** The pull request's number. */
  readonly number: number;
}

/** A comment as GitHub has it. */
export interface ListedComment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
}

/** A comment's text, and the comment that it takes the place of; undefined for a new one. */
interface CommentText {
  readonly text: string;
  readonly existing: Pick<ListedComment, 'id'> | undefined;
}

/** Who the job token of every repository comments as. */
const JOB_TOKEN_LOGIN = 'github-actions[bot]';

const viewerAnswer = z.object({ viewer: z.object({ login: z.string().min(1) }) });

const comments = z.array(
  z.object({
    id: z.number(),
    html_url: z.string(),
    body: z.string().nullish(),
    user: z.object({ login: z.string() }).nullish(),
  }),
);

const written = z.object({ html_url: z.string() });

/**
 * The comments on a pull request that were made under our login, so that nobody's imitation is taken
 * for ours; all pages, in GitHub's order.
 *
 * @throws what the request rejects with, or a ZodError for an answer of another shape
 * @see https://docs.github.com/en/rest/issues/comments#list-issue-comments
 */
export async function listOwnComments(
  client: GithubClient,
  place: PullPlace,
): Promise<readonly ListedComment[]> {
  const [login, listed] = await Promise.all([viewerLogin(client), listComments(client, place)]);
  return listed
    .filter(({ user }) => user?.login === login)
    .map(({ id, html_url: url, body }) => ({ id, url, body: body ?? '' }));
}

/** Every comment on a pull request, all pages. */
async function listComments(
  client: GithubClient,
  { repository, number }: PullPlace,
): Promise<z.infer<typeof comments>> {
  const listed: unknown = await client.paginate(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { ...splitName(repository), issue_number: number, per_page: 100 },
  );
  return comments.parse(listed);
}

/**
 * The login that the client's comments are made under. `GET /user` is refused to job and App tokens;
 * GraphQL's viewer is not.
 *
 * @returns the login; that of the job token when GitHub does not tell
 * @see https://docs.github.com/en/graphql/reference/queries#viewer
 */
export async function viewerLogin(client: GithubClient): Promise<string> {
  try {
    const answer: unknown = await client.graphql('query { viewer { login } }');
    return viewerAnswer.parse(answer).viewer.login;
  } catch {
    return JOB_TOKEN_LOGIN;
  }
}

/**
 * Updates a comment, or makes one.
 *
 * @param client writes; needs pull-requests: write
 * @param comment the text, and the comment it replaces
 * @returns the comment's address
 * @throws what the request rejects with, or a ZodError for an answer of another shape
 */
export async function writeComment(
  client: GithubClient,
  { repository, number }: PullPlace,
  { text, existing }: CommentText,
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
  return written.parse(data).html_url;
}

/**
 * Deletes a comment that another one has replaced; one that stays is no reason to fail.
 *
 * @param client writes; needs pull-requests: write
 */
export async function removeComment(
  client: GithubClient,
  { repository }: PullPlace,
  { id }: Pick<ListedComment, 'id'>,
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

/**
 * Whether a comment would be refused, found out before anything is spent. No reading tells: job
 * tokens cannot be asked for their permissions. So a comment without text is offered, which GitHub
 * never takes: it answers 403 where the token may not write, and 422 for the missing text where it
 * may. Any other answer, a used-up limit among them, proves nothing and counts as allowed.
 *
 * @returns why it would be refused and what to do; undefined when nothing speaks against it
 * @see https://docs.github.com/en/rest/issues/comments#create-an-issue-comment
 */
export async function checkCommentPermission(
  client: GithubClient,
  { repository, number }: PullPlace,
): Promise<string | undefined> {
  try {
    await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...splitName(repository),
      issue_number: number,
      body: '',
    });
    return undefined;
  } catch (error) {
    return isLasting(error) ? commentProblem(error) : undefined;
  }
}

/** Which commit gets a status, and where its reader is led. */
interface StatusPlace {
  /** `owner/name` of the base: it holds a fork's commits too, once there is a pull request. */
  readonly repository: string;
  readonly sha: string;
  /** The page of the run. */
  readonly url: string;
}

/** What a status says. */
interface StatusText {
  /** What it is called; a ruleset requires a status by this name. */
  readonly context: string;
  readonly state: 'pending' | 'success' | 'failure' | 'error';
  /** At most 140 characters. */
  readonly description: string;
}

/**
 * Sets a status on a commit; a later one of the same context takes its place.
 *
 * @param client writes; needs statuses: write
 * @throws GateError CONFIG_PERMISSION when the token may not; Error when GitHub did not take it otherwise
 * @see https://docs.github.com/en/rest/commits/statuses#create-a-commit-status
 */
export async function setStatus(
  client: GithubClient,
  { repository, sha, url }: StatusPlace,
  { context, state, description }: StatusText,
): Promise<void> {
  try {
    await client.request('POST /repos/{owner}/{repo}/statuses/{sha}', {
      ...splitName(repository),
      sha,
      state,
      context,
      description,
      target_url: url,
    });
  } catch (error) {
    const problem = `The status "${context}" of ${sha} was not set (${describeFailure(error)}).`;
    if (!isLasting(error)) throw new Error(problem, { cause: error });
    throw new GateError('CONFIG_PERMISSION', problem, {
      remedy: remedyOf(error, PERMISSIONS.setStatus),
      cause: error,
    });
  }
}
