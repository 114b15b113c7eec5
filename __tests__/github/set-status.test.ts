import { describe, expect, test } from '@jest/globals';
import { setStatus } from '../../src/github/comments.io.js';
import type { CommitStatus } from '../../src/report/commit-status.js';
import { startWorld, type World } from './world.js';

const REPOSITORY = 'octo-org/octo-repo';
const STATUS: CommitStatus = {
  context: 'siuo-gate/default',
  state: 'success',
  description: 'No regression.',
};
const URL = 'https://github.com/octo-org/octo-repo/actions/runs/1/attempts/1';

/** A GitHub with one commit, and where its status goes. */
async function withCommit(
  permissions: Parameters<typeof startWorld>[0] = { statuses: 'write' },
): Promise<World & { readonly place: { repository: string; sha: string; url: string } }> {
  const world = await startWorld(permissions);
  const sha = world.github.state.git.commitFiles('main', { 'README.md': '# code' });
  return { ...world, place: { repository: REPOSITORY, sha, url: URL } };
}

describe('setStatus', () => {
  test('sets it on the commit, with a link to the run', async () => {
    const { github, client, place } = await withCommit();
    await setStatus(client, place, STATUS);
    expect(github.state.statusesOf(place.sha)).toMatchObject([{ ...STATUS, targetUrl: URL }]);
  });

  test('a later one of the name comes first, and one of another name stands alongside it', async () => {
    const { github, client, place } = await withCommit();
    const fork = { ...STATUS, context: 'siuo-gate/default (fork answers)' };
    await setStatus(client, place, { ...STATUS, state: 'pending' });
    await setStatus(client, place, fork);
    await setStatus(client, place, { ...STATUS, state: 'failure' });
    const shown = github.state.statusesOf(place.sha).map(({ context, state }) => [context, state]);
    expect(shown).toEqual([
      ['siuo-gate/default', 'failure'],
      ['siuo-gate/default (fork answers)', 'success'],
      ['siuo-gate/default', 'pending'],
    ]);
  });

  test('names the permission it lacks', async () => {
    const { client, place } = await withCommit({ contents: 'read' });
    await expect(setStatus(client, place, STATUS)).rejects.toMatchObject({
      code: 'CONFIG_PERMISSION',
      line: expect.stringMatching(/"siuo-gate\/default" .* Give the job `statuses: write`\.$/),
    });
  });

  test('what GitHub does not take for another reason is no matter of permissions', async () => {
    const { client, place } = await withCommit();
    const unknown = setStatus(client, { ...place, sha: 'f'.repeat(40) }, STATUS);
    await expect(unknown).rejects.toThrow(/was not set \(GitHub answered 422/);
    await expect(unknown).rejects.not.toHaveProperty('code');
  });
});
