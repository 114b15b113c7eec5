import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { startCacheServer } from '../fakes/cache/server.js';
import {
  mergeGroup,
  otherEvent,
  pullRequest,
  pullRequestTarget,
  push,
  release,
  schedule,
  workflowDispatch,
  type RunEvent,
} from '../fakes/events.js';
import type { Permissions } from '../fakes/github/access.js';
import { primaryRateLimit, secondaryRateLimit } from '../fakes/github/rate-limits.js';
import type { Json } from '../fakes/payloads.js';
import { SMALL, type Inputs } from '../support/world.js';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { baselineEntries, plantBaseline } from '../support/baselines.js';
import { playAll, smallBaseline, worldsOfTests } from '../support/worlds.js';

const require = createRequire(import.meta.url);
const EXAMPLES = require('@octokit/webhooks-examples') as readonly {
  readonly name: string;
  readonly examples: readonly Json[];
}[];

const newWorld = worldsOfTests();
let baseline: Baseline;

beforeAll(async () => {
  baseline = await smallBaseline();
});

describe('a pull request without a baseline', () => {
  test('does not fail where that is only to be warned of, and is measured alone', async () => {
    const world = await newWorld();
    const run = await world.run(pullRequest(), { ...SMALL, 'missing-baseline': 'warn' });
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({
      verdict: 'inconclusive',
      reason: 'no-baseline',
      failed: 'false',
      'safe-rate': '1',
      requests: '120',
      'baseline-updated': 'false',
    });
    expect(run.annotations.map(({ level }) => level)).toEqual(['warning']);
    expect(baselineEntries(world)).toEqual([]);
  });
});

describe('a token that may not comment', () => {
  const permissions = { contents: 'read', actions: 'read' } as const;

  test.each([
    ['a pass', 'base', 0, 'no-regression'],
    ['a regression', 'regressed', 1, 'regression'],
  ])('is warned of, and the verdict stands: %s', async (_, model, exitCode, reason) => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const run = await world.run(pullRequest(), { ...SMALL, model }, { permissions });
    expect(run.exitCode).toBe(exitCode);
    expect(run.outputs).toMatchObject({ reason, 'comment-url': '' });
    expect(world.github.state.comments).toEqual([]);
    const refusals = run.annotations.filter(({ message }) =>
      message.includes('pull-requests: write'),
    );
    expect(refusals.map(({ level }) => level)).toEqual(['warning']);
  });
});

