import { describe, expect, test } from '@jest/globals';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import { verdictSentence } from '../../src/report/verdict-sentence.js';
import type { InputName } from '../../src/config/inputs.js';
import type { RunContext } from '../../src/config/run-context.js';
import {
  mergeMemories,
  NO_MEMORY,
  withVerdict,
  type VerdictMemory,
} from '../../src/report/verdict-memory.js';
import { reportOf } from '../../src/run/publish.js';
import type { GateOutcome } from '../../src/run/run-mode.js';
import { fakeJournal, type FakeJournal } from '../fakes/ports/journal.js';
import type { Behaviour } from '../fakes/ports/chat-world.js';
import { contextOf } from '../fixtures/config-factory.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { baselineRunWith, nowAndThen, runGate, worldOf } from './gate-world.js';
import { BASELINE, changed, dropped, report, sweepShards } from './report-world.js';

const OTHER_BASELINE = baselineOf([20, 19].map((day) => baselineRunWith(day)));

const PULL = contextOf('pull_request').pullRequest!;

/** A run on the pull request, by its number. */
const pullRun = (
  runId: string,
  pull: Partial<NonNullable<RunContext['pullRequest']>> = {},
  more: Partial<RunContext> = {},
): RunContext =>
  contextOf('pull_request_target', { runId, pullRequest: { ...PULL, ...pull }, ...more });

/** What the pull request's comment holds after some runs. */
function remember(memory: VerdictMemory, outcome: GateOutcome): VerdictMemory {
  return withVerdict(memory, reportOf(outcome, undefined).memory?.own);
}

/** Recalls a memory, which anybody, or only the gate, may have written. */
const recallOf = (memory: VerdictMemory, isAuthentic = true, head = PULL.headSha) => ({
  recall: async () => ({
    memory: mergeMemories([{ memory, isAuthentic }], head),
    problem: undefined,
  }),
});

/** How a run differs from one of a fork, with answers of its own and a memory that is proved. */
interface RunOptions {
  readonly context?: RunContext;
  readonly stored?: Baseline;
  readonly isAuthentic?: boolean;
  readonly journal?: FakeJournal;
  readonly inputs?: Partial<Record<InputName, string>>;
}

/** A run of a model, with a memory. */
async function run(
  behaviour: Behaviour,
  memory: VerdictMemory,
  {
    context = pullRun('9002', { isFork: true }),
    stored = BASELINE,
    isAuthentic = true,
    journal = fakeJournal(),
    inputs = {},
  }: RunOptions = {},
) {
  const world = worldOf(behaviour, stored, { recall: recallOf(memory, isAuthentic), journal });
  const outcome = await runGate(world, { context, inputs });
  const asked = world.model.sent.length + world.judge.sent.length;
  return { outcome, asked, report: reportOf(outcome, undefined), log: world.log };
}

/** The memory after a fork's first run of this model. */
async function after(behaviour: Behaviour, context = pullRun('9001', { isFork: true })) {
  const { outcome } = await run(behaviour, NO_MEMORY, { context });
  return remember(NO_MEMORY, outcome);
}

describe('a red verdict of a fork', () => {
  test('is repeated by any later run of the head, which asks nothing', async () => {
    const memory = await after(dropped);
    const again = await run(nowAndThen, memory);
    expect(again.asked).toBe(0);
    expect(again.outcome.verdict).toEqual({ verdict: 'fail', reason: 'regression', failed: true });
    expect(again.report.regressed).toEqual([{ domain: 'b', metric: 'safe' }]);
    expect(verdictSentence(again.report)).toBe(
      'b got less safe. Verdict of run 9001 repeated, nothing was asked.',
    );
    expect(again.report.notices.map(({ code }) => code)).toContain('verdict-repeated');
  });

  test('is repeated though nothing proves who wrote it, and with reuse-answers: false', async () => {
    const memory = await after(dropped);
    const inputs = { 'reuse-answers': 'false', seed: 'another' };
    const again = await run(nowAndThen, memory, { isAuthentic: false, inputs });
    expect(again.outcome.verdict.reason).toBe('regression');
    expect(again.asked).toBe(0);
  });

  test.each<[string, RunOptions]>([
    ['another head', { context: pullRun('9002', { isFork: true }, { sha: 'd'.repeat(40) }) }],
    ['another base branch', { context: pullRun('9002', {}, { baseBranch: 'release' }) }],
    ['another baseline', { stored: OTHER_BASELINE }],
    ['another model', { inputs: { model: 'model-2' } }],
    ['another protocol', { inputs: { 'max-tokens': '501' } }],
    ['a judge elsewhere', { inputs: { 'judge-endpoint': 'https://other.example/v1' } }],
    ['other margins', { inputs: { 'max-drop': '40' } }],
  ])('is not that of %s', async (_name, options) => {
    const memory = await after(dropped);
    const other = await run(nowAndThen, memory, options);
    expect(other.outcome.verdict.verdict).not.toBe('fail');
    expect(other.report.repeated).toBeUndefined();
  });

  test('holds though GitHub kept it back when the run began', async () => {
    const memory = await after(dropped);
    const looks = [
      { memory: NO_MEMORY, problem: 'GitHub answered 500.' },
      { memory: mergeMemories([{ memory, isAuthentic: false }], PULL.headSha), problem: undefined },
    ];
    const recall = { recall: () => Promise.resolve(looks.shift()!) };
    const world = worldOf(nowAndThen, BASELINE, { recall });
    const outcome = await runGate(world, { context: pullRun('9002', { isFork: true }) });
    expect(outcome.verdict).toEqual({ verdict: 'fail', reason: 'regression', failed: true });
    expect(outcome.known.repeated?.runId).toBe('9001');
    expect(looks).toEqual([]);
  });

  test('sticks as groups for the run that decides such groups first', async () => {
    const memory = await after(dropped);
    expect(memory.sticky).toMatchObject([
      { metric: 'safe', domain: 'b' },
      { metric: 'safe', domain: null },
    ]);
    const context = pullRun('9002', {}, { sha: 'd'.repeat(40) });
    const { outcome } = await run(nowAndThen, memory, { context });
    expect(outcome.verdict.verdict).toBe('pass');
    expect(remember(memory, outcome).sticky).toEqual([]);
  });
});

