import { describe, expect, test } from '@jest/globals';
import { readRunContext, withDefaultBranch } from '../../src/config/read-run-context.js';
import type { RunContext } from '../../src/config/run-context.js';
import * as events from '../fakes/events.js';
import { githubContext } from '../fakes/runner/environment.js';
import { EVENT_CASES, HEAD, PULL } from './event-cases.js';

const RUN = { id: 9001, attempt: 2, number: 41, workflow: 'gate', job: 'gate' };
const URLS = { server: 'https://github.com', api: 'https://api.github.com', graphql: '' };

/** What the runner sets for an event. */
function variables(event: events.RunEvent): Record<string, string> {
  const context = githubContext(event, RUN, URLS, '/workspace');
  const named = Object.entries(context).map(([name, value]) => [
    `GITHUB_${name.toUpperCase()}`,
    value,
  ]);
  return { GITHUB_ACTIONS: 'true', ...(Object.fromEntries(named) as Record<string, string>) };
}

function read(event: events.RunEvent): RunContext {
  return readRunContext(variables(event), event.payload);
}

describe('readRunContext', () => {
  test.each(EVENT_CASES)('$name', ({ event, expected }) => {
    expect(read(event)).toMatchObject({
      isActions: true,
      repository: 'octo-org/octo-repo',
      runId: '9001',
      runAttempt: 2,
      serverUrl: 'https://github.com',
      ...expected,
    });
  });

  test('takes nothing of a pull request from GITHUB_REF, GITHUB_SHA and the like', () => {
    const event = events.pullRequest();
    const forged = {
      ...variables(event),
      GITHUB_REF: 'refs/pull/99/merge',
      GITHUB_SHA: 'f'.repeat(40),
      GITHUB_BASE_REF: 'evil',
      GITHUB_HEAD_REF: 'evil',
    };
    const context = readRunContext(forged, event.payload);
    expect(context).toMatchObject({ sha: HEAD, baseBranch: 'main', pullRequest: PULL });
  });

  test.each<[string, events.PullOptions]>([
    [
      'another base',
      { changes: { base: { ref: { from: 'old' }, sha: { from: 'f'.repeat(40) } } } },
    ],
    [
      'another base and title',
      { changes: { title: { from: 'x' }, base: { ref: { from: 'old' } } } },
    ],
  ])('an edit to %s is no mere edit of the text', (_name, options) => {
    const { pullRequest } = read(events.pullRequest({ action: 'edited', ...options }));
    expect(pullRequest).not.toHaveProperty('isTextEdit');
  });

  test('an edit that does not say what was changed is no mere edit of the text', () => {
    const event = events.pullRequest({ action: 'edited' });
    const payload = { ...event.payload, changes: null };
    expect(read({ ...event, payload }).pullRequest).not.toHaveProperty('isTextEdit');
  });

  test('a push is no edit, whatever its payload says', () => {
    const event = events.pullRequest();
    const payload = { ...event.payload, changes: { title: { from: 'x' } } };
    expect(read({ ...event, payload }).pullRequest).not.toHaveProperty('isTextEdit');
  });

  const PARENT = 'b'.repeat(40);

  test.each([
    [`main/pr-7-${PARENT}`, 7],
    [`main/pr-7-${'a'.repeat(40)}`, undefined],
    [`release/pr-7-${PARENT}`, undefined],
    [`main/pr-7-${PARENT}/pr-8-${PARENT}`, undefined],
    [`main/pr-0-${PARENT}`, undefined],
    ['main', undefined],
  ])('a merge group on %s adds pull request %s', (name, number) => {
    const event = events.mergeGroup({ baseSha: PARENT });
    const group = event.payload.merge_group as Readonly<Record<string, unknown>>;
    const head_ref = `refs/heads/gh-readonly-queue/${name}`;
    const payload = { ...event.payload, merge_group: { ...group, head_ref } };
    expect(read({ ...event, payload }).queuedPull).toBe(number);
  });

  test('outside GitHub Actions nothing is required', () => {
    expect(readRunContext({}, undefined)).toEqual({
      isActions: false,
      event: 'none',
      eventName: '',
      repository: '',
      defaultBranch: '',
      ref: '',
      baseBranch: '',
      sha: '',
      runId: '',
      runAttempt: 1,
      serverUrl: 'https://github.com',
      pullRequest: undefined,
      workflowRun: undefined,
      isDefaultBranch: false,
    });
  });

  test('an Enterprise server’s address comes without a slash at its end', () => {
    const event = events.push();
    const context = readRunContext(
      { ...variables(event), GITHUB_SERVER_URL: 'https://ghe.example.com/' },
      event.payload,
    );
    expect(context.serverUrl).toBe('https://ghe.example.com');
  });
});

