import { getOctokit } from '@actions/github';
import { pullRequest } from '../fakes/events.js';
import type { Permissions } from '../fakes/github/access.js';
import { startGitHubServer, type GitHubServer } from '../fakes/github/server.js';

/** The repository of every test. */
export const repo = { owner: 'octo-org', repo: 'octo-repo' };

/** A private repository with an open pull request. */
export async function privateGithub(): Promise<GitHubServer> {
  const github = await startGitHubServer({ isPrivate: true });
  github.state.addEvent(pullRequest({ isPrivate: true }));
  return github;
}

/** The real client, as the action has it. */
export type Octokit = ReturnType<typeof getOctokit>;

/** A client with a token of its own. */
export function octokit(github: GitHubServer, permissions: Permissions): Octokit {
  return connect(github, github.access.issue({ permissions }));
}

/** A client with this token. */
export function connect(github: GitHubServer, token: string): Octokit {
  const nothing = (): void => undefined;
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  return getOctokit(token, { baseUrl: github.apiUrl, log });
}

/** Status and message of a refused request; undefined of one that is not refused. */
export async function refusal(request: Promise<unknown>): Promise<string | undefined> {
  const error = await request.then(
    () => undefined,
    (reason: unknown) => reason as { status: number; message: string },
  );
  return error && `${error.status} ${error.message.split(' - http')[0] ?? ''}`;
}
