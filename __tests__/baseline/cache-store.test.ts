import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { baselineKey } from '../../src/baseline/cache-store.io.js';
import { MAX_BASELINE_BYTES } from '../../src/baseline/baseline-file.js';
import { describeBaselineStore } from '../contracts/baseline-store.js';
import { sampleBaseline } from './baseline-samples.js';
import * as events from '../fakes/events.js';
import { MEMBER, startCacheWorld, type CacheWorld } from './cache-world.js';

const MAIN = 'refs/heads/main';
const PULL = 'refs/pull/7/merge';
const keyOn = (branch: string, runId = '9001'): string =>
  baselineKey({ name: 'default', branch }, { runId, runAttempt: 1 });
const KEY = keyOn('main');
const GOOD = { path: MEMBER, content: JSON.stringify(sampleBaseline()) };
const FORGED = { path: MEMBER, content: JSON.stringify(sampleBaseline('default', '666')) };

describeBaselineStore('cache', async () => {
  const world = await startCacheWorld();
  return {
    nightly: async (runId) => world.storeOf(events.schedule(), { runId: Number(runId) }),
    pullRequest: async () => world.storeOf(events.pullRequest()),
    publish: () => Promise.resolve(),
    plant: async (content) => {
      world.plant({ ref: MAIN, key: KEY, members: [{ path: MEMBER, content }] });
    },
  };
});

const found = (runId: string) => ({
  kind: 'found',
  baseline: { records: [{ provenance: { runId } }] },
});

async function withGood(): Promise<CacheWorld> {
  const world = await startCacheWorld();
  world.plant({ ref: MAIN, key: KEY, members: [GOOD] });
  return world;
}

describe('which entry is found', () => {
  test('its key and ref are said', async () => {
    const world = await withGood();
    const lookup = await world.storeOf(events.pullRequest()).find();
    expect(lookup).toMatchObject({
      where: 'cache entry siuo-gate-baseline-default-main-9001-1 of refs/heads/main',
    });
  });

  test('the base branch’s before the default branch’s', async () => {
    const world = await withGood();
    const event = events.pullRequest({ baseBranch: 'release/2' });
    expect(await world.storeOf(event).find()).toMatchObject(found('9001'));
    await world
      .storeOf(events.push({ branch: 'release/2' }), { runId: 9002 })
      .save(sampleBaseline('default', '9002'));
    expect(await world.storeOf(event).find()).toMatchObject(found('9002'));
  });

  test('on a feature branch its own, else the default branch’s', async () => {
    const world = await withGood();
    const event = events.push({ branch: 'feature' });
    expect(await world.storeOf(event).find()).toMatchObject(found('9001'));
    await world.storeOf(event, { runId: 9003 }).save(sampleBaseline('default', '9003'));
    expect(await world.storeOf(event).find()).toMatchObject(found('9003'));
  });

  test.each([
    ['merge_group', events.mergeGroup()],
    ['pull_request_target', events.pullRequestTarget()],
    ['workflow_run', events.workflowRun({ fork: 'someone/octo-repo' })],
    ['another event', events.otherEvent('issue_comment', {})],
  ])('%s finds the default branch’s', async (_name, event) => {
    const world = await withGood();
    expect(await world.storeOf(event).find()).toMatchObject(found('9001'));
  });

  test('not that of another gate whose keys begin alike', async () => {
    const world = await startCacheWorld();
    const other = world.storeOf(events.schedule(), { name: 'default-main' });
    expect(await other.save(sampleBaseline('default-main'))).toMatchObject({ saved: true });
    const lookup = await world.storeOf(events.pullRequest()).find();
    expect(lookup).toMatchObject({ kind: 'absent' });
  });

  test('evicted and never made read the same, and both are named', async () => {
    const world = await withGood();
    world.cache.entries.evict(() => true);
    const lookup = await world.storeOf(events.pullRequest()).find();
    expect(lookup).toMatchObject({
      kind: 'absent',
      where: 'the Actions cache of main',
      remedy: expect.stringMatching(/Run the gate once on main.*evicted.*7 days/),
    });
  });
});

