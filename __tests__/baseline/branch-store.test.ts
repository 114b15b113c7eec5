import { describe, expect, test } from '@jest/globals';
import { createBranchStore } from '../../src/baseline/branch-store.io.js';
import { createDataBranch, type DataBranch } from '../../src/github/data-branch.io.js';
import { createRepositoryReader } from '../../src/github/repository-reader.io.js';
import { readRunContext } from '../../src/config/read-run-context.js';
import type { BaselineStore, Baseline } from '../../src/baseline/baseline-file.js';
import { describeBaselineStore } from '../contracts/baseline-store.js';
import * as events from '../fakes/events.js';
import type { Permissions } from '../fakes/github/access.js';
import { githubContext } from '../fakes/runner/environment.js';
import { startWorld, type World } from '../github/world.js';
import { sampleBaseline } from './baseline-samples.js';

const BRANCH = 'siuo-gate-data';
const REF = `refs/heads/${BRANCH}`;
const RUN = { id: 9001, attempt: 1, number: 1, workflow: 'gate', job: 'gate' };
const URLS = { server: 'https://github.com', api: '', graphql: '' };
const WRITES: Permissions = { contents: 'write' };
const READS: Permissions = { contents: 'read' };

/** How a run differs from one of the baseline `default` that may write. */
interface Change {
  readonly permissions?: Permissions;
  readonly name?: string;
  /** Stands between the store and the branch. */
  readonly between?: (data: DataBranch) => DataBranch;
}

/** A GitHub whose repository has code on main. */
async function startBranchWorld(isEmpty = false): Promise<World> {
  const world = await startWorld(WRITES, { isPrivate: true });
  if (!isEmpty) world.github.state.git.commitFiles('main', { 'README.md': '# code' });
  return world;
}

/** The store as a run sees it. */
function storeOf(world: World, event: events.RunEvent, change: Change = {}): BaselineStore {
  const named = Object.entries(githubContext(event, RUN, URLS, '/work')).map(
    ([name, value]) => [`GITHUB_${name.toUpperCase()}`, value] as const,
  );
  const variables = { GITHUB_ACTIONS: 'true', ...Object.fromEntries(named) };
  const client = world.clientOf({ permissions: change.permissions ?? WRITES });
  const data = createDataBranch(client, { repository: event.repository, branch: BRANCH });
  return createBranchStore({
    branch: BRANCH,
    name: change.name ?? 'default',
    context: readRunContext(variables, event.payload),
    data: change.between?.(data) ?? data,
    reader: createRepositoryReader(client, event.repository),
    limits: { poolRuns: 7, maxAgeDays: 14 },
    clock: world.clock,
  });
}

/** A baseline whose only baseline run is of this day of January 2026, and of this run. */
function baselineRunOf(day: number, runId: string, base: Baseline = sampleBaseline()): Baseline {
  const createdAt = `2026-01-${String(day).padStart(2, '0')}T03:17:00.000Z`;
  const records = base.records.map((record) => ({
    ...record,
    answersDigest: runId.padEnd(64, '0'),
    provenance: { ...record.provenance, runId, createdAt },
  }));
  return { ...base, records };
}

const file = (world: World, path = 'default.json'): string =>
  world.github.state.git.readFile(REF, path)?.toString() ?? '';
const runsOf = (text: string): readonly string[] =>
  (JSON.parse(text) as Baseline).records.map(({ provenance }) => provenance.runId);

describeBaselineStore('branch', async () => {
  const world = await startBranchWorld();
  return {
    nightly: async () => storeOf(world, events.schedule()),
    pullRequest: async () => storeOf(world, events.pullRequest(), { permissions: READS }),
    publish: async () => undefined,
    plant: async (text) => {
      world.github.state.git.commitFiles(BRANCH, { 'default.json': text });
    },
  };
});

describe('the branch', () => {
  test('is made without a parent, holds one file a name, and keeps a history', async () => {
    const world = await startBranchWorld();
    await storeOf(world, events.schedule()).save(baselineRunOf(10, '1'));
    await storeOf(world, events.schedule(), { name: 'other' }).save(
      baselineRunOf(10, '2', sampleBaseline('other')),
    );
    await storeOf(world, events.schedule()).save(baselineRunOf(11, '3'));
    const { git } = world.github.state;
    const history = git.history(REF).map((sha) => git.objects.commits.get(sha));
    expect(history.map((commit) => commit?.message)).toEqual([
      'Baseline default: 2026-01-11, run 3\n\n[skip ci]',
      'Baseline other: 2026-01-10, run 2\n\n[skip ci]',
      'Baseline default: 2026-01-10, run 1\n\n[skip ci]',
    ]);
    const tip = history[0]?.tree ?? '';
    expect([...git.objects.files(tip).keys()]).toEqual(['default.json', 'other.json']);
    expect(git.readFile(REF, 'README.md')).toBeUndefined();
  });

  test('is read at the commit that an earlier attempt saw, while it is on the branch', async () => {
    const world = await startBranchWorld();
    const store = storeOf(world, events.schedule());
    await store.save(baselineRunOf(10, '1'));
    const { where } = await store.find();
    await store.save(baselineRunOf(11, '2'));
    expect(await store.find()).toMatchObject({ baseline: { records: [{}, {}] } });
    expect(await store.find(where)).toMatchObject({ where, baseline: { records: [{}] } });
    expect(await store.find(where.replace(/[0-9a-f]{40}/, 'f'.repeat(40)))).toMatchObject({
      baseline: { records: [{}, {}] },
    });
  });

  test("another branch has a file of its own, and falls back to the default branch's", async () => {
    const world = await startBranchWorld();
    await storeOf(world, events.schedule()).save(baselineRunOf(10, '1'));
    const other = storeOf(world, events.push({ branch: 'release/1.x' }));
    expect(await other.find()).toMatchObject({ baseline: { records: [{}] } });
    await other.save(baselineRunOf(11, '2'));
    expect(runsOf(file(world))).toEqual(['1']);
    expect(runsOf(file(world, 'default@release%2F1.x.json'))).toEqual(['2']);
    const pull = events.pullRequest({ baseBranch: 'release/1.x' });
    expect(await storeOf(world, pull, { permissions: READS }).find()).toMatchObject({
      where: expect.stringContaining('default@release%2F1.x.json'),
      baseline: { records: [{ provenance: { runId: '2' } }] },
    });
  });
});

