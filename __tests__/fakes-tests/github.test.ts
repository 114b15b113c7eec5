import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { CacheEntries } from '../fakes/cache/entries.js';
import { pullRequest, release, workflowRun } from '../fakes/events.js';
import type { Permissions } from '../fakes/github/access.js';
import { jobPermissions } from '../fakes/github/job-permissions.js';
import { primaryRateLimit, secondaryRateLimit } from '../fakes/github/rate-limits.js';
import { startGitHubServer } from '../fakes/github/server.js';
import type { GitHubServer } from '../fakes/github/server.js';
import { pullPayload, shaOf } from '../fakes/payloads.js';
import { pullFacts } from '../fakes/events.js';

const repo = { owner: 'octo-org', repo: 'octo-repo' };
const caches = new CacheEntries();
let github: GitHubServer;

beforeEach(async () => {
  github = await startGitHubServer({ caches, isPrivate: true });
  github.state.addEvent(pullRequest({ isPrivate: true }));
});

afterEach(() => github.close());

type Octokit = ReturnType<typeof getOctokit>;

function octokit(permissions: Permissions): Octokit {
  return connect(github.access.issue({ permissions }));
}

function connect(token: string): Octokit {
  return getOctokit(token, { baseUrl: github.apiUrl, log: SILENT });
}

/** What a refused request says. */
async function refusal(request: Promise<unknown>): Promise<unknown> {
  const error = await request.then(
    () => undefined,
    (reason: unknown) => reason as { status: number; message: string },
  );
  return error === undefined ? undefined : `${error.status} ${error.message.split(' - http')[0]!}`;
}

describe('tokens', () => {
  test('an unknown token and none at all are refused', async () => {
    expect(await refusal(connect('ghs_other').rest.repos.get(repo))).toBe('401 Bad credentials');
    expect((await fetch(`${github.apiUrl}/repos/octo-org/octo-repo`)).status).toBe(401);
  });

  test('a job token is a viewer but no user', async () => {
    const job = octokit({});
    expect(await job.graphql('{ viewer { login } }')).toEqual({
      viewer: { login: 'github-actions[bot]' },
    });
    expect(await refusal(job.rest.users.getAuthenticated())).toBe(
      '403 Resource not accessible by integration',
    );
    const refused = connect(github.access.issue({ isViewerRefused: true }));
    await expect(refused.graphql('{ viewer { login } }')).rejects.toThrow(
      'Resource not accessible by integration',
    );
  });

  test("a person's token is a user", async () => {
    const person = connect(github.access.issue({ login: 'octocat', isUser: true }));
    expect((await person.rest.users.getAuthenticated()).data.login).toBe('octocat');
  });

  test('a missing permission is refused and named', async () => {
    const error = await octokit({ contents: 'read' })
      .rest.issues.createComment({ ...repo, issue_number: 7, body: 'x' })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      status: 403,
      response: {
        headers: { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' },
        data: {
          message: 'Resource not accessible by integration',
          documentation_url: 'https://docs.github.com/rest/issues/comments#create-an-issue-comment',
          status: '403',
        },
      },
    });
  });

  test("a fork's and Dependabot's tokens only read", () => {
    const asked = { contents: 'read', 'pull-requests': 'write' } as const;
    const readOnly = { metadata: 'read', contents: 'read', 'pull-requests': 'read' };
    const fork = pullRequest({ fork: 'contributor/octo-repo' });
    expect(jobPermissions(fork, asked)).toEqual(readOnly);
    const dependabot = pullRequest({ author: 'dependabot[bot]' });
    expect(jobPermissions(dependabot, asked)).toEqual(readOnly);
    expect(jobPermissions(workflowRun({ fork: 'contributor/octo-repo' }), asked)).toEqual({
      metadata: 'read',
      ...asked,
    });
  });
});