describe('a pull request cannot supply its own', () => {
  const planted = {
    kind: 'unusable',
    problem: `A cache entry with its key also stands under ${PULL}, and this run would restore that one.`,
    remedy: expect.stringContaining(`--ref ${PULL}`),
  };

  test('an entry of its own scope alone is not even looked at', async () => {
    const world = await startCacheWorld();
    world.plant({ ref: PULL, key: KEY, members: [FORGED] });
    const lookup = await world.storeOf(events.pullRequest()).find();
    expect(lookup).toMatchObject({ kind: 'absent' });
  });

  test('the same key in its own scope is refused, unrestored', async () => {
    const world = await withGood();
    world.plant({ ref: PULL, key: KEY, members: [FORGED] });
    expect(await world.storeOf(events.pullRequest()).find()).toMatchObject(planted);
    expect(world.cache.requests).toEqual([]);
  });

  test('a longer key in its own scope, which a restore would match, is refused', async () => {
    const world = await withGood();
    world.plant({ ref: PULL, key: `${KEY}0`, members: [FORGED] });
    expect(await world.storeOf(events.pullRequest()).find()).toMatchObject(planted);
    expect(world.cache.requests).toEqual([]);
  });

  test('one of the base branch that shadows the default branch’s is refused', async () => {
    const world = await withGood();
    world.plant({ ref: 'refs/heads/release', key: KEY, members: [FORGED] });
    const event = events.pullRequest({ baseBranch: 'release' });
    expect(await world.storeOf(event).find()).toMatchObject({
      kind: 'unusable',
      problem: expect.stringContaining('refs/heads/release'),
    });
  });

  test('one planted after the first look is refused too', async () => {
    const world = await withGood();
    const download = /GetCacheEntryDownloadURL$/;
    world.cache.faults.beforeNext({ path: download }, () => {
      world.plant({ ref: PULL, key: KEY, members: [FORGED] });
    });
    expect(await world.storeOf(events.pullRequest()).find()).toMatchObject(planted);
  });
});

describe('what is restored is checked', () => {
  const find = async (members: Parameters<CacheWorld['plant']>[0]['members'], size?: number) => {
    const world = await startCacheWorld();
    world.plant({ ref: MAIN, key: KEY, members, ...(size === undefined ? {} : { size }) });
    const lookup = await world.storeOf(events.pullRequest()).find();
    return { world, lookup };
  };
  const unusable = (problem: string) => ({
    kind: 'unusable',
    problem: expect.stringContaining(problem),
  });

  test('nothing is left behind, and the workspace is not touched', async () => {
    const home = process.cwd();
    const { world, lookup } = await find([GOOD]);
    expect(lookup).toMatchObject({ kind: 'found' });
    expect((await world.unsavedFiles()).filter((name) => name.startsWith('siuo-gate'))).toEqual([]);
    expect(existsSync(join(home, MEMBER))).toBe(false);
    expect(process.cwd()).toBe(home);
    expect(process.env.GITHUB_WORKSPACE).toBeUndefined();
  });

  test('an entry listed as too large is not restored', async () => {
    const { world, lookup } = await find([GOOD], 2 * 1024 ** 3);
    expect(lookup).toMatchObject(unusable('larger than 64 MiB'));
    expect(world.cache.requests).toEqual([]);
  });

  test('a small archive that unpacks to too much is not read', async () => {
    const content = Buffer.alloc(MAX_BASELINE_BYTES + 1);
    const { lookup } = await find([{ path: MEMBER, content }]);
    expect(lookup).toMatchObject(unusable(`unpacks to ${MAX_BASELINE_BYTES + 1} bytes`));
  });

  test('a second file', async () => {
    const { lookup } = await find([GOOD, { path: 'more.json', content: '' }]);
    expect(lookup).toMatchObject(unusable('other files than'));
  });

  test('another file', async () => {
    const { lookup } = await find([{ ...GOOD, path: 'else.json' }]);
    expect(lookup).toMatchObject(unusable('other files than'));
  });

  test('a link', async () => {
    const { lookup } = await find([{ path: MEMBER, content: '', linkTo: '/etc/hostname' }]);
    expect(lookup).toMatchObject(unusable('no regular file'));
  });

  test('an archive that is none', async () => {
    const world = await withGood();
    world.cache.faults.failNext(
      { path: /actions-cache/, method: 'GET', times: 99 },
      { status: 404 },
    );
    expect(await world.storeOf(events.pullRequest()).find()).toMatchObject(
      unusable('did not hand it out'),
    );
  });
});