describe('a broken payload names what is missing', () => {
  const pull = events.pullRequest();
  const { pull_request: shape } = pull.payload as { pull_request: Record<string, unknown> };
  const rows: readonly (readonly [string, events.RunEvent, string])[] = [
    ['no payload', { ...pull, payload: undefined as never }, 'everything'],
    ['an empty one', { ...pull, payload: {} }, 'pull_request'],
    [
      'no head',
      { ...pull, payload: { pull_request: { ...shape, head: undefined } } },
      'pull_request.head',
    ],
    [
      'a number that is text, a head that is no commit',
      {
        ...pull,
        payload: { pull_request: { ...shape, number: '7', head: { sha: 'main', repo: null } } },
      },
      'pull_request.number, pull_request.head.sha',
    ],
    ['merge_group', { ...events.mergeGroup(), payload: {} }, 'merge_group'],
    [
      'merge_group with a short ref',
      { ...events.mergeGroup(), payload: { merge_group: { head_sha: HEAD, base_ref: 'main' } } },
      'merge_group.base_ref',
    ],
    ['workflow_run', { ...events.workflowRun(), payload: {} }, 'workflow_run'],
  ];

  test.each(rows)('%s', (_name, event, fields) => {
    expect(() => read(event)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: `The payload of the ${event.name} event lacks, or has no valid, ${fields}.`,
      }),
    );
  });

  test.each(['GITHUB_RUN_ID', 'GITHUB_REPOSITORY', 'GITHUB_SHA', 'GITHUB_EVENT_NAME'])(
    'a missing %s',
    (name) => {
      const rest = { ...variables(events.push()), [name]: undefined };
      expect(() => readRunContext(rest, events.push().payload)).toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(name) }),
      );
    },
  );
});

describe('a release is a publication', () => {
  const released = (action: string, change: object = {}) => {
    const event = events.release({ action });
    const release = { ...(event.payload.release as object), ...change };
    return read({ ...event, payload: { ...event.payload, release } }).isPublication;
  };

  test.each([
    ['published', true],
    ['released', true],
    ['created', false],
    ['edited', false],
    ['deleted', false],
    ['unpublished', false],
    ['prereleased', false],
  ])('when it is %s: %s', (action, isPublication) => {
    expect(released(action)).toBe(isPublication);
  });

  test('when it is a pre-release that is published', () => {
    expect(released('published', { prerelease: true })).toBe(true);
  });

  test('never as a draft, whatever the action', () => {
    expect(released('published', { draft: true })).toBe(false);
    expect(released('released', { draft: true })).toBe(false);
  });

  test('not where the payload does not say', () => {
    expect(released('published', { draft: undefined })).toBe(false);
    expect(read({ ...events.release(), payload: {} }).isPublication).toBe(false);
  });

  test('and no other event is one, whatever its payload says', () => {
    const { payload } = events.release();
    expect(read({ ...events.push(), payload }).isPublication).toBeUndefined();
  });
});

describe('withDefaultBranch', () => {
  test('fills in what the payload did not say', () => {
    const event = { ...events.workflowDispatch(), payload: {} };
    const before = read(event);
    expect(before).toMatchObject({ defaultBranch: '', baseBranch: 'main', isDefaultBranch: false });
    expect(withDefaultBranch(before, 'main')).toMatchObject({
      defaultBranch: 'main',
      isDefaultBranch: true,
    });
  });

  test('is the base of what has no branch of its own', () => {
    const event = { ...events.release(), payload: {} };
    expect(withDefaultBranch(read(event), 'trunk')).toMatchObject({
      baseBranch: 'trunk',
      isDefaultBranch: false,
    });
  });
});