describe('comments', () => {
  const on = { ...repo, issue_number: 7 };

  test('are made, found, changed and removed', async () => {
    const { rest } = octokit({ 'pull-requests': 'write' });
    const made = await rest.issues.createComment({ ...on, body: 'one' });
    expect(made.status).toBe(201);
    expect(made.data.user).toMatchObject({ login: 'github-actions[bot]', type: 'Bot' });
    expect(made.data.html_url).toMatch(/\/octo-org\/octo-repo\/pull\/7#issuecomment-\d+$/);
    const comment_id = Number(made.data.id);
    const changed = await rest.issues.updateComment({ ...repo, comment_id, body: 'two' });
    expect(changed.data.body).toBe('two');
    expect(github.state.commentsOn(7)).toMatchObject([{ body: 'two' }]);
    expect((await rest.issues.deleteComment({ ...repo, comment_id })).status).toBe(204);
    expect(github.state.comments).toEqual([]);
  });

  test('come in pages, which links lead through', async () => {
    for (let index = 0; index < 205; index += 1) github.state.addComment(7, 'octocat', `${index}`);
    const job = octokit({ issues: 'read' });
    const first = await job.rest.issues.listComments({ ...on, per_page: 500 });
    expect(first.data).toHaveLength(100);
    expect(first.headers.link).toMatch(
      /\/repositories\/\d+\/.*page=2>; rel="next".*page=3>; rel="last"/,
    );
    const all = await job.paginate(job.rest.issues.listComments, { ...on, per_page: 100 });
    expect(all.map(({ body }) => body)).toEqual(
      Array.from({ length: 205 }, (_, index) => `${index}`),
    );
    expect((await job.rest.issues.listComments(on)).data).toHaveLength(30);
  });

  test('may have 65,536 characters and not one more', async () => {
    const { rest } = octokit({ issues: 'write' });
    const body = '😀'.repeat(65_536);
    expect((await rest.issues.createComment({ ...on, body })).status).toBe(201);
    expect(await refusal(rest.issues.createComment({ ...on, body: `${body}.` }))).toMatch(
      /^422 Validation Failed: .*Body is too long \(maximum is 65536 characters\)/,
    );
  });

  test('are not made where there is no issue, or where it is locked', async () => {
    const { rest } = octokit({ issues: 'write' });
    const lost = rest.issues.createComment({ ...on, issue_number: 99, body: 'x' });
    expect(await refusal(lost)).toMatch(/^404 Not Found/);
    github.state.addPull(pullPayload(pullFacts({ number: 8, isLocked: true })));
    const locked = rest.issues.createComment({ ...on, issue_number: 8, body: 'x' });
    expect(await refusal(locked)).toMatch(/^403 Unable to create comment because issue is locked/);
  });
});

describe('pull requests', () => {
  test("a fork's is found by its head, not by its commit", async () => {
    const fork = pullRequest({ number: 9, fork: 'contributor/octo-repo', headBranch: 'patch-1' });
    github.state.addEvent(fork);
    const { rest } = octokit({ 'pull-requests': 'read' });
    const found = await rest.pulls.list({ ...repo, head: 'contributor:patch-1', state: 'open' });
    expect(found.data.map(({ number }) => number)).toEqual([9]);
    expect((await rest.pulls.list({ ...repo, head: 'patch-1' })).data).toHaveLength(2);
    const commit_sha = shaOf('head of PR 9');
    const associated = await rest.repos.listPullRequestsAssociatedWithCommit({
      ...repo,
      commit_sha,
    });
    expect(associated.data).toEqual([]);
    expect((await rest.pulls.get({ ...repo, pull_number: 9 })).data.head.repo?.fork).toBe(true);
  });
});

describe('statuses', () => {
  const sha = shaOf('head of PR 7');

  test('are set on known commits with statuses: write only', async () => {
    const status = { ...repo, sha, state: 'success', context: 'siuo-gate/default' } as const;
    expect(await refusal(octokit({}).rest.repos.createCommitStatus(status))).toMatch(/^403/);
    const { rest } = octokit({ statuses: 'write' });
    await rest.repos.createCommitStatus({ ...status, state: 'pending' });
    await rest.repos.createCommitStatus(status);
    const combined = await rest.repos.getCombinedStatusForRef({ ...repo, ref: sha });
    expect(combined.data).toMatchObject({ state: 'success', total_count: 1 });
    expect(github.state.statusesOf(sha).map(({ state }) => state)).toEqual(['success', 'pending']);
    const long = { ...status, description: 'x'.repeat(141) };
    expect(await refusal(rest.repos.createCommitStatus(long))).toMatch(/^422 .*maximum is 140/);
    const lost = { ...status, sha: '0'.repeat(40) };
    expect(await refusal(rest.repos.createCommitStatus(lost))).toMatch(
      /^422 No commit found for SHA/,
    );
  });
});

describe('contents', () => {
  test('are those of the commit, in base64 or raw', async () => {
    const old = github.state.git.commitFiles('main', { 'a/b.json': '{"at":1}' });
    github.state.git.commitFiles('main', { 'a/b.json': '{"at":2}' });
    const { rest } = octokit({ contents: 'read' });
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
    const { rest } = octokit({ contents: 'read' });
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
    const { rest } = octokit({ contents: 'read' });
    github.state.git.commitFiles('main', { a: 'x' });
    expect(await refusal(rest.repos.getContent({ ...repo, path: 'b' }))).toMatch(/^404 Not Found/);
    const lost = rest.repos.getContent({ ...repo, path: 'a', ref: 'none' });
    expect(await refusal(lost)).toMatch(/^404 No commit found for the ref none/);
  });
});

describe('git data', () => {
  test('a data branch is made, moved forward, and guards against a second writer', async () => {
    const { rest } = octokit({ contents: 'write' });
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
    const { rest } = octokit({ contents: 'write' });
    const content = Buffer.from('hello\n').toString('base64');
    const blob = await rest.git.createBlob({ ...repo, content, encoding: 'base64' });
    expect(blob.data.sha).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
    const base = github.state.git.commitFiles('main', { 'a/b': '1', 'a/c': '2' });
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
    const read = octokit({ contents: 'read' }).rest.git;
    expect(await refusal(read.createBlob({ ...repo, content }))).toMatch(/^403/);
    const got = await read.getBlob({ ...repo, file_sha: blob.data.sha });
    expect(atob(got.data.content)).toBe('hello\n');
  });
});

describe('releases', () => {
  test('notes are added to', async () => {
    github.state.addEvent(release({ tag: 'v1.2.0' }));
    const { rest } = octokit({ contents: 'write' });
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
    caches.plant({
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
    expect(await refusal(octokit({}).rest.actions.getActionsCacheList(repo))).toMatch(/^403/);
    const { rest } = octokit({ actions: 'read' });
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
    const writer = octokit({ actions: 'write' }).rest.actions;
    await writer.deleteActionsCacheByKey({ ...repo, key: 'k-2', ref: 'refs/pull/7/merge' });
    await writer.deleteActionsCacheById({ ...repo, cache_id: caches.all()[0]!.id });
    expect(caches.all().map(({ key }) => key)).toEqual(['k-2', 'other']);
  });
});

describe('faults', () => {
  const on = { ...repo, issue_number: 7 };
  const target = { path: /\/comments$/, times: 2 };

  test('meet as many requests as they are for', async () => {
    const { rest } = octokit({ issues: 'write' });
    github.faults.failNext(target, secondaryRateLimit(3));
    const first = await rest.issues.listComments(on).catch((reason: unknown) => reason);
    expect(first).toMatchObject({ status: 403, response: { headers: { 'retry-after': '3' } } });
    expect(await refusal(rest.issues.listComments(on))).toMatch(/secondary rate limit/);
    expect(await refusal(rest.issues.listComments(on))).toBeUndefined();
    github.faults.failNext({ path: /pulls/ }, primaryRateLimit(60, 429));
    expect(await refusal(rest.pulls.list(repo))).toMatch(/^429 API rate limit exceeded/);
    github.faults.dropNext(target);
    expect(await refusal(rest.issues.listComments(on))).toMatch(/^500/);
  });

  test('another writer comes in between', async () => {
    const { rest } = octokit({ issues: 'write' });
    github.faults.beforeNext({ method: 'POST', path: /comments/ }, () =>
      github.state.addComment(7, 'octocat', 'first'),
    );
    await rest.issues.createComment({ ...on, body: 'second' });
    expect(github.state.commentsOn(7).map(({ body }) => body)).toEqual(['first', 'second']);
    expect(github.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/repos/octo-org/octo-repo/issues/7/comments',
      body: { body: 'second' },
      status: 201,
    });
  });
});

test('a public repository is read without permissions, and only read', async () => {
  const open = await startGitHubServer();
  open.state.addEvent(pullRequest());
  const { rest } = getOctokit(open.access.issue(), { baseUrl: open.apiUrl, log: SILENT });
  expect((await rest.actions.getActionsCacheList(repo)).status).toBe(200);
  expect((await rest.issues.listComments({ ...repo, issue_number: 7 })).status).toBe(200);
  const write = rest.issues.createComment({ ...repo, issue_number: 7, body: 'x' });
  expect(await refusal(write)).toMatch(/^403/);
  expect(await refusal(rest.repos.get({ ...repo, repo: 'other' }))).toMatch(/^404/);
  await open.close();
});

test('an Enterprise server has its API elsewhere', async () => {
  const enterprise = await startGitHubServer({ isEnterprise: true });
  const options = { baseUrl: enterprise.apiUrl, log: SILENT };
  const job = getOctokit(enterprise.access.issue(), options);
  expect(enterprise.apiUrl).toMatch(/\/api\/v3$/);
  expect((await job.rest.repos.get(repo)).data.default_branch).toBe('main');
  await job.graphql('{ viewer { login } }');
  expect(enterprise.requests.map(({ path }) => path)).toEqual([
    '/api/v3/repos/octo-org/octo-repo',
    '/api/graphql',
  ]);
  expect((await fetch(`${enterprise.url}/repos/octo-org/octo-repo`)).status).toBe(401);
  await enterprise.close();
});

const nothing = (): void => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