describe('what may not be read', () => {
  test('actions: read is named when it is missing', async () => {
    const world = await withGood();
    const store = world.storeOf(events.pullRequest(), { permissions: { contents: 'read' } });
    await expect(store.find()).rejects.toMatchObject({
      code: 'CONFIG_PERMISSION',
      remedy: 'Give the job `actions: read`.',
    });
  });

  test('no cache service', async () => {
    const world = await withGood();
    const store = world.storeOf(events.pullRequest(), { environment: { ACTIONS_RESULTS_URL: '' } });
    await expect(store.find()).rejects.toMatchObject({ code: 'BASELINE_UNREADABLE' });
    expect(await store.save(sampleBaseline())).toMatchObject({ saved: false });
  });

  test.each([
    ['cache-mode none', events.pullRequest(), { ACTIONS_CACHE_MODE: 'none' }],
    ['a base branch out of this run’s scopes', events.pullRequestTarget({ baseBranch: 'x' }), {}],
  ])('%s', async (_name, event, environment) => {
    const world = await startCacheWorld();
    const branch = event.baseRef ?? '';
    world.plant({ ref: `refs/heads/${branch}`, key: keyOn(branch), members: [GOOD] });
    const lookup = await world.storeOf(event, { environment }).find();
    expect(lookup).toMatchObject({
      kind: 'unusable',
      problem: 'It is listed, but the cache service did not hand it out to this run.',
      remedy: expect.stringMatching(/pull_request_target.*cache-mode/),
    });
  });
});

describe('save', () => {
  test('packs one file by a name that is the same on every machine', async () => {
    const world = await startCacheWorld();
    const saved = await world.storeOf(events.schedule()).save(sampleBaseline());
    expect(saved).toEqual({ saved: true, where: `cache entry ${KEY} of ${MAIN}` });
    const [entry] = world.cache.entries.all();
    world.cache.entries.evict(() => true);
    world.plant({ ref: MAIN, key: KEY, members: [GOOD] });
    expect(entry).toMatchObject({ ref: MAIN, version: world.cache.entries.all()[0]?.version });
    expect((await world.unsavedFiles()).filter((name) => name.startsWith('siuo-gate'))).toEqual([]);
  });

  test.each([
    ['a read-only token', events.push(), { ACTIONS_CACHE_MODE: 'read' }, 'refused'],
    ['a tag', events.release(), {}, 'refs/tags/v1.0.0'],
    ['a pull request', events.pullRequest(), {}, PULL],
  ])('on %s is not done, and why is said', async (_name, event, environment, why) => {
    const world = await startCacheWorld();
    const saved = await world.storeOf(event, { environment }).save(sampleBaseline());
    expect(saved).toEqual({ saved: false, problem: expect.stringContaining(why) });
    expect(world.cache.entries.all()).toEqual([]);
  });

  test('a token that the service lets read only', async () => {
    const world = await startCacheWorld();
    const token = world.cache.issueToken([{ ref: MAIN, canRead: true, canWrite: false }]);
    const store = world.storeOf(events.push(), { environment: { ACTIONS_RUNTIME_TOKEN: token } });
    expect(await store.save(sampleBaseline())).toEqual({
      saved: false,
      problem: expect.stringContaining(`The cache service refused ${KEY}`),
    });
  });

  test('a key that is taken', async () => {
    const world = await withGood();
    const store = world.storeOf(events.push());
    expect(await store.save(sampleBaseline())).toMatchObject({ saved: false });
  });

  describe('when another gate of the same run was faster', () => {
    const legOf = (model: string, runId = '9001') => {
      const baseline = sampleBaseline('default', runId);
      const [baselineRun] = baseline.records;
      return {
        ...baseline,
        records: [{ ...baselineRun!, target: { ...baselineRun!.target, model } }],
      };
    };

    test('two targets under one name are told of, with both inputs, and the first stays', async () => {
      const world = await startCacheWorld();
      expect(await world.storeOf(events.push()).save(legOf('a'))).toMatchObject({ saved: true });
      expect(await world.storeOf(events.push()).save(legOf('b'))).toEqual({
        saved: false,
        problem: expect.stringMatching(
          /^Run 9001 has two targets under the baseline-name "default": "a" at .* and "b" at .*`baseline-name` of its own/,
        ),
      });
      expect(world.cache.entries.all()).toHaveLength(1);
    });

    test('one target measured twice is told of, too', async () => {
      const world = await startCacheWorld();
      await world
        .storeOf(events.push())
        .save({ ...legOf('a'), acceptedAt: '2026-01-02T00:00:00Z' });
      expect(await world.storeOf(events.push()).save(legOf('a'))).toEqual({
        saved: false,
        problem: expect.stringMatching(
          /^Another gate of run 9001 has saved the baseline "default"\. .*`baseline-name`/,
        ),
      });
    });
  });
});
