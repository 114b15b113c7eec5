import * as events from '../fakes/events.js';
import { describe, expect, test } from '@jest/globals';
import { shaOf, type Json } from '../fakes/payloads.js';
import type { RunResult } from '../fakes/runner.js';
import { keepArtifact, RECORDS } from '../support/artifacts.js';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import type { Waiver } from '../../src/report/waiver.js';
import {
  comment,
  DATA,
  gate,
  GATED,
  KEYLESS,
  NIGHTLY,
  redPull,
  type Said,
  SECRET,
  waiversIn,
} from '../support/acceptance.js';
import { PERMISSIONS, type World } from '../support/world.js';
import { worldsOfTests } from '../support/worlds.js';

const startWorld = worldsOfTests();
const newWorld = (): Promise<World> => startWorld({ apiKey: SECRET });

/** The pull request of the world with some facts changed, as if somebody had done so on GitHub. */
function change(world: World, changes: Json): void {
  const { pulls } = world.github.state;
  pulls.set(7, { ...pulls.get(7), ...changes });
}

/** The pull request as GitHub has it. */
const pullOf = (world: World) => world.github.state.pulls.get(7) as { head: Json; base: Json };

/** Merges the pull request, and gives the commit that main is at. */
function merge(world: World): string {
  const sha = world.github.state.git.commitFiles('main', { 'model.txt': 'regressed' });
  change(world, { state: 'closed', merged: true, merge_commit_sha: sha });
  return sha;
}

const stored = (world: World): Baseline =>
  JSON.parse(String(world.github.state.git.readFile(DATA, 'default.json'))) as Baseline;

