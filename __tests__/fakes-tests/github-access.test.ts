import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pullRequest, workflowRun } from '../fakes/events.js';
import { jobPermissions } from '../fakes/github/job-permissions.js';
import { primaryRateLimit, secondaryRateLimit } from '../fakes/github/rate-limits.js';
import { startGitHubServer, type GitHubServer } from '../fakes/github/server.js';
import { connect, octokit, privateGithub, refusal, repo } from './octokit.js';

let github: GitHubServer;

beforeEach(async () => {
  github = await privateGithub();
});

afterEach(() => github.close());

describe('tokens', () => {
  test('an unknown token and none at all are refused', async () => {
    expect(await refusal(connect(github, 'ghs_other').rest.repos.get(repo))).toBe(
      '401 Bad credentials',
    );
    expect((await fetch(`${github.apiUrl}/repos/octo-org/octo-repo`)).status).toBe(401);
  });

  test('a job token is a viewer but no user', async () => {
    const job = octokit(github, {});
    expect(await job.graphql('{ viewer { login } }')).toEqual({
      viewer: { login: 'github-actions[bot]' },
    });
    expect(await refusal(job.rest.users.getAuthenticated())).toBe(
      '403 Resource not accessible by integration',
    );
    const refused = connect(github, github.access.issue({ isViewerRefused: true }));
    await expect(refused.graphql('{ viewer { login } }')).rejects.toThrow(
      'Resource not accessible by integration',
    );
  });

  test("a person's token is a user", async () => {
    const person = connect(github, github.access.issue({ login: 'octocat', isUser: true }));
    expect((await person.rest.users.getAuthenticated()).data.login).toBe('octocat');
  });

  test('a missing permission is refused and named', async () => {
    const error = await octokit(github, { contents: 'read' })
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

describe('faults', () => {
  const on = { ...repo, issue_number: 7 };
  const target = { path: /\/comments$/, times: 2 };

  test('meet as many requests as they are for', async () => {
    const { rest } = octokit(github, { 'pull-requests': 'write' });
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
    const { rest } = octokit(github, { 'pull-requests': 'write' });
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
  const { rest } = octokit(open, {});
  expect((await rest.actions.getActionsCacheList(repo)).status).toBe(200);
  expect((await rest.issues.listComments({ ...repo, issue_number: 7 })).status).toBe(200);
  const write = rest.issues.createComment({ ...repo, issue_number: 7, body: 'x' });
  expect(await refusal(write)).toMatch(/^403/);
  expect(await refusal(rest.repos.get({ ...repo, repo: 'other' }))).toMatch(/^404/);
  await open.close();
});

test('an Enterprise server has its API elsewhere', async () => {
  const enterprise = await startGitHubServer({ isEnterprise: true });
  const job = octokit(enterprise, {});
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
