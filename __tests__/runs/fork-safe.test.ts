import { mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { pullRequest, pullRequestTarget, workflowRun, type PullOptions } from '../fakes/events.js';
import { shaOf } from '../fakes/payloads.js';
import type { RunResult } from '../fakes/runner.js';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { keepArtifact, RECORDS } from '../support/artifacts.js';
import { MEMBER, plantBaseline, plantEntry } from '../support/baselines.js';
import { everyAnswer, placesWith, readable, shownBy } from '../support/shown.js';
import { PERMISSIONS, SMALL, type Inputs, type World } from '../support/world.js';
import { smallBaseline, worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();
let baseline: Baseline;

beforeAll(async () => {
  baseline = await smallBaseline();
});

const FORK = { fork: 'stranger/octo-repo' };

/** Dependabot's pull requests come from a branch of the repository itself. */
const DEPENDABOT = { author: 'dependabot[bot]', headBranch: 'dependabot/npm_and_yarn/zod-4' };

/** The inputs of stage one, which has no secrets and so no judge. */
const SWEEP = { ...SMALL, mode: 'sweep', 'judge-model': '' };

/** The inputs of stage two, which is trusted. */
const REPORT = { ...SMALL, mode: 'report', records: RECORDS, endpoint: '', model: '' };

const TRUSTED = { ...PERMISSIONS, statuses: 'write' } as const;

/** Sweeps in a job of the pull request; gives the folder that its artifact is downloaded to. */
async function stageOne(world: World, pull: PullOptions, inputs: Inputs = {}): Promise<string> {
  const swept = await world.run(pullRequest(pull), { ...SWEEP, ...inputs });
  expect(swept.outputs).toMatchObject({ reason: 'swept', failed: 'false' });
  return keepArtifact(world, 'answers');
}

/** Judges and reports in a trusted job. */
function stageTwo(world: World, pull: PullOptions, permissions = TRUSTED): Promise<RunResult> {
  return world.run(workflowRun(pull), REPORT, { permissions });
}

/** Both stages in a world with a baseline. */
async function bothStages(
  pull: PullOptions,
  inputs: Inputs = {},
): Promise<{ readonly world: World; readonly run: RunResult }> {
  const world = await newWorld();
  plantBaseline(world, baseline);
  await stageOne(world, pull, inputs);
  return { world, run: await stageTwo(world, pull) };
}

/** The statuses of the pull request's head: state and name, oldest first. */
const statusesOf = (world: World): readonly string[] =>
  world.github.state
    .statusesOf(shaOf('head of PR 7'))
    .map(({ state, context }) => `${state} ${context}`)
    .reverse();

describe('a pull request from a fork, in two stages', () => {
  test('is judged, compared, commented on and given a status of another name', async () => {
    const { world, run } = await bothStages(FORK);
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
    expect(statusesOf(world)).toEqual([
      'pending siuo-gate/default (fork answers)',
      'success siuo-gate/default (fork answers)',
    ]);
    expect(JSON.parse(run.outputs.summary ?? '')).toMatchObject({ unverified: true });
    const [comment, ...others] = world.github.state.commentsOn(7);
    expect(others).toEqual([]);
    expect(readable(comment?.body ?? '')).toMatch(/^### .* \(unverified\) · safety gate$/m);
    expect(readable(comment?.body ?? '')).toContain('could have made them up');
    const [status] = world.github.state.statusesOf(shaOf('head of PR 7'));
    expect(status?.description).toMatch(/^Unverified\. No drop of /);
    expect(status?.targetUrl).toMatch(/\/octo-org\/octo-repo\/actions\/runs\/\d+\/attempts\/1$/);
    expect(placesWith(await shownBy(world, run), await everyAnswer())).toEqual([]);
  });

  test('fails when its answers are less safe', async () => {
    const { world, run } = await bothStages(FORK, { model: 'regressed' });
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
    expect(statusesOf(world).at(-1)).toBe('failure siuo-gate/default (fork answers)');
  });

  test('looks for its own base branch, whose cache is closed to the second stage, and says so', async () => {
    const world = await newWorld();
    const pull = { ...FORK, baseBranch: 'release/1.x' };
    plantEntry(world, {
      ref: 'refs/heads/release/1.x',
      key: 'siuo-gate-baseline-default-release%2F1.x-8000-1',
      members: [{ path: MEMBER, content: JSON.stringify(baseline) }],
    });
    await stageOne(world, pull);
    const run = await stageTwo(world, pull);
    expect(run.outputs).toMatchObject({ verdict: 'inconclusive', failed: 'true' });
    expect(run.log).toContain('of refs/heads/release/1.x cannot be used');
    expect(run.log).toContain('workflow_run for a branch that is not the default one');
  });

  test('gets a status and no comment once it has moved on', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    await stageOne(world, FORK);
    const newer = pullRequest({ ...FORK, headSha: shaOf('pushed since') });
    world.github.state.addEvent(newer);
    const run = await stageTwo(world, FORK);
    expect(run.outputs).toMatchObject({ verdict: 'pass', 'comment-url': '' });
    expect(statusesOf(world).at(-1)).toBe('success siuo-gate/default (fork answers)');
  });
});

describe('a run whose own check is on the head of a fork', () => {
  test("vouches for no answers of the fork's: pull_request_target refuses mode report", async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    await stageOne(world, FORK);
    const run = await world.run(pullRequestTarget(FORK), REPORT);
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config', failed: 'true' });
    expect(run.log).toContain('this check would vouch for them');
    expect(statusesOf(world)).toEqual([]);
  });
});

describe("a run of Dependabot's, in two stages", () => {
  test('is treated as a fork: its answers satisfy no required check', async () => {
    const { world, run } = await bothStages(DEPENDABOT);
    expect(run.outputs).toMatchObject({ verdict: 'pass' });
    expect(statusesOf(world).at(-1)).toBe('success siuo-gate/default (fork answers)');
  });
});

describe('a pull request of the repository itself, in two stages', () => {
  test('has the status that a ruleset may require, and its verdict counts', async () => {
    const { world, run } = await bothStages({});
    expect(run.outputs).toMatchObject({ verdict: 'pass' });
    expect(statusesOf(world).at(-1)).toBe('success siuo-gate/default');
    expect(JSON.parse(run.outputs.summary ?? '')).toMatchObject({ unverified: false });
    const [comment] = world.github.state.commentsOn(7);
    expect(comment?.body).not.toContain('nverified');
  });
});

describe('what GitHub refuses in the second stage', () => {
  test('is named before anything is spent where it is the status', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    await stageOne(world, FORK);
    const before = world.completions();
    const run = await world.run(workflowRun(FORK), REPORT);
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config' });
    expect(run.log).toContain('Give the job `statuses: write`.');
    expect(world.completions()).toBe(before);
  });

  test.each([
    ['a status', /\/statuses\/[0-9a-f]+$/, 'was not set'],
    ['a comment', /\/issues\/7\/comments$/, 'comment was not written'],
  ])('leaves the verdict alone where a server fails: %s', async (_, path, warning) => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    await stageOne(world, FORK);
    const reply = { status: 422, body: { message: 'no' } };
    world.github.faults.failNext({ method: 'POST', path, times: 9 }, reply);
    const run = await stageTwo(world, FORK);
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ verdict: 'pass', failed: 'false' });
    expect(run.log).toContain(warning);
  });
});

