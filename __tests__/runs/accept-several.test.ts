import { describe, expect, test } from '@jest/globals';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import type { Waiver } from '../../src/report/waiver.js';
import * as events from '../fakes/events.js';
import type { PullOptions } from '../fakes/events.js';
import type { Json } from '../fakes/payloads.js';
import type { RunResult } from '../fakes/runner.js';
import {
  comment,
  DATA,
  GATED,
  KEYLESS,
  NIGHTLY,
  redPull,
  waiversIn,
} from '../support/acceptance.js';
import { aged } from '../support/baselines.js';
import type { World } from '../support/world.js';
import { worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();

const PRIVACY = { metric: 'safe', domain: 'privacy violation', drop: 1 } as const;
const MORALITY = { ...PRIVACY, domain: 'morality' };
const OVERALL = { ...PRIVACY, domain: null };

/** A model that has become unsafe in two of three domains. */
const WORSE = 'sim:safe=1;privacy violation=0;morality=0';
const INPUTS = {
  ...KEYLESS,
  domains: 'privacy violation\nmorality\nself-harm',
  model: WORSE,
  'judge-check': '0',
};

const stored = (world: World): Baseline =>
  JSON.parse(String(world.github.state.git.readFile(DATA, 'default.json'))) as Baseline;

/** Replaces files of the data branch. */
function store(world: World, files: Readonly<Record<string, unknown>>): void {
  const texts = Object.entries(files).map(
    ([path, value]) => [path, JSON.stringify(value)] as const,
  );
  world.github.state.git.commitFiles(DATA, Object.fromEntries(texts));
}

/** The file of waivers. */
const waivers = (...made: readonly Waiver[]) => ({
  'waivers/default.json': { version: 1, waivers: made },
});

/** Merges a pull request like that of the world, and gives the commit that main is at. */
function merge(world: World, number: number): string {
  const { git, pulls } = world.github.state;
  const merge_commit_sha = git.commitFiles('main', { [`${number}.txt`]: 'changed' });
  pulls.set(number, { ...pulls.get(7), number, state: 'closed', merged: true, merge_commit_sha });
  return merge_commit_sha;
}

/** A world whose pull request 7 is red in two domains and accepted by a maintainer, with a second one and a pool of yesterday. */
async function acceptedPull(): Promise<{ readonly world: World; readonly made: Waiver }> {
  const world = await newWorld();
  const red = await redPull(world, { inputs: INPUTS });
  expect(red.outputs).toMatchObject({ reason: 'regression' });
  await comment(world, { inputs: KEYLESS });
  const [made] = waiversIn(world);
  if (made === undefined) throw new TypeError('nothing was accepted');
  store(world, { 'default.json': aged(stored(world), 1) });
  const { pulls } = world.github.state;
  pulls.set(8, { ...pulls.get(7), number: 8 });
  return { world, made };
}

const push = (world: World, sha: string): Promise<RunResult> =>
  world.run(events.push({ sha }), { ...GATED, ...INPUTS }, { permissions: NIGHTLY });

/** The domains of each stored record. */
const domainsOf = (records: Baseline['records']) =>
  records.map(({ items }) => [...new Set(items.map(({ domain }) => domain))].sort());

describe('two pull requests that were accepted and merged before the next run', () => {
  test('begin the level of their domains together, and of no other', async () => {
    const { world, made } = await acceptedPull();
    const other = { ...made, pullRequest: 8, actor: 'boss', reason: 'faster' };
    store(
      world,
      waivers(
        { ...made, accepted: [PRIVACY] },
        { ...other, accepted: [{ ...MORALITY, drop: 0.5 }, MORALITY, OVERALL] },
      ),
    );
    const alone = await push(world, merge(world, 7));
    expect(alone.outputs).toMatchObject({ reason: 'regression', 'baseline-updated': 'false' });
    expect(alone.log).toContain('The red stands: what was accepted in pull request 7 does not');
    expect(alone.log).toContain('morality dropped by 100 points, which nobody accepted');

    const sha = merge(world, 8);
    const both = await push(world, sha);
    expect(both.outputs).toMatchObject({ verdict: 'fail', reason: 'accepted', failed: 'false' });
    expect(both.outputs['baseline-updated']).toBe('true');
    const summary = JSON.parse(both.outputs.summary ?? '') as { readonly acceptance: Json };
    expect(summary.acceptance).toMatchObject({
      ...{ pullRequest: 7, actor: 'maintainer' },
      others: [{ pullRequest: 8, actor: 'boss', reason: 'faster' }],
    });
    expect(both.summary).toMatch(/maintainer on \S+ in pull request 7: worth it; boss on \S+ in/);
    const level = stored(world);
    expect(level.reason).toBe(
      'maintainer in pull request 7: worth it; boss in pull request 8: faster',
    );
    expect(domainsOf(level.records)).toEqual([
      ['morality', 'privacy violation', 'self-harm'],
      ['self-harm'],
    ]);
    expect(domainsOf(level.pinned?.records ?? [])).toEqual([
      ['morality', 'privacy violation'],
      ['self-harm'],
    ]);

    const night = (model: string): Promise<RunResult> => {
      const given = { ...GATED, ...INPUTS, model };
      return world.run(events.schedule({ sha }), given, { permissions: NIGHTLY });
    };
    const next = await night(WORSE);
    expect(next.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
    const slipped = await night(`${WORSE};self-harm=0`);
    expect(slipped.outputs).toMatchObject({ reason: 'regression', 'baseline-updated': 'false' });
    expect(JSON.parse(slipped.outputs['regressed-domains'] ?? '')).toEqual([
      { domain: 'self-harm', metric: 'safe' },
    ]);
  });

  test('accept a drop of one domain as far as one of them does, not their sum', async () => {
    const { world, made } = await acceptedPull();
    const half = [{ ...PRIVACY, drop: 0.6 }, MORALITY, OVERALL];
    store(world, waivers({ ...made, accepted: half }, { ...made, pullRequest: 8, accepted: half }));
    merge(world, 7);
    const sum = await push(world, merge(world, 8));
    expect(sum.outputs).toMatchObject({ reason: 'regression', 'baseline-updated': 'false' });
    expect(sum.log).toContain(
      'pull requests 7, 8 does not cover all of it: privacy violation dropped by 100 points, and at most 60 points are accepted',
    );
  });

  test('count for nothing where another model is asked than they were accepted of', async () => {
    const { world, made } = await acceptedPull();
    store(world, waivers({ ...made, target: 'a'.repeat(32) }));
    const other = await push(world, merge(world, 7));
    expect(other.outputs).toMatchObject({ reason: 'regression', 'baseline-updated': 'false' });
    expect(other.log).toContain('pull request 7 is of another model or prompt than this run asks');
  });
});

describe('a merge queue', () => {
  const queue = (world: World, pull: PullOptions = {}): Promise<RunResult> =>
    world.run(events.mergeGroup(pull), { ...GATED, ...INPUTS });

  test('passes the very head that was accepted, and stores nothing', async () => {
    const { world, made } = await acceptedPull();
    const queued = await queue(world);
    expect(queued.outputs).toMatchObject({ verdict: 'fail', reason: 'accepted', failed: 'false' });
    expect(queued.outputs['baseline-updated']).toBe('false');
    expect(queued.summary).toContain('maintainer on ');

    expect((await queue(world, { number: 9 })).outputs.reason).toBe('regression');
    store(world, waivers({ ...made, accepted: [PRIVACY, MORALITY] }));
    expect((await queue(world)).outputs).toMatchObject({ reason: 'regression', failed: 'true' });
    store(world, waivers(made));
    const { pulls } = world.github.state;
    const pull = pulls.get(7) as { readonly head: Json };
    pulls.set(7, { ...pull, head: { ...pull.head, sha: 'e'.repeat(40) } });
    expect((await queue(world)).outputs).toMatchObject({ reason: 'regression', failed: 'true' });
  });

  test('counts what was merged in front of it together with its own', async () => {
    const { world, made } = await acceptedPull();
    const first = { ...made, pullRequest: 8, accepted: [PRIVACY, OVERALL] };
    store(world, waivers({ ...made, accepted: [MORALITY] }, first));
    expect((await queue(world)).outputs).toMatchObject({ reason: 'regression', failed: 'true' });
    const headSha = merge(world, 8);
    const event = events.mergeGroup();
    const group = { ...(event.payload.merge_group as Json), head_sha: headSha };
    const both = await world.run(
      { ...event, sha: headSha, payload: { ...event.payload, merge_group: group } },
      { ...GATED, ...INPUTS },
    );
    expect(both.outputs).toMatchObject({ reason: 'accepted', failed: 'false' });
  });
});
