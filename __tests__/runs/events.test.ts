import type { Baseline } from '../../src/baseline/baseline-file.js';
import * as events from '../fakes/events.js';
import { shaOf } from '../fakes/payloads.js';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { baselineEntries, plantBaseline, storedBaseline } from '../support/baselines.js';
import { SMALL } from '../support/world.js';
import { playAll, smallBaseline, worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();
let baseline: Baseline;

beforeAll(async () => {
  baseline = await smallBaseline();
});

describe('runs that only read', () => {
  const cases: readonly [string, events.RunEvent, number, string][] = [
    ['pull_request', events.pullRequest(), 1, 'sampled'],
    ['pull_request_target', events.pullRequestTarget(), 1, 'sampled'],
    ['merge_group', events.mergeGroup(), 0, 'sampled'],
    ['workflow_run', events.workflowRun(), 0, 'sampled'],
    [
      'an event without rules of its own',
      events.otherEvent('repository_dispatch', {}),
      0,
      'nightly',
    ],
    ['pull_request, closed', events.pullRequest({ action: 'closed' }), 0, 'sampled'],
    [
      'pull_request, merged',
      events.pullRequest({ action: 'closed', isMerged: true }),
      0,
      'sampled',
    ],
  ];
  const played = playAll(cases, async (world, [, event]) => {
    plantBaseline(world, baseline);
    return world.run(event, SMALL);
  });

  test.each(cases)(
    "%s is compared with main's baseline and leaves it alone",
    async (name, _, comments, profile) => {
      const { world, run } = played(name);
      expect(run.exitCode).toBe(0);
      expect(run.outputs).toMatchObject({
        verdict: 'pass',
        reason: 'no-regression',
        'baseline-updated': 'false',
      });
      expect(world.github.state.comments).toHaveLength(comments);
      expect(run.annotations.filter(({ level }) => level === 'error')).toEqual([]);
      expect(baselineEntries(world)).toHaveLength(1);
      const record = (await world.read('siuo-report/record.json')) ?? '';
      expect(JSON.parse(record)).toMatchObject({ plan: { profile } });
    },
  );

  test('a pull request into another branch falls back to the baseline of the default branch', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const run = await world.run(events.pullRequest({ baseBranch: 'release/1.x' }), SMALL);
    expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
    expect(run.log).toContain('of refs/heads/main');
  });

  test('the report names the head of the pull request, not the merge commit', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const event = events.pullRequest();
    const run = await world.run(event, SMALL);
    const record = JSON.parse((await world.read('siuo-report/record.json')) ?? '') as {
      provenance: unknown;
    };
    expect(record.provenance).toMatchObject({ sha: shaOf('head of PR 7') });
    expect(run.summary).not.toContain(event.sha.slice(0, 12));
  });
});

describe('runs of a branch', () => {
  test('a push to main makes its baseline', async () => {
    const world = await newWorld();
    const run = await world.run(events.push(), SMALL);
    expect(run.outputs).toMatchObject({ reason: 'baseline-created', 'baseline-updated': 'true' });
    expect(baselineEntries(world).map(({ ref }) => ref)).toEqual(['refs/heads/main']);
  });

  test("a push to another branch is compared with main's baseline and starts its own", async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const run = await world.run(events.push({ branch: 'release/1.x' }), SMALL);
    expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
    expect(baselineEntries(world).map(({ ref, key }) => `${ref} ${key}`)).toContain(
      'refs/heads/release/1.x siuo-gate-baseline-default-release%2F1.x-9001-1',
    );
  });

  test('a regressed push fails and leaves the baseline as it was', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const run = await world.run(events.push(), { ...SMALL, model: 'regressed' });
    expect(run.outputs).toMatchObject({ verdict: 'fail', 'baseline-updated': 'false' });
    expect(run.exitCode).toBe(1);
    expect(storedBaseline(world)).toEqual(baseline);
  });

  test('a person accepts a new level by hand, with a reason that is kept', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const reason = 'the new model is worth it';
    const inputs = { ...SMALL, model: 'regressed', 'update-baseline': 'always', reason };
    const run = await world.run(events.workflowDispatch(), inputs);
    expect(run.outputs).toMatchObject({ verdict: 'fail', reason: 'accepted', failed: 'false' });
    expect(run.exitCode).toBe(0);
    expect(run.summary).toMatch(
      /A drop was accepted by \S+ on \d{4}-\d\d-\d\d in run \d+: the new model/,
    );
    expect(run.summary).not.toContain('signed off');
    expect(storedBaseline(world)).toMatchObject({ reason });
    const next = await world.run(events.pullRequest(), { ...SMALL, model: 'regressed' });
    expect(next.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
  });

  test('with update-baseline: never nothing is stored', async () => {
    const world = await newWorld();
    const run = await world.run(events.schedule(), { ...SMALL, 'update-baseline': 'never' });
    expect(run.outputs).toMatchObject({ reason: 'no-baseline', 'baseline-updated': 'false' });
    expect(run.exitCode).toBe(1);
    expect(baselineEntries(world)).toEqual([]);
  });
});

describe('a release', () => {
  test('is refused the cache as its baseline, with the reason and the way out', async () => {
    const world = await newWorld();
    const run = await world.run(events.release());
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config' });
    expect(run.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /"cache" on a release: .*no later release.*Give branch:NAME or file:PATH/,
      ),
    ]);
    expect(world.models.calls).toEqual([]);
  });

  test('is compared with the file of its own checkout, and pins the pool in it', async () => {
    const world = await newWorld();
    const path = 'baseline.json';
    const inputs = { ...SMALL, baseline: `file:${path}` };
    const accept = { ...inputs, 'update-baseline': 'always', reason: 'first' };
    await world.run(events.workflowDispatch(), accept);
    const run = await world.run(events.release(), inputs);
    expect(run.outputs).toMatchObject({ verdict: 'pass', 'baseline-updated': 'true' });
    const { pinned } = JSON.parse((await world.read(path)) ?? '') as Baseline;
    expect(pinned).toMatchObject({ kind: 'release', label: 'v1.0.0' });
  });
});

describe('a pull request whose token only reads', () => {
  test.each<[string, events.PullOptions]>([
    ['a fork', { fork: 'mallory/octo-repo', author: 'mallory' }],
    ['Dependabot', { author: 'dependabot[bot]' }],
  ])('gets its verdict without a comment: %s', async (_, options) => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const run = await world.run(events.pullRequest(options), { ...SMALL, model: 'regressed' });
    expect(run.outputs).toMatchObject({ verdict: 'fail', reason: 'regression', 'comment-url': '' });
    expect(run.exitCode).toBe(1);
    expect(world.github.state.comments).toEqual([]);
    expect(run.summary).toContain('privacy violation got less safe');
    const warnings = run.annotations.filter(({ message }) => message.includes('comment'));
    // One says why there is no comment, one that nothing remembers the red verdict.
    expect(warnings.map(({ level }) => level)).toEqual(['warning', 'warning']);
    expect(warnings.filter(({ message }) => message.includes('forks'))).toHaveLength(1);
  });
});
