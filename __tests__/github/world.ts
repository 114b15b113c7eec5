import { afterEach } from '@jest/globals';
import { fetch } from 'undici';
import { createGithubClient, type GithubClient } from '../../src/github/github-client.io.js';
import type { Grant } from '../fakes/github/access.js';
import {
  startGitHubServer,
  type GitHubOptions,
  type GitHubServer,
} from '../fakes/github/server.js';
import { fakeClock, type FakeClock } from '../fakes/ports.js';

/** A GitHub, and a client of it. */
export interface World {
  readonly github: GitHubServer;
  readonly client: GithubClient;
  readonly clock: FakeClock;
  /** Another client, for another token. */
  clientOf(grant: Partial<Grant>): GithubClient;
}

const running: GitHubServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

/** Starts a GitHub, closed after the test, and makes a client with these permissions. */
export async function startWorld(
  permissions: Grant['permissions'] = {
    'pull-requests': 'write',
    contents: 'read',
    actions: 'read',
  },
  options: GitHubOptions = {},
): Promise<World> {
  const github = await startGitHubServer(options);
  running.push(github);
  const clock = fakeClock(Date.now());
  const clientOf = (grant: Partial<Grant>): GithubClient =>
    createGithubClient({ token: github.access.issue(grant), apiUrl: github.apiUrl, fetch, clock });
  return { github, clock, clientOf, client: clientOf({ permissions }) };
}