describe('a gate in one stage, on a run without secrets', () => {
  test.each([
    ['a fork', FORK, 'none of the repository'],
    ['Dependabot', DEPENDABOT, 'Settings, Secrets and variables, Dependabot'],
  ])('says what to do: %s', async (_, pull, advice) => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const missing = await world.run(pullRequest(pull), { ...SMALL, endpoint: '' });
    expect(missing.exitCode).toBe(1);
    expect(missing.log).toContain(advice);
    expect(missing.log).toContain('mode: report');
  });

  test('names the missing secret where an endpoint refuses the empty key', async () => {
    const world = await newWorld({ apiKey: 'the key' });
    plantBaseline(world, baseline);
    const run = await world.run(pullRequest(DEPENDABOT), SMALL);
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'endpoint' });
    expect(run.log).toContain('Dependabot secrets only');
  });
});

describe('what a hostile first stage hands over', () => {
  type Spoil = (folder: string, record: SweepRecord) => Promise<void>;

  const rewrite =
    (change: (record: SweepRecord) => object): Spoil =>
    async (folder, record) =>
      writeFile(join(folder, 'record.json'), JSON.stringify({ ...record, ...change(record) }));

  test.each<[string, Spoil, RegExp]>([
    [
      'a record of another commit',
      rewrite(({ provenance }) => ({ provenance: { ...provenance, sha: 'd'.repeat(40) } })),
      /has sha "d+", and this run/,
    ],
    [
      'a record of another repository',
      rewrite(({ provenance }) => ({ provenance: { ...provenance, repository: 'a/b' } })),
      /has repository "a\/b", and this run/,
    ],
    [
      'a score for an item that nobody asked',
      rewrite(({ items }) => ({ items: [...items, { ...items[0]!, id: 4242 }] })),
      /item 4242 was not asked/,
    ],
    [
      'a record that says it is judged',
      rewrite(({ protocol }) => ({ protocol: { ...protocol, judge: judgeOf(baseline) } })),
      /it comes from a fork and says that it is judged|cannot be used/,
    ],
    [
      'an answer of a hundred thousand characters',
      async (folder) => {
        const path = join(folder, 'answers.jsonl');
        const [first, ...rest] = (await readFile(path, 'utf8')).split('\n');
        const line = JSON.parse(first!) as { answer: object };
        const long = { ...line, answer: { ...line.answer, text: 'a'.repeat(100_000) } };
        await writeFile(path, [JSON.stringify(long), ...rest].join('\n'));
      },
      /is longer than max-tokens allows/,
    ],
    [
      'a record of 70 MB',
      (folder) => writeFile(join(folder, 'record.json'), ' '.repeat(70_000_000)),
      /it is larger than the \d+ bytes/,
    ],
    [
      'no answers',
      (folder) => writeFile(join(folder, 'answers.jsonl'), ''),
      /its answers lack \d+/,
    ],
  ])('is refused before a judge is asked: %s', async (_, spoil, message) => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const folder = await stageOne(world, FORK);
    const text = await readFile(join(folder, 'record.json'), 'utf8');
    await spoil(folder, JSON.parse(text) as SweepRecord);
    const before = world.completions();
    const run = await stageTwo(world, FORK);
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config' });
    expect(run.log).toMatch(message);
    expect(run.log).not.toMatch(/^\s+at /m);
    expect(world.completions()).toBe(before);
    expect(statusesOf(world).at(-1)).toBe('error siuo-gate/default (fork answers)');
  });
});

test('file names of an artifact are shown as what they are, and run nothing', async () => {
  const world = await newWorld();
  plantBaseline(world, baseline);
  const folder = await stageOne(world, FORK);
  await rename(folder, join(dirname(folder), '-rf *\n::warning::planted\u202E'));
  const other = join(dirname(folder), '..%2f..%2fetc');
  await mkdir(other);
  await symlink('/etc/hostname', join(other, 'record.json'));
  const run = await stageTwo(world, FORK);
  expect(run.outputs).toMatchObject({ verdict: 'pass' });
  await writeFile(join(dirname(folder), '-rf *\n::warning::planted\u202E', 'record.json'), '{');
  const refused = await stageTwo(world, FORK);
  expect(refused.outputs).toMatchObject({ verdict: 'error', reason: 'config' });
  expect(refused.log).toContain('::warning::planted');
  const planted = refused.annotations.filter(({ message }) => message.startsWith('planted'));
  expect(planted).toEqual([]);
});

/** The judge that a baseline's records name. */
function judgeOf({ records }: Baseline): unknown {
  return records[0]?.protocol.judge;
}
