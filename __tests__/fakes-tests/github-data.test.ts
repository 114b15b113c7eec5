import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { release } from '../fakes/events.js';
import type { GitHubServer } from '../fakes/github/server.js';
import { octokit, privateGithub, refusal, repo } from './octokit.js';

let github: GitHubServer;

beforeEach(async () => {
  github = await privateGithub();
});

afterEach(() => github.close());

describe('contents', () => {
  test('are those of the commit, in base64 or raw', async () => {
    const old = github.state.git.commitFiles('main', { 'a/b.json': '{"at":1}' });
    github.state.git.commitFiles('main', { 'a/b.json': '{"at":2}' });
    const { rest } = octokit(github, { contents: 'read' });
    const file = await rest.repos.getContent({ ...repo, path: 'a/b.json', ref: old });
    const { content, encoding } = file.data as { content: string; encoding: string };
    expect([encoding, atob(content.replaceAll('\n', ''))]).toEqual(['base64', '{"at":1}']);
    const raw = { mediaType: { format: 'raw+json' } };
    const bytes = await rest.repos.getContent({ ...repo, path: 'a/b.json', ...raw });
    expect(bytes.data).toBe('{"at":2}');
    const list = await rest.repos.getContent({ ...repo, path: 'a' });
    expect(list.data).toMatchObject([{ name: 'b.json', path: 'a/b.json', type: 'file' }]);
  });

  test('come empty from a mebibyte on, except raw', async () => {
    const big = 'x'.repeat(1024 * 1024 + 1);
    github.state.git.commitFiles('main', { 'big.json': big });
    const { rest } = octokit(github, { contents: 'read' });
    const at = { ...repo, path: 'big.json' };
    expect((await rest.repos.getContent(at)).data).toMatchObject({
      content: '',
      encoding: 'none',
      size: big.length,
    });
    const raw = await rest.repos.getContent({ ...at, mediaType: { format: 'raw' } });
    expect(raw.data).toBe(big);
  });

  test('are not found where path or ref is not', async () => {
    const { rest } = octokit(github, { contents: 'read' });
    github.state.git.commitFiles('main', { a: 'x' });
    expect(await refusal(rest.repos.getContent({ ...repo, path: 'b' }))).toMatch(/^404 Not Found/);
    const lost = rest.repos.getContent({ ...repo, path: 'a', ref: 'none' });
    expect(await refusal(lost)).toMatch(/^404 No commit found for the ref none/);
  });
});

describe('git data', () => {
  test('a data branch is made, moved forward, and guards against a second writer', async () => {
    const { rest } = octokit(github, { contents: 'write' });
    const ref = 'heads/siuo-gate-data';
    const commit = async (content: string, parents: string[]): Promise<string> => {
      const tree = [{ path: 'default.json', mode: '100644', type: 'blob', content }] as const;
      const root = await rest.git.createTree({ ...repo, tree: [...tree] });
      const message = `Baseline ${content}`;
      const made = await rest.git.createCommit({ ...repo, message, tree: root.data.sha, parents });
      return made.data.sha;
    };
    expect(await refusal(rest.git.getRef({ ...repo, ref }))).toMatch(
      /^409 Git Repository is empty/,
    );
    github.state.git.commitFiles('main', { a: 'x' });
    expect(await refusal(rest.git.getRef({ ...repo, ref }))).toMatch(/^404/);
    const first = await commit('1', []);
    await rest.git.createRef({ ...repo, ref: `refs/${ref}`, sha: first });
    const again = rest.git.createRef({ ...repo, ref: `refs/${ref}`, sha: first });
    expect(await refusal(again)).toMatch(/^422 Reference already exists/);
    const [mine, theirs] = [await commit('2', [first]), await commit('3', [first])];
    await rest.git.updateRef({ ...repo, ref, sha: theirs });
    const late = rest.git.updateRef({ ...repo, ref, sha: mine });
    expect(await refusal(late)).toMatch(/^422 Update is not a fast forward/);
    await rest.git.updateRef({ ...repo, ref, sha: mine, force: true });
    expect(github.state.git.readFile(`refs/${ref}`, 'default.json')?.toString()).toBe('2');
    const log = await rest.repos.listCommits({
      ...repo,
      sha: 'siuo-gate-data',
      path: 'default.json',
    });
    expect(log.data.map(({ commit: { message } }) => message)).toEqual([
      'Baseline 2',
      'Baseline 1',
    ]);
  });

  test('ids are those of git, trees build on trees, and reading is not writing', async () => {
    const { rest } = octokit(github, { contents: 'write' });
    const content = Buffer.from('hello\n').toString('base64');
    const early = rest.git.createBlob({ ...repo, content, encoding: 'base64' });
    expect(await refusal(early)).toMatch(/^409 Git Repository is empty/);
    const base = github.state.git.commitFiles('main', { 'a/b': '1', 'a/c': '2' });
    const blob = await rest.git.createBlob({ ...repo, content, encoding: 'base64' });
    expect(blob.data.sha).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
    const { data: tree } = await rest.git.createTree({
      ...repo,
      base_tree: base,
      tree: [
        { path: 'a/b', mode: '100644', type: 'blob', sha: null },
        { path: 'd', mode: '100644', type: 'blob', sha: blob.data.sha },
      ],
    });
    const whole = await rest.git.getTree({ ...repo, tree_sha: tree.sha, recursive: 'true' });
    expect(whole.data.tree.map(({ path }) => path)).toEqual(['a/c', 'd']);
    const read = octokit(github, { contents: 'read' }).rest.git;
    expect(await refusal(read.createBlob({ ...repo, content }))).toMatch(/^403/);
    const got = await read.getBlob({ ...repo, file_sha: blob.data.sha });
    expect(atob(got.data.content)).toBe('hello\n');
  });
});

