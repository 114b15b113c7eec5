import { describe, expect, test } from '@jest/globals';
import { scopesOfRun } from '../fakes/cache/run-scopes.js';
import {
  mergeGroup,
  otherEvent,
  pullRequest,
  pullRequestTarget,
  push,
  release,
  schedule,
  workflowDispatch,
  workflowRun,
  type RunEvent,
} from '../fakes/events.js';
import { shaOf } from '../fakes/payloads.js';

const fork = 'contributor/octo-repo';
const intoRelease = { baseBranch: 'release-1' };

describe('the ref and commit of a run, and the cache scopes it gets', () => {
  test.each<[RunEvent, string, string[]]>([
    [
      pullRequest(intoRelease),
      'refs/pull/7/merge',
      ['rw refs/pull/7/merge', 'r refs/heads/release-1', 'r refs/heads/main'],
    ],
    [pullRequest({ fork }), 'refs/pull/7/merge', ['rw refs/pull/7/merge', 'r refs/heads/main']],
    [pullRequestTarget(intoRelease), 'refs/heads/main', ['r refs/heads/main']],
    [
      mergeGroup(intoRelease),
      `refs/heads/gh-readonly-queue/release-1/pr-7-${shaOf('head of release-1')}`,
      [
        `rw refs/heads/gh-readonly-queue/release-1/pr-7-${shaOf('head of release-1')}`,
        'r refs/heads/main',
      ],
    ],
    [push(), 'refs/heads/main', ['rw refs/heads/main']],
    [
      push({ branch: 'feature' }),
      'refs/heads/feature',
      ['rw refs/heads/feature', 'r refs/heads/main'],
    ],
    [schedule({ defaultBranch: 'trunk' }), 'refs/heads/trunk', ['rw refs/heads/trunk']],
    [workflowDispatch(), 'refs/heads/main', ['rw refs/heads/main']],
    [release({ tag: 'v2' }), 'refs/tags/v2', ['rw refs/tags/v2', 'r refs/heads/main']],
    [workflowRun(), 'refs/heads/main', ['rw refs/heads/main']],
    [workflowRun({ fork }), 'refs/heads/main', ['r refs/heads/main']],
    [otherEvent('issue_comment', {}), 'refs/heads/main', ['r refs/heads/main']],
  ])('%#: $name', (event, ref, scopes) => {
    expect(event.ref).toBe(ref);
    expect(event.sha).toMatch(/^[0-9a-f]{40}$/);
    const shown = scopesOfRun(event).map((scope) => `r${scope.canWrite ? 'w' : ''} ${scope.ref}`);
    expect(shown.map((text, index) => (index === 0 ? text : text.replace('rw', 'r')))).toEqual(
      scopes,
    );
  });
});

test('a pull request runs on its merge commit, and names its head in the payload', () => {
  const event = pullRequest();
  const { pull_request: pull } = event.payload as { pull_request: Pull };
  expect(pull.head.sha).toBe(shaOf('head of PR 7'));
  expect(event.sha).toBe(pull.merge_commit_sha);
  expect([event.baseRef, event.headRef]).toEqual(['main', 'feature']);
  expect(pullRequestTarget().sha).toBe(pull.base.sha);
});

test("a fork's run has no pull requests, the repository's own has", () => {
  const [other, own] = [workflowRun({ fork }), workflowRun()].map(
    ({ payload }) => payload.workflow_run as Run,
  );
  expect(other).toMatchObject({
    pull_requests: [],
    head_repository: { full_name: fork, fork: true },
  });
  expect(own?.pull_requests).toMatchObject([{ number: 7 }]);
});

test('a fork that was deleted leaves a head without a repository', () => {
  const { payload, isFromFork } = pullRequest({ fork: null });
  expect((payload.pull_request as Pull).head.repo).toBeNull();
  expect(isFromFork).toBe(true);
});

interface Pull {
  readonly merge_commit_sha: string;
  readonly head: { readonly sha: string; readonly repo: unknown };
  readonly base: { readonly sha: string };
}

interface Run {
  readonly pull_requests: readonly unknown[];
}