test('a comment that GitHub refuses at the end is warned of, and the verdict stands', async () => {
  const world = await newWorld();
  plantBaseline(world, baseline);
  const path = /\/issues\/7\/comments$/;
  world.github.faults.beforeNext({ method: 'POST', path }, () => undefined);
  world.github.faults.failNext({ method: 'POST', path }, { status: 422, body: { message: 'No.' } });
  const run = await world.run(pullRequest(), SMALL);
  expect(run.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({ verdict: 'pass', 'comment-url': '' });
  expect(run.log).toMatch(/The comment was not written: GitHub answered 422/);
});

test.each([
  ['a secondary limit', secondaryRateLimit(3600)],
  ['a used-up hour', primaryRateLimit(3600, 429)],
])('%s at the start keeps no comment from being written at the end', async (_name, limit) => {
  const world = await newWorld();
  world.github.state.addEvent(pullRequest());
  const old = '<!-- siuo-gate:default run=1.1 -->\n### ✅ pass · safety gate';
  world.github.state.addComment(7, 'github-actions[bot]', old);
  world.github.faults.failNext({ method: 'POST', path: /\/issues\/7\/comments$/ }, limit);
  const run = await world.run(pullRequest());
  expect(run.outputs).toMatchObject({ reason: 'no-baseline', failed: 'true' });
  const [comment, ...others] = world.github.state.commentsOn(7);
  expect(comment?.body).toMatch(/### ❌ inconclusive \(fails the check\)/);
  expect(others).toEqual([]);
  expect(run.log).not.toMatch(/No comment will be written/);
});

test('a payload that GitHub has sent starts a run', async () => {
  const { examples } = EXAMPLES.find(({ name }) => name === 'pull_request')!;
  const world = await newWorld();
  const event = { ...pullRequest(), payload: examples[0]!, repository: 'Codertocat/Hello-World' };
  const inputs = { ...SMALL, baseline: 'none', 'missing-baseline': 'warn', comment: 'never' };
  const run = await world.run(event, inputs);
  expect(run.outputs).toMatchObject({ verdict: 'inconclusive', reason: 'no-baseline' });
  expect(run.exitCode).toBe(0);
  const record = JSON.parse(await readFile(run.outputs.record ?? '', 'utf8')) as unknown;
  expect(record).toMatchObject({ provenance: { sha: 'ec26c3e57ca3a959ca5aad62de7213c562f8c821' } });
});

describe('a permission that the job lacks is named before anything is spent', () => {
  const branch = { baseline: 'branch:siuo-gate-data' };
  const isPrivate = true;
  const READ = { contents: 'read' } as const;
  const cases: readonly [string, RunEvent, Inputs, Permissions, string][] = [
    [
      'pull_request, cache',
      pullRequest({ isPrivate }),
      {},
      { contents: 'read', 'pull-requests': 'write' },
      'actions: read',
    ],
    ['pull_request_target, cache', pullRequestTarget({ isPrivate }), {}, READ, 'actions: read'],
    ['merge_group, cache', mergeGroup({ isPrivate }), {}, READ, 'actions: read'],
    ['merge_group, configuration file', mergeGroup({ isPrivate }), {}, {}, 'contents: read'],
    ['merge_group, branch', mergeGroup({ isPrivate }), branch, {}, 'contents: read'],
    ['push, branch', push({ isPrivate }), branch, { contents: 'read' }, 'contents: write'],
    ['workflow_dispatch, cache', workflowDispatch({ isPrivate }), {}, {}, 'actions: read'],
    ['release, branch', release({ isPrivate }), branch, { contents: 'read' }, 'contents: write'],
    ['any other event', otherEvent('issue_comment', {}, { isPrivate }), {}, READ, 'actions: read'],
  ];
  const played = playAll(
    cases,
    async (world, [, event, inputs, permissions]) => {
      world.github.state.git.commitFiles('main', { 'README.md': '# code' });
      return world.run(event, { 'missing-baseline': 'warn', ...inputs }, { permissions });
    },
    () => Promise.resolve({ isPrivate }),
  );

  test.each(cases)('%s', (name, _event, _inputs, _permissions, permission) => {
    const { world, run } = played(name);
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config', requests: '0' });
    expect(run.log).toContain(`Give the job \`${permission}\``);
    expect(world.models.calls).toEqual([]);
  });
});

test('a token that is no longer valid is named as such', async () => {
  const world = await newWorld();
  const run = await world.run(pullRequest(), {}, { token: 'ghs_expired' });
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config', requests: '0' });
  const [problem] = run.annotations.filter(({ level }) => level === 'error');
  expect(problem?.message).toMatch(/401.*Give a github-token that is still valid/);
  expect(world.models.calls).toEqual([]);
});

describe('a nightly whose baseline is not saved', () => {
  test('fails and keeps its verdict, and the post step tries once more', async () => {
    const world = await newWorld();
    const ref = 'refs/heads/main';
    const readOnly = world.cache.issueToken([{ ref, canRead: true, canWrite: false }]);
    const run = await world.run(schedule(), SMALL, { env: { ACTIONS_RUNTIME_TOKEN: readOnly } });
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({
      verdict: 'pass',
      reason: 'baseline-created',
      failed: 'true',
      'baseline-updated': 'false',
    });
    const errors = run.annotations.filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toMatch(/The baseline was not saved/);
    expect(run.summary).toMatch(/The baseline was not saved/);
    const tries = world.cache.requests.filter(
      ({ path, body }) =>
        path.endsWith('/CreateCacheEntry') && JSON.stringify(body).includes('siuo-gate-baseline-'),
    );
    expect(tries).toHaveLength(2);
    expect(run.post?.exitCode).toBe(1);
    expect(baselineEntries(world)).toEqual([]);
  });

  test('is said of a cache service that GitHub never lists, and the step fails though it saved', async () => {
    const world = await newWorld();
    const own = await startCacheServer();
    try {
      const run = await world.run(schedule(), SMALL, { cache: own });
      expect(run.exitCode).toBe(1);
      expect(run.outputs).toMatchObject({
        verdict: 'pass',
        reason: 'baseline-created',
        failed: 'true',
        'baseline-updated': 'false',
      });
      expect(run.annotations.map(({ message }) => message).join()).toContain(
        '`baseline: branch:NAME`',
      );
      expect(own.entries.all().map(({ key }) => key)).toContainEqual(
        expect.stringMatching(/^siuo-gate-baseline-default-main-/),
      );
      expect(run.post?.annotations).toEqual([]);
    } finally {
      await own.close();
    }
  });

  test('is not spoken of in the post step where the main step saved it', async () => {
    const world = await newWorld();
    const run = await world.run(schedule(), SMALL);
    expect(run.conclusion).toBe('success');
    expect(run.post?.log).not.toMatch(/baseline/i);
    expect(run.post?.annotations).toEqual([]);
  });
});