describe('releases', () => {
  test('notes are added to', async () => {
    github.state.addEvent(release({ tag: 'v1.2.0' }));
    const { rest } = octokit(github, { contents: 'write' });
    const found = await rest.repos.getReleaseByTag({ ...repo, tag: 'v1.2.0' });
    const body = `${found.data.body ?? ''}\n\n## Signed off`;
    await rest.repos.updateRelease({ ...repo, release_id: found.data.id, body });
    expect(github.state.releases[0]?.body).toBe('What is new.\n\n## Signed off');
    const lost = rest.repos.getReleaseByTag({ ...repo, tag: 'v9' });
    expect(await refusal(lost)).toMatch(/^404/);
  });
});

describe('caches', () => {
  const plant = (ref: string, key: string, createdAt: string, size: number): unknown =>
    github.state.caches.plant({
      ref,
      key,
      version: 'v',
      archive: Buffer.alloc(0),
      createdAt: new Date(createdAt),
      sizeInBytes: size,
    });

  test('are listed by prefix and ref with actions: read, and deleted with write', async () => {
    plant('refs/heads/main', 'k-1', '2026-01-01T00:00:00Z', 30);
    plant('refs/heads/main', 'k-2', '2026-01-02T00:00:00Z', 20);
    plant('refs/pull/7/merge', 'k-2', '2026-01-03T00:00:00Z', 10);
    plant('refs/heads/main', 'other', '2026-01-04T00:00:00Z', 10);
    expect(await refusal(octokit(github, {}).rest.actions.getActionsCacheList(repo))).toMatch(
      /^403/,
    );
    const { rest } = octokit(github, { actions: 'read' });
    const list = async (more: object): Promise<unknown> =>
      (await rest.actions.getActionsCacheList({ ...repo, ...more })).data.actions_caches.map(
        ({ ref, key }) => `${ref!} ${key!}`,
      );
    expect(await list({ key: 'k-', ref: 'refs/heads/main', sort: 'created_at' })).toEqual([
      'refs/heads/main k-2',
      'refs/heads/main k-1',
    ]);
    expect(await list({ key: 'k-', sort: 'size_in_bytes', direction: 'asc' })).toEqual([
      'refs/pull/7/merge k-2',
      'refs/heads/main k-2',
      'refs/heads/main k-1',
    ]);
    const page = await rest.actions.getActionsCacheList({ ...repo, per_page: 1 });
    expect(page.data).toMatchObject({
      total_count: 4,
      actions_caches: [{ key: 'other', created_at: '2026-01-04T00:00:00.000000000Z' }],
    });
    const writer = octokit(github, { actions: 'write' }).rest.actions;
    await writer.deleteActionsCacheByKey({ ...repo, key: 'k-2', ref: 'refs/pull/7/merge' });
    await writer.deleteActionsCacheById({ ...repo, cache_id: github.state.caches.all()[0]!.id });
    expect(github.state.caches.all().map(({ key }) => key)).toEqual(['k-2', 'other']);
  });
});
