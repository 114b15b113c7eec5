import { z } from 'zod';
import { account, DEPENDABOT, isBot, privacyOf } from '../config/read-run-context.js';
import { PERMISSIONS } from '../config/config-errors.js';
import type { PullRequest, TriggeringRun } from '../config/run-context.js';
import { splitName, type GithubClient } from './github-client.io.js';
import { translated } from './github-errors.js';

const repository = z.object({ default_branch: z.string().min(1) });

/**
 * The default branch of a repository, for events whose payload does not name it.
 *
 * @param client reads it; metadata: read is enough
 * @param fullName `owner/name`
 * @throws GateError CONFIG_PERMISSION where the token may not look, else GITHUB_UNAVAILABLE
 * @see https://docs.github.com/en/rest/repos/repos#get-a-repository
 */
export async function fetchDefaultBranch(client: GithubClient, fullName: string): Promise<string> {
  const what = `The default branch of ${fullName}`;
  return translated(
    { what, permission: PERMISSIONS.readFiles, code: 'GITHUB_UNAVAILABLE' },
    async () => {
      const { data } = await client.request('GET /repos/{owner}/{repo}', {
        ...splitName(fullName),
      });
      return repository.parse(data).default_branch;
    },
  );
}

/**
 * Whether a repository is private, for events whose payload does not say so.
 *
 * @param client reads it; metadata: read is enough
 * @param fullName `owner/name`
 * @returns undefined where GitHub does not say, or not to this token
 */
export async function fetchPrivacy(
  client: GithubClient,
  fullName: string,
): Promise<boolean | undefined> {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}', {
      ...splitName(fullName),
    });
    return privacyOf(data);
  } catch {
    return undefined;
  }
}

const pulls = z.array(
  z.object({
    number: z.number().int().positive(),
    user: account.nullish(),
    head: z.object({ sha: z.string(), repo: z.object({ full_name: z.string() }).nullish() }),
    base: z.object({ sha: z.string(), ref: z.string().min(1) }),
  }),
);

/**
 * The open pull request that another run was for. GitHub lists none in the event of a fork's run, and
 * finds none by its commit, so that it is looked for by the head's owner and branch; only one whose
 * head is still the very commit of that run counts.
 *
 * @param client reads; needs pull-requests: read
 * @param repository `owner/name` of the base
 * @param run the other run, from the event's payload
 * @returns undefined when there is none: closed, moved on, or its fork is gone; the oldest of several
 * @throws GateError CONFIG_PERMISSION where the token may not look, else GITHUB_UNAVAILABLE
 * @see https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
 */
export async function findPull(
  client: GithubClient,
  repository: string,
  run: TriggeringRun,
): Promise<PullRequest | undefined> {
  const { headRepository, headBranch, headSha, isDependabot } = run;
  if (headRepository === '' || headBranch === '') return undefined;
  const { owner } = splitName(headRepository);
  const listed = await listPulls(client, repository, `${owner}:${headBranch}`);
  const [found] = listed
    .filter(({ head }) => head.sha === headSha && head.repo?.full_name === headRepository)
    .sort((a, b) => a.number - b.number);
  if (found === undefined) return undefined;
  return {
    number: found.number,
    headSha,
    headRepository,
    baseSha: found.base.sha,
    baseBranch: found.base.ref,
    isOpen: true,
    isFork: headRepository !== repository,
    isDependabot: isDependabot || found.user?.login === DEPENDABOT,
    isBot: isBot(found.user) || undefined,
  };
}

/** The open pull requests from one branch. */
async function listPulls(
  client: GithubClient,
  repository: string,
  head: string,
): Promise<z.infer<typeof pulls>> {
  const what = `The pull requests of ${repository}`;
  return translated(
    { what, permission: PERMISSIONS.comment, code: 'GITHUB_UNAVAILABLE' },
    async () => {
      const listed: unknown = await client.paginate('GET /repos/{owner}/{repo}/pulls', {
        ...splitName(repository),
        state: 'open',
        head,
        per_page: 100,
      });
      return pulls.parse(listed);
    },
  );
}