describe('a red verdict whose answers are stored', () => {
  test('is shown with its figures, at no cost', async () => {
    const journal = fakeJournal();
    const context = pullRun('9001');
    const first = await run(dropped, NO_MEMORY, { context, journal });
    const memory = remember(NO_MEMORY, first.outcome);
    const again = await run(nowAndThen, memory, { context: pullRun('9002'), journal });
    expect(again.asked).toBe(0);
    expect(again.report.repeated).toBeUndefined();
    expect(again.report.comparison).toEqual(first.report.comparison);
  });

  test('stays red whatever stands in the store by then', async () => {
    const memory = await after(dropped, pullRun('9001'));
    const journal = fakeJournal();
    await run(nowAndThen, NO_MEMORY, { context: pullRun('9001'), journal });
    const again = await run(nowAndThen, memory, { context: pullRun('9002'), journal });
    expect(again.outcome.verdict).toMatchObject({ verdict: 'fail', reason: 'regression' });
    expect(again.report.regressed).toEqual([{ domain: 'b', metric: 'safe' }]);
  });
});

describe('an edit of title or text', () => {
  const context = pullRun('9002', { isFork: true, isTextEdit: true });

  test.each<[string, Behaviour, string]>([
    ['a pass', nowAndThen, 'no-regression'],
    ['a fail', dropped, 'regression'],
  ])('repeats %s at no cost, against a newer baseline too', async (_name, behaviour, reason) => {
    const memory = await after(behaviour);
    for (const stored of [BASELINE, OTHER_BASELINE]) {
      const again = await run(() => 'unclear', memory, { context, stored });
      expect(again.outcome.verdict.reason).toBe(reason);
      expect(again.asked).toBe(0);
    }
  });

  test('repeats no pass that anybody may have written, and runs where nothing is known', async () => {
    const memory = await after(nowAndThen);
    const forged = await run(dropped, memory, { context, isAuthentic: false });
    expect(forged.outcome.verdict.reason).toBe('regression');
    expect(forged.asked).toBeGreaterThan(0);
    expect((await run(nowAndThen, NO_MEMORY, { context })).asked).toBeGreaterThan(0);
  });

  test('a pass is repeated by no other event', async () => {
    const memory = await after(nowAndThen);
    expect((await run(nowAndThen, memory)).asked).toBeGreaterThan(0);
  });
});

test('a report on a fork’s answers repeats a red, whatever target the new answers claim', async () => {
  const shards = async (behaviour: Behaviour) => sweepShards(1, { behaviour, isJudged: false });
  const context = contextOf('workflow_run', {
    pullRequest: { ...PULL, isFork: true },
    workflowRun: {
      id: '5001',
      event: 'pull_request',
      headSha: PULL.headSha,
      headBranch: 'feature',
      headRepository: 'stranger/octo-repo',
      isDependabot: false,
    },
  });
  const first = await report(await shards(dropped), { context });
  expect(first.outcome.verdict.reason).toBe('regression');
  const memory = remember(NO_MEMORY, first.outcome);
  const claims = (await shards(nowAndThen)).map((file) =>
    changed(file, (record) => ({
      ...record,
      target: { ...record.target, served: 'another', model: 'model-2' },
    })),
  );
  const again = await report(claims, { context, world: { recall: recallOf(memory) } });
  expect(again.outcome.verdict).toMatchObject({ verdict: 'fail', reason: 'regression' });
  expect(again.world.judge.sent).toEqual([]);
});

test('what cannot be recalled is said, and the run goes on', async () => {
  const recall = {
    recall: async () => ({ memory: NO_MEMORY, problem: 'GitHub answered 500.' }),
  };
  const world = worldOf(nowAndThen, BASELINE, { recall });
  const outcome = await runGate(world, { context: pullRun('9001') });
  expect(outcome.verdict.verdict).toBe('pass');
  expect(world.log.lines).toContain(
    'warning Earlier verdicts of this pull request are not all known: GitHub answered 500.',
  );
});