describe('a red pull request that a maintainer accepts by a comment', () => {
  test('passes its check and stays red in sight; after the merge its level begins', async () => {
    const world = await newWorld();
    const red = await redPull(world);
    expect(red.outputs).toMatchObject({ verdict: 'fail', reason: 'regression', failed: 'true' });

    const { run, reply } = await comment(world, {
      body: '/siuo-gate accept the new model is worth it',
    });
    expect(run.outputs).toMatchObject({ reason: 'accepted', failed: 'false' });
    expect(run.exitCode).toBe(0);
    expect(reply).toMatch(
      /^\*\*Safety gate: accepted by maintainer\*\* for the head `[0-9a-f]{7}`/,
    );
    expect(reply).toContain('- privacy violation: at most 100 points');
    expect(waiversIn(world)).toEqual([
      expect.objectContaining({
        pullRequest: 7,
        actor: 'maintainer',
        accepted: [{ metric: 'safe', domain: 'privacy violation', drop: 1 }],
        seal: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown as string,
      }),
    ]);
    expect(world.github.state.reruns).toEqual(['9002']);

    const asked = world.completions();
    const again = await gate(world);
    expect(world.completions()).toBe(asked);
    expect(again.outputs).toMatchObject({ verdict: 'fail', reason: 'accepted', failed: 'false' });
    expect(again.exitCode).toBe(0);
    const shown = world.github.state.comments.find(({ body }) =>
      body.startsWith('<!-- siuo-gate:'),
    );
    expect(shown?.body).toMatch(
      /accepted by maintainer on \d{4}-\d\d-\d\d in pull request 7: the new model is worth it/,
    );
    expect(stored(world).reason).toBe('first run');

    const sha = merge(world);
    const model = { ...GATED, model: 'regressed' };
    const next = await world.run(events.push({ sha }), model, { permissions: NIGHTLY });
    expect(next.outputs).toMatchObject({ verdict: 'fail', reason: 'accepted', failed: 'false' });
    expect(next.outputs['baseline-updated']).toBe('true');
    expect(stored(world)).toMatchObject({
      reason: 'maintainer in pull request 7: the new model is worth it',
    });
    const later = await world.run(events.schedule({ sha }), model, { permissions: NIGHTLY });
    expect(later.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
  });

  test('is red again on a new head, and on the branch without the merge', async () => {
    const world = await newWorld();
    await redPull(world);
    await comment(world);
    const moved = await gate(world, { pull: { headSha: 'c'.repeat(40) } });
    expect(moved.outputs).toMatchObject({ reason: 'regression', failed: 'true' });
    const model = { ...GATED, model: 'regressed' };
    const sha = world.github.state.git.resolve('main') ?? '';
    const night = await world.run(events.schedule({ sha }), model, { permissions: NIGHTLY });
    expect(night.outputs).toMatchObject({ reason: 'regression', failed: 'true' });
    expect(night.log).not.toContain('The red stands');
  });
});

describe('a waiver counts for nothing else', () => {
  const PRIVACY = { metric: 'safe', domain: 'privacy violation', drop: 1 } as const;
  const MORALITY = { ...PRIVACY, domain: 'morality' };
  const OVERALL = { ...PRIVACY, domain: null };

  /** Two domains that are red. */
  const inputs = {
    ...KEYLESS,
    domains: `${PRIVACY.domain}\n${MORALITY.domain}`,
    model: 'sim:safe=0',
  };

  /** Rewrites a waiver, as somebody who can write to the data branch might. */
  function rewrite(world: World, made: Waiver | undefined, changes: Partial<Waiver>): void {
    const waivers = [{ ...made, ...changes }];
    const files = { 'waivers/default.json': JSON.stringify({ version: 1, waivers }) };
    world.github.state.git.commitFiles(DATA, files);
  }

  const CASES: readonly (readonly [string, Partial<Waiver>, 'accepted' | 'regression'])[] = [
    ['another pull request', { pullRequest: 8 }, 'regression'],
    ['another head', { head: 'd'.repeat(40) }, 'regression'],
    ['another target', { target: 'a'.repeat(32) }, 'regression'],
    ['another protocol', { protocol: 'a'.repeat(32) }, 'regression'],
    ['another baseline', { baseline: 'a'.repeat(32) }, 'regression'],
    ['fewer domains', { accepted: [PRIVACY] }, 'regression'],
    ['a smaller drop', { accepted: [MORALITY, { ...PRIVACY, drop: 0.5 }, OVERALL] }, 'regression'],
    ['what is red', { accepted: [MORALITY, PRIVACY, OVERALL] }, 'accepted'],
  ];

  test('but what it is of, to the letter, before the merge and after', async () => {
    const world = await startWorld();
    await redPull(world, { inputs });
    await comment(world, { inputs: KEYLESS });
    const [made] = waiversIn(world);
    for (const [name, changes, reason] of CASES) {
      rewrite(world, made, changes);
      const again = await gate(world, { inputs });
      expect([name, again.outputs.reason]).toEqual([name, reason]);
      expect(again.exitCode).toBe(reason === 'accepted' ? 0 : 1);
    }
    const sha = merge(world);
    const push = async (changes: Partial<Waiver>): Promise<RunResult> => {
      rewrite(world, made, changes);
      const given = { ...GATED, ...inputs };
      return world.run(events.push({ sha }), given, { permissions: NIGHTLY });
    };
    const smaller = await push({ accepted: [MORALITY, { ...PRIVACY, drop: 0.5 }, OVERALL] });
    expect(smaller.outputs).toMatchObject({ reason: 'regression', 'baseline-updated': 'false' });
    expect(smaller.log).toContain('The red stands: what was accepted in pull request 7');
    const spent = await push({ at: '2020-01-01T00:00:00.000Z' });
    expect(spent.outputs).toMatchObject({ reason: 'regression', 'baseline-updated': 'false' });
    change(world, { base: { ...pullOf(world).base, ref: 'elsewhere' } });
    expect((await push({})).outputs.reason).toBe('regression');
  });

  test('is not believed without the seal of the keys that the gate has', async () => {
    const world = await newWorld();
    await redPull(world);
    await comment(world);
    rewrite(world, waiversIn(world)[0], { reason: 'another reason' });
    expect((await gate(world)).outputs).toMatchObject({ reason: 'regression', failed: 'true' });
  });
});

describe('a comment that accepts nothing', () => {
  const OLD = new Date('2020-01-01T00:00:00Z');

  /** Each comment, and what its reply says. */
  const CASES: readonly (readonly [string, Said, RegExp])[] = [
    ['by one who reads', { author: 'stranger' }, /may write to this repository/],
    ['by one who triages', { author: 'helper' }, /may write to this repository/],
    ['by the author', { author: 'octocat' }, /author of a pull request cannot accept it alone/],
    ['without a reason', { body: '/siuo-gate accept  ' }, /Say why/],
    ['older than the red', { at: OLD }, /made after the comment/],
    ['on an issue', { isPull: false }, /no pull request/],
    [
      'where the baseline is in the cache',
      { inputs: { baseline: 'cache' } },
      /kept on a data branch/,
    ],
    [
      'where there is no data branch',
      { inputs: { baseline: 'branch:nowhere' } },
      /data branch does not exist/,
    ],
    [
      'with other keys than the gate',
      { inputs: { 'judge-api-key': 'sk-0000aa11bb22cc33dd44ee55' } },
      /no seal/,
    ],
    ['of another gate', { inputs: { 'baseline-name': 'other' } }, /No red verdict is known/],
  ];

  test('is told why', async () => {
    const world = await newWorld();
    await redPull(world);
    world.github.state.roles.set('helper', 'triage');
    for (const [name, said, why] of CASES) {
      const { run, reply } = await comment(world, said);
      expect([name, reply]).toEqual([name, expect.stringMatching(why)]);
      expect(reply).toContain('nothing was accepted');
      expect([name, run.outputs.reason, run.exitCode]).toEqual([name, 'refused', 0]);
    }
    const { state } = world.github;
    const edit = (): void => {
      state.comments = state.comments.map((each) =>
        each === state.comments.at(-1) ? { ...each, body: '/siuo-gate accept other' } : each,
      );
    };
    const edited = await comment(world, { meanwhile: edit });
    expect(edited.reply).toMatch(/was edited or deleted/);
    const head = { ...pullOf(world).head, sha: 'e'.repeat(40) };
    const moved = await comment(world, { meanwhile: () => change(world, { head }) });
    expect(moved.reply).toMatch(/The head has moved.*`eeeeeee`/);
    const closed = await comment(world, { meanwhile: () => change(world, { state: 'closed' }) });
    expect(closed.reply).toMatch(/is closed/);
    expect(waiversIn(world)).toEqual([]);
    expect(state.reruns).toEqual([]);
  });

  test.each<readonly [string, Said]>([
    ['of a bot', { author: 'helper[bot]' }],
    ['that was edited into a command', { action: 'edited' }],
    ['that quotes the command', { body: '> /siuo-gate accept it' }],
    ['that names it further down', { body: 'Hello\n/siuo-gate accept it' }],
    ['of another command', { body: '/siuo-gate acceptable' }],
  ])('%s has no reply', async (_name, said) => {
    const world = await newWorld();
    world.github.state.addPull(events.pullRequest().payload.pull_request as Json);
    const { run, reply } = await comment(world, said);
    expect([reply, run.outputs.reason, run.exitCode]).toEqual(['', 'ignored', 0]);
  });
});

describe("a fork's pull request, in two stages", () => {
  test('is accepted by who may write here, and its status passes', async () => {
    const world = await startWorld();
    const keyless = { ...GATED, ...KEYLESS };
    world.github.state.git.commitFiles('main', { 'README.md': '# code' });
    world.github.state.roles.set('maintainer', 'write');
    await world.run(events.schedule(), keyless, { permissions: NIGHTLY });
    const pull = { fork: 'stranger/octo-repo', author: 'stranger' };
    const swept = { ...keyless, model: 'regressed', mode: 'sweep', 'judge-model': '' };
    await world.run(events.pullRequest(pull), swept);
    await keepArtifact(world, 'answers');
    const judging = { ...keyless, mode: 'report', records: RECORDS, endpoint: '', model: '' };
    const permissions = { ...PERMISSIONS, statuses: 'write' } as const;
    const report = () => world.run(events.workflowRun(pull), judging, { permissions });
    expect((await report()).outputs).toMatchObject({ reason: 'regression', failed: 'true' });
    const own = await comment(world, { author: 'stranger' });
    expect(own.reply).toMatch(/may write to this repository/);
    expect((await comment(world, { inputs: KEYLESS })).run.outputs.reason).toBe('accepted');
    expect((await report()).outputs).toMatchObject({ reason: 'accepted', failed: 'false' });
    const [status] = world.github.state.statusesOf(shaOf('head of PR 7'));
    expect(status?.state).toBe('success');
  });
});

describe('a comment that accepts', () => {
  test('may be of an administrator on their own, whatever it says, and of a fork', async () => {
    const world = await newWorld();
    const { state } = world.github;
    await redPull(world);
    state.roles.set('octocat', 'admin');
    state.areRunsTooOld = true;
    change(world, {
      head: { ...pullOf(world).head, repo: { full_name: 'fork/repo' } },
    });
    const reason = `<!-- siuo-gate:default --> @octo-org/all ![x](http://h.invalid) | **b** ${'y'.repeat(600)}`;
    const { run, reply } = await comment(world, {
      author: 'octocat',
      body: `/siuo-gate accept ${reason}`,
    });
    expect(run.outputs.reason).toBe('accepted');
    expect(reply).toMatch(/could not be started again \(GitHub answered 403.*start them by hand/s);
    expect(reply).not.toMatch(/<!--|@octo|!\[|\*\*b|y{600}/);
    expect(waiversIn(world)[0]?.reason).toHaveLength(500);
  });

  test('ends in a failure, of which the reply tells, where the job may not write', async () => {
    const world = await newWorld();
    await redPull(world);
    const token = world.github.access.issue({
      permissions: { contents: 'read', 'pull-requests': 'write', actions: 'write' },
    });
    const { run, reply } = await comment(world, { inputs: { 'github-token': token } });
    expect(run.exitCode).toBe(1);
    expect(reply).toContain('contents: write');
    expect(world.github.state.reruns).toEqual([]);
  });
});

test('mode accept is refused where there is no comment', async () => {
  const world = await newWorld();
  const run = await world.run(events.push(), { ...GATED, mode: 'accept' });
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config' });
  expect(run.log).toContain('where there is no comment to read');
});
