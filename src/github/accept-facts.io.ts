import { z } from 'zod';
import { type GithubClient, splitName } from './github-client.io.js';
import { describeFailure, statusOf, translated } from './github-errors.js';
import { account } from '../config/read-run-context.js';
import { PERMISSIONS } from '../config/config-errors.js';

/** A pull request as GitHub has it at this moment. */
export interface PullFacts {
  readonly isOpen: boolean;
  readonly headSha: string;
  readonly baseBranch: string;
  /** Empty where the account is gone. */
  readonly author: string;
  /** The commit that it was merged as; undefined where it is not merged. */
  readonly mergedAs: string | undefined;
}

/** A comment as GitHub has it at this moment. */
interface CommentFacts {
  readonly body: string;
  readonly isEdited: boolean;
}

const pull = z.object({
  state: z.string(),
  merged: z.boolean().nullish(),
  merge_commit_sha: z.string().nullish(),
  user: account.nullish(),
  head: z.object({ sha: z.string() }),
  base: z.object({ ref: z.string() }),
});

const permission = z.object({ permission: z.string(), role_name: z.string().nullish() });

const comment = z.object({
  body: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
});

const comparison = z.object({ status: z.string() });

/**
 * A pull request.
 *
 * @param client reads; needs pull-requests: read
 * @param repository `owner/name`
 * @throws GateError CONFIG_PERMISSION where the token may not look, else GITHUB_UNAVAILABLE
 * @see https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request
 */
export function fetchPull(
  client: GithubClient,
  repository: string,
  number: number,
): Promise<PullFacts> {
  const what = `Pull request ${number} of ${repository}`;
  return reading(what, PERMISSIONS.readPulls, async () => {
    const { data } = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...splitName(repository),
      pull_number: number,
    });
    const read = pull.parse(data);
    return {
      isOpen: read.state === 'open',
      headSha: read.head.sha,
      baseBranch: read.base.ref,
      author: read.user?.login ?? '',
      mergedAs: read.merged === true ? (read.merge_commit_sha ?? undefined) : undefined,
    };
  });
}

/**
 * Whether a commit holds another.
 *
 * @param client reads; needs contents: read
 * @param repository `owner/name`
 * @param commits the one that is looked for, and the one that may hold it
 * @throws GateError CONFIG_PERMISSION where the token may not look, else GITHUB_UNAVAILABLE
 * @see https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
export function isContained(
  client: GithubClient,
  repository: string,
  { inner, outer }: { readonly inner: string; readonly outer: string },
): Promise<boolean> {
  const what = `The commits between ${inner} and ${outer} of ${repository}`;
  return reading(what, PERMISSIONS.readFiles, async () => {
    const { data } = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      ...splitName(repository),
      basehead: `${inner}...${outer}`,
      per_page: 1,
    });
    return ['ahead', 'identical'].includes(comparison.parse(data).status);
  });
}

/** What an account may do in a repository, as far as an acceptance asks for it. */
export type Standing = 'admin' | 'write' | 'less';

/**
 * What an account may do. The legacy word of the API is asked for, in which maintainers write, triage
 * reads, and roles of a repository's own are what they are based on.
 *
 * @param client reads; metadata: read is enough
 * @param repository `owner/name`
 * @param login whose; one that is no collaborator has less
 * @throws GateError CONFIG_PERMISSION where the token may not look, else GITHUB_UNAVAILABLE
 * @see https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
export function fetchStanding(
  client: GithubClient,
  repository: string,
  login: string,
): Promise<Standing> {
  const what = `The permission of ${login} in ${repository}`;
  return reading(what, PERMISSIONS.readFiles, async () => {
    try {
      const { data } = await client.request(
        'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
        { ...splitName(repository), username: login },
      );
      const { permission: said } = permission.parse(data);
      return said === 'admin' || said === 'write' ? said : 'less';
    } catch (error) {
      if (statusOf(error) === 404) return 'less';
      throw error;
    }
  });
}

/**
 * A comment as it stands now.
 *
 * @param client reads; needs issues: read or pull-requests: read
 * @param repository `owner/name`
 * @returns undefined for one that is gone
 * @throws GateError CONFIG_PERMISSION where the token may not look, else GITHUB_UNAVAILABLE
 * @see https://docs.github.com/en/rest/issues/comments#get-an-issue-comment
 */
export function fetchComment(
  client: GithubClient,
  repository: string,
  id: number,
): Promise<CommentFacts | undefined> {
  const what = `Comment ${id} of ${repository}`;
  return reading(what, PERMISSIONS.comment, async () => {
    try {
      const { data } = await client.request(
        'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
        { ...splitName(repository), comment_id: id },
      );
      const { body, created_at: created, updated_at: updated } = comment.parse(data);
      return { body: body ?? '', isEdited: created !== updated };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  });
}

/**
 * Starts the failed jobs of a run again.
 *
 * @param client needs actions: write
 * @param repository `owner/name`
 * @returns why they were not started; undefined when they were
 * @see https://docs.github.com/en/rest/actions/workflow-runs#re-run-failed-jobs-from-a-workflow-run
 */
export async function rerunFailedJobs(
  client: GithubClient,
  repository: string,
  runId: string,
): Promise<string | undefined> {
  try {
    await client.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs', {
      ...splitName(repository),
      run_id: Number(runId),
    });
    return undefined;
  } catch (error) {
    return describeFailure(error);
  }
}

/** Some reading, its failures as coded errors. */
function reading<T>(what: string, permission: string, work: () => Promise<T>): Promise<T> {
  return translated({ what, permission, code: 'GITHUB_UNAVAILABLE' }, work);
}
