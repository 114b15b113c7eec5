import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { pullFacts, pullRequest } from '../fakes/events.js';
import type { GitHubServer } from '../fakes/github/server.js';
import { pullPayload, shaOf } from '../fakes/payloads.js';
import { octokit, privateGithub, refusal, repo } from './octokit.js';

let github: GitHubServer;

beforeEach(async () => {
  github = await privateGithub();
});

afterEach(() => github.close());

describe('comments', () => {
  const on = { ...repo, issue_number: 7 };

  test('are made, found, changed and removed', async () => {
    const { rest } = octokit(github, { 'pull-requests': 'write' });
    const made = await rest.issues.createComment({ ...on, body: 'one' });
    expect(made.status).toBe(201);
    expect(made.data.user).toMatchObject({ login: 'github-actions[bot]', type: 'Bot' });
    expect(made.data.html_url).toMatch(/\/octo-org\/octo-repo\/pull\/7#issuecomment-\d+$/);
    const comment_id = made.data.id;
    const changed = await rest.issues.updateComment({ ...repo, comment_id, body: 'two' });
    expect(changed.data.body).toBe('two');
    expect(github.state.commentsOn(7)).toMatchObject([{ body: 'two' }]);
    expect((await rest.issues.deleteComment({ ...repo, comment_id })).status).toBe(204);
    expect(github.state.comments).toEqual([]);
  });

  test('come in pages, which links lead through', async () => {
    for (let index = 0; index < 205; index += 1) github.state.addComment(7, 'octocat', `${index}`);
    const job = octokit(github, { issues: 'read' });
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
    const { rest } = octokit(github, { 'pull-requests': 'write' });
    const body = '😀'.repeat(65_536);
    expect((await rest.issues.createComment({ ...on, body })).status).toBe(201);
    expect(await refusal(rest.issues.createComment({ ...on, body: `${body}.` }))).toMatch(
      /^422 Validation Failed: .*Body is too long \(maximum is 65536 characters\)/,
    );
  });

  test('are made on issues with issues: write, on pull requests with pull-requests: write', async () => {
    github.state.issues.add(3);
    const issues = octokit(github, { issues: 'write' }).rest.issues;
    const pulls = octokit(github, { 'pull-requests': 'write' }).rest.issues;
    const onIssue = { ...repo, issue_number: 3, body: 'x' };
    expect((await issues.createComment(onIssue)).status).toBe(201);
    expect(await refusal(issues.createComment({ ...on, body: 'x' }))).toMatch(/^403/);
    expect((await pulls.createComment({ ...on, body: 'x' })).status).toBe(201);
    expect(await refusal(pulls.createComment(onIssue))).toMatch(/^403/);
  });

  test('are not made where there is no issue, or where it is locked', async () => {
    const { rest } = octokit(github, { 'pull-requests': 'write' });
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
    const { rest } = octokit(github, { 'pull-requests': 'read' });
    const found = await rest.pulls.list({ ...repo, head: 'contributor:patch-1', state: 'open' });
    expect(found.data.map(({ number }) => number)).toEqual([9]);
    expect((await rest.pulls.list({ ...repo, head: 'patch-1' })).data).toHaveLength(2);
    const commit_sha = shaOf('head of PR 9');
    const associated = await rest.repos.listPullRequestsAssociatedWithCommit({
      ...repo,
      commit_sha,
    });
    expect(associated.data).toEqual([]);
    expect((await rest.pulls.get({ ...repo, pull_number: 9 })).data.head.repo.fork).toBe(true);
  });
});

describe('statuses', () => {
  const sha = shaOf('head of PR 7');

  test('are set on known commits with statuses: write only', async () => {
    const status = { ...repo, sha, state: 'success', context: 'siuo-gate/default' } as const;
    expect(await refusal(octokit(github, {}).rest.repos.createCommitStatus(status))).toMatch(
      /^403/,
    );
    const { rest } = octokit(github, { statuses: 'write' });
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