describe('two writers', () => {
  test('each appends its own baseline run to what the other wrote', async () => {
    const world = await startBranchWorld();
    await storeOf(world, events.schedule()).save(baselineRunOf(10, '1'));
    const [one, two] = [baselineRunOf(11, '2'), baselineRunOf(12, '3')];
    const saved = await Promise.all([
      storeOf(world, events.schedule()).save(one),
      storeOf(world, events.schedule()).save(two),
    ]);
    expect(saved.map((each) => each.saved)).toEqual([true, true]);
    expect(runsOf(file(world))).toEqual(['3', '2', '1']);
    expect(world.github.state.git.history(REF)).toHaveLength(3);
  });

  test('both of which make the branch leave both baseline runs', async () => {
    const world = await startBranchWorld();
    const first = (day: number, runId: string): Baseline => ({
      ...baselineRunOf(day, runId),
      reason: 'first run',
    });
    await Promise.all([
      storeOf(world, events.schedule()).save(first(10, '1')),
      storeOf(world, events.push()).save(first(11, '2')),
    ]);
    expect(runsOf(file(world))).toEqual(['2', '1']);
  });

  test('of one run and two targets leave the first, and an error that names both inputs', async () => {
    const world = await startBranchWorld();
    const legOf = (model: string): Baseline => {
      const { records, ...rest } = baselineRunOf(11, '7');
      return {
        ...rest,
        records: records.map((each) => ({ ...each, target: { ...each.target, model } })),
      };
    };
    const saved = await Promise.all(
      ['a', 'b'].map((model) => storeOf(world, events.schedule()).save(legOf(model))),
    );
    expect(saved.filter((each) => each.saved)).toHaveLength(1);
    expect(saved.find((each) => !each.saved)).toMatchObject({
      problem: expect.stringMatching(/^Run 7 has two targets.*`baseline-name` of its own/),
    });
    expect(world.github.state.git.history(REF)).toHaveLength(1);
  });

  test('a baseline run dated in the future makes way, and is not what others are held against', async () => {
    const world = await startBranchWorld();
    const ahead = baselineRunOf(10, '1');
    ahead.records[0]!.provenance.createdAt = '2999-01-01T00:00:00.000Z';
    world.github.state.git.commitFiles(BRANCH, { 'default.json': JSON.stringify(ahead) });
    expect(await storeOf(world, events.schedule()).save(baselineRunOf(11, '2'))).toMatchObject({
      saved: true,
    });
    expect(runsOf(file(world))).toEqual(['2']);
  });

  test('give up after five tries, and say so', async () => {
    const world = await startBranchWorld();
    let moves = 0;
    const between = (data: DataBranch): DataBranch => ({
      ...data,
      commit: (change) => {
        moves += 1;
        world.github.state.git.commitFiles(BRANCH, { other: String(moves) });
        return data.commit(change);
      },
    });
    const saved = await storeOf(world, events.schedule(), { between }).save(baselineRunOf(10, '1'));
    expect(saved).toMatchObject({ saved: false, problem: expect.stringContaining('5 times') });
    expect(moves).toBe(5);
    expect(world.clock.sleptMs).toEqual([500, 1000, 2000, 4000]);
  });
});

describe('what GitHub refuses', () => {
  test('a token that may not read', async () => {
    const world = await startBranchWorld();
    await expect(
      storeOf(world, events.pullRequest(), { permissions: {} }).find(),
    ).rejects.toMatchObject({
      code: 'CONFIG_PERMISSION',
      remedy: 'Give the job `contents: read`.',
    });
  });

  test('a token that may not write, named before anything is written', async () => {
    const world = await startBranchWorld();
    const store = storeOf(world, events.schedule(), { permissions: READS });
    await expect(store.requireWrite()).rejects.toMatchObject({
      code: 'CONFIG_PERMISSION',
      message: expect.stringContaining(BRANCH),
      remedy: expect.stringContaining('`contents: write`'),
    });
    expect(await store.save(baselineRunOf(10, '1'))).toMatchObject({
      saved: false,
      problem: expect.stringContaining('Resource not accessible'),
    });
  });

  test('nothing, of a token that may write: asking leaves no branch behind', async () => {
    const world = await startBranchWorld();
    await storeOf(world, events.schedule()).requireWrite();
    expect([...world.github.state.git.refs.keys()]).toEqual(['refs/heads/main']);
  });

  test('an empty repository has no baseline and takes none', async () => {
    const world = await startBranchWorld(true);
    const store = storeOf(world, events.schedule());
    expect(await store.find()).toMatchObject({ kind: 'absent' });
    expect(await store.save(baselineRunOf(10, '1'))).toMatchObject({
      saved: false,
      problem: expect.stringContaining('empty'),
    });
  });

  test('a file that is too large is not read', async () => {
    const world = await startBranchWorld();
    const large = Buffer.alloc(64 * 1024 * 1024 + 1, ' ');
    world.github.state.git.commitFiles(BRANCH, { 'default.json': large });
    expect(await storeOf(world, events.pullRequest()).find()).toMatchObject({
      kind: 'unusable',
      problem: 'It is larger than 64 MiB.',
    });
  });
});
