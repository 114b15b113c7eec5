import { describe, expect, test } from '@jest/globals';
import { findPull } from '../../src/github/event-context.io.js';
import { pullRequest, type PullOptions } from '../fakes/events.js';
import { shaOf } from '../fakes/payloads.js';
import { startWorld, type World } from './world.js';

const REPO = 'octo-org/octo-repo';
const FORK = 'stranger/octo-repo';

/** The run that a pull request from the fork's branch `feature` started. */
const RUN = {
  id: '5001',
  event: 'pull_request',
  headSha: shaOf('head of PR 7'),
  headBranch: 'feature',
  headRepository: FORK,
  isDependabot: false,
};

async function withPulls(...pulls: readonly PullOptions[]): Promise<World> {
  const world = await startWorld();
  for (const pull of pulls) world.github.state.addEvent(pullRequest(pull));
  return world;
}

describe('findPull', () => {
  test('finds the open one of a fork by its branch and commit', async () => {
    const { client } = await withPulls({ fork: FORK, baseBranch: 'release/1.x' });
    expect(await findPull(client, REPO, RUN)).toEqual({
      number: 7,
      headSha: RUN.headSha,
      headRepository: FORK,
      baseSha: shaOf('head of release/1.x'),
      baseBranch: 'release/1.x',
      isOpen: true,
      isFork: true,
      isDependabot: false,
    });
  });

  test('takes the oldest of several from one branch', async () => {
    const sha = RUN.headSha;
    const { client } = await withPulls(
      { fork: FORK, number: 9, headSha: sha },
      { fork: FORK, number: 8, headSha: sha, baseBranch: 'release/1.x' },
    );
    expect(await findPull(client, REPO, RUN)).toMatchObject({ number: 8 });
  });

  test('says of one from the repository itself that it is no fork', async () => {
    const { client } = await withPulls({});
    const run = { ...RUN, headRepository: REPO, isDependabot: true };
    expect(await findPull(client, REPO, run)).toMatchObject({ isFork: false, isDependabot: true });
  });

  test('knows whose it is by who opened it, whoever started the run', async () => {
    const run = { ...RUN, headRepository: REPO };
    const ofDependabot = await withPulls({ author: 'dependabot[bot]' });
    expect(await findPull(ofDependabot.client, REPO, run)).toMatchObject({ isDependabot: true });
    const ofApp = await withPulls({ author: 'renovate[bot]' });
    expect(await findPull(ofApp.client, REPO, run)).toMatchObject({ isBot: true });
  });

  test.each<[string, PullOptions, Partial<typeof RUN>]>([
    ['it was closed', { fork: FORK, state: 'closed' }, {}],
    ['it has moved on', { fork: FORK, headSha: shaOf('pushed since') }, {}],
    ['it is from another branch', { fork: FORK, headBranch: 'other' }, {}],
    ["it is another fork's, with the same owner's label", { fork: 'stranger/copy' }, {}],
    ["the branch is the repository's own", {}, {}],
    ['the fork is gone', { fork: null }, { headRepository: '' }],
    ['the branch is gone', { fork: FORK }, { headBranch: '' }],
  ])('finds none when %s', async (_why, pull, change) => {
    const { client } = await withPulls(pull);
    expect(await findPull(client, REPO, { ...RUN, ...change })).toBeUndefined();
  });

  test('names the permission it lacks', async () => {
    const { client } = await startWorld({ contents: 'read' }, { isPrivate: true });
    await expect(findPull(client, REPO, RUN)).rejects.toMatchObject({
      code: 'CONFIG_PERMISSION',
      line: `The pull requests of ${REPO} cannot be read (GitHub answered 403: Resource not accessible by integration). Give the job \`pull-requests: write\`; pull requests from forks and of Dependabot get a token that only reads.`,
    });
  });
});
