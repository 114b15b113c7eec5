import type { CommentPlace } from './find-own-comment.js';
import type { GithubClient } from './github-client.js';
import { commentProblem, isLasting } from './github-errors.js';
import { splitName } from './repository-name.js';

/**
 * Whether a comment would be refused, found out before anything is spent. No reading tells: job
 * tokens cannot be asked for their permissions. So a comment without text is offered, which GitHub
 * never takes: it answers 403 where the token may not write, and 422 for the missing text where it
 * may. Any other answer, a used-up limit among them, proves nothing and counts as allowed.
 *
 * @param client asks
 * @param place the pull request
 * @returns why it would be refused and what to do; undefined when nothing speaks against it
 * @see https://docs.github.com/en/rest/issues/comments#create-an-issue-comment
 */
export async function checkCommentPermission(
  client: GithubClient,
  { repository, number }: Pick<CommentPlace, 'repository' | 'number'>,
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
