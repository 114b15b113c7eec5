import { describe, expect, test } from '@jest/globals';
import type { GithubClient } from '../../src/github/github-client.io.js';
import { createRepositoryReader } from '../../src/github/repository-reader.io.js';
import { startWorld, type World } from './world.js';

const REPO = 'octo-org/octo-repo';
const READ = { actions: 'read', contents: 'read' } as const;
const CACHES = `/repos/${REPO}/actions/caches`;

function plant(
  { github }: World,
  key: string,
  change: { ref?: string; createdAt?: Date } = {},
): void {
  const archive = Buffer.from('x');
  github.state.caches.plant({ ref: 'refs/heads/main', key, version: 'v', archive, ...change });
}

const reader = ({ client }: World) => createRepositoryReader(client, REPO);

describe('listCaches', () => {
  test('gives those of one ref and prefix, newest first, all pages', async () => {
    const world = await startWorld(READ);
    for (let day = 1; day <= 150; day += 1) {
      // Saved in an order that is not that of their age, so that sorting shows.
      const createdAt = new Date(Date.UTC(2026, 0, ((day * 7) % 151) + 1));
      plant(world, `a-${createdAt.toISOString()}`, { createdAt });
    }
    plant(world, 'a-elsewhere', { ref: 'refs/pull/7/merge' });
    plant(world, 'b');
    const listed = await reader(world).listCaches({ prefix: 'a-', ref: 'refs/heads/main' });
    const keys = listed.map(({ key }) => key);
    expect(keys).toHaveLength(150);
    expect(keys).toEqual([...keys].sort().reverse());
    expect(listed[0]).toMatchObject({ ref: 'refs/heads/main', size: 1 });
  });

  test('believes no entry of another ref or prefix, whatever GitHub lists', async () => {
    const entry = { created_at: '2026-01-01T00:00:00Z', size_in_bytes: 1 };
    const listed = [
      { ...entry, key: 'a-1', ref: 'refs/pull/7/merge' },
      { ...entry, key: 'b-1', ref: 'refs/heads/main' },
      { ...entry, key: 'a-2', ref: 'refs/heads/main' },
    ];
    const client = { paginate: async () => listed } as unknown as GithubClient;
    const query = { prefix: 'a-', ref: 'refs/heads/main' };
    expect(await createRepositoryReader(client, REPO).listCaches(query)).toEqual([
      { key: 'a-2', ref: 'refs/heads/main', size: 1 },
    ]);
  });

  test('a slash and a percent sign in a key are found', async () => {
    const world = await startWorld(READ);
    plant(world, 'a-x%2Fy&z=1');
    const query = { prefix: 'a-x%2Fy&z=', ref: 'refs/heads/main' };
    expect(await reader(world).listCaches(query)).toHaveLength(1);
  });

  test('names the permission it lacks', async () => {
    const world = await startWorld({ contents: 'read' }, { isPrivate: true });
    await expect(reader(world).listCaches({ prefix: '', ref: 'x' })).rejects.toMatchObject({
      code: 'CONFIG_PERMISSION',
      line: `The caches of ${REPO} cannot be read (GitHub answered 403: Resource not accessible by integration). Give the job \`actions: read\`.`,
    });
  });

  test.each([
    ['a failing server', { status: 500, body: { message: 'oops' } }],
    ['an answer of another shape', { status: 200, body: { total_count: 1, actions_caches: [{}] } }],
  ])('%s leaves the store unreadable', async (_name, reply) => {
    const world = await startWorld(READ);
    world.github.faults.failNext({ path: CACHES, times: 4 }, reply);
    await expect(reader(world).listCaches({ prefix: '', ref: 'x' })).rejects.toMatchObject({
      code: 'BASELINE_UNREADABLE',
    });
  });
});

describe('readFile', () => {
  const at = (path: string, ref: string, maxBytes = 10_000_000) => ({ path, ref, maxBytes });

  test('gives the bytes as they stand at a commit, or at a branch', async () => {
    const world = await startWorld(READ);
    const { git } = world.github.state;
    const old = git.commitFiles('main', { 'a b/ü.json': 'old' });
    git.commitFiles('main', { 'a b/ü.json': 'new' });
    const files = reader(world);
    expect(await files.readFile(at('a b/ü.json', old))).toEqual({
      kind: 'found',
      bytes: Buffer.from('old'),
    });
    expect(await files.readFile(at('a b/ü.json', 'refs/heads/main'))).toEqual({
      kind: 'found',
      bytes: Buffer.from('new'),
    });
  });

  test('reads more than a megabyte, and no more than asked for', async () => {
    const world = await startWorld(READ);
    const sha = world.github.state.git.commitFiles('main', { big: 'x'.repeat(3_000_000) });
    const read = await reader(world).readFile(at('big', sha));
    expect(read.kind === 'found' ? read.bytes.length : 0).toBe(3_000_000);
    expect(await reader(world).readFile(at('big', sha, 2_999_999))).toEqual({ kind: 'too-large' });
  });

  test('what is not there is absent', async () => {
    const world = await startWorld(READ);
    const sha = world.github.state.git.commitFiles('main', { a: 'x', empty: '' });
    const files = reader(world);
    expect(await files.readFile(at('b', sha))).toEqual({ kind: 'absent' });
    expect(await files.readFile(at('a', 'refs/heads/gone'))).toEqual({ kind: 'absent' });
    expect(await files.readFile(at('empty', sha))).toEqual({
      kind: 'found',
      bytes: Buffer.from(''),
    });
  });

  test('names the permission it lacks', async () => {
    const world = await startWorld({ actions: 'read' }, { isPrivate: true });
    await expect(reader(world).readFile(at('a', 'main'))).rejects.toMatchObject({
      code: 'CONFIG_PERMISSION',
      remedy: 'Give the job `contents: read`.',
    });
  });
});
