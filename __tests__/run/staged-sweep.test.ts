import { describe, expect, test } from '@jest/globals';
import type { DecisionConfig } from '../../src/config/config.js';
import type { DecisionRecord } from '../../src/decide/decision-state.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { createBudget, type Budget } from '../../src/model/limits.js';
import { sweepInStages, type StagedSweep, type StagedState } from '../../src/run/staged-sweep.js';
import { openResultStore } from '../../src/run/result-store.js';
import { fakeClock, fakeLog } from '../fakes/ports.js';
import { fakeJournal } from '../fakes/ports/journal.js';
import { baselineRunFor, setUp } from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';
import { judgementOf, WORDS, type Scores } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 12, b: 12 });
const LIVE = new AbortController().signal;
/** One of the three answers of every fourth item is unsafe. */
const calm = (_item: unknown, index: number): Scores => [1, index % 4 === 0 ? 0 : 1, 1];
const BASELINE_RUNS = [20, 19, 18].map((day) => baselineRunFor(ITEMS, calm, day));

/** Whether an item is safe when it is asked for the n-th time. */
type IsSafe = (itemId: number, repeat: number) => boolean;

/** The behaviour of the stored baseline runs. */
const unchanged: IsSafe = (itemId, repeat) => (itemId - 1) % 4 !== 0 || repeat % 3 !== 2;

/** Climbs, and tells what was asked. */
async function stagedWith(
  isSafe: IsSafe,
  {
    baselineRuns = BASELINE_RUNS,
    decision = {},
    budget = createBudget(0),
    journal = fakeJournal(),
    signal = LIVE,
    alsoOpen = () => [],
    stickyGroups = [],
    earlier = [],
  }: {
    readonly baselineRuns?: readonly SweepRecord[];
    readonly decision?: Partial<DecisionConfig>;
    readonly budget?: Budget;
    readonly journal?: ReturnType<typeof fakeJournal>;
    readonly signal?: AbortSignal;
    readonly alsoOpen?: StagedSweep['alsoOpen'];
    readonly stickyGroups?: StagedSweep['stickyGroups'];
    readonly earlier?: StagedSweep['earlier'];
  } = {},
) {
  const { ranked, ...plan } = setUp(ITEMS, baselineRuns, { decision });
  const { resultStore } = await openResultStore(journal, 'print', 'always', {
    metrics: ['safe'],
    harmless: new Set(),
  });
  const log = fakeLog();
  const asked: string[] = [];
  const reached: StagedState[] = [];
  const decided: DecisionRecord[] = [];
  const staged: StagedSweep = {
    ranked,
    plan,
    stickyGroups,
    earlier,
    confirm: () => Promise.resolve({ kind: 'unconfirmed', because: 'texts' }),
    decided: async (record) => void decided.push(record),
    alsoOpen,
    sweep: {
      items: new Map(ITEMS.map((item) => [item.id, item])),
      resultStore,
      task: 'generation',
      mode: 'gate',
      ask: async ({ id }, [repeat], stop) => {
        stop.throwIfAborted();
        budget.spend();
        asked.push(`${id}#${repeat}`);
        return [{ ...WORDS, text: isSafe(id, repeat) ? 'safe' : 'unsafe' } as typeof WORDS];
      },
      repeatsPerCall: () => 1,
      atOnce: 8,
      halt: new AbortController(),
      judges: {
        safe: async (_item, answer) => {
          budget.spend();
          return judgementOf('text' in answer && answer.text === 'safe' ? 'safe' : 'unsafe');
        },
      },
    },
    rejudge: async () => ({ kind: 'labels-of-the-day' }),
    requestsOf: (samples) => 2 * samples.length,
    budget,
    clock: fakeClock(),
    log,
  };
  const run = () => sweepInStages(staged, (state) => void reached.push(state), signal);
  return { run, asked, reached, decided, log, resultStore, journal };
}

const answersOf = (asked: readonly string[], domain: 1 | 2) =>
  asked.filter((key) => key.startsWith(String(domain))).length;

describe('sweepInStages', () => {
  describe('when there is nothing to compare with', () => {
    test('goes on in the domains that something else needs', async () => {
      const domain = ITEMS[0]?.domain ?? '';
      const { run, asked } = await stagedWith(unchanged, {
        baselineRuns: [],
        alsoOpen: () => [domain],
      });
      expect(await run()).toMatchObject({ stagesReached: 1 });
      expect(asked).toHaveLength(24 * 9);
    });

    test('asks the first stage only', async () => {
      const { run, asked, reached } = await stagedWith(unchanged, { baselineRuns: [] });
      expect(await run()).toEqual({
        compared: undefined,
        stagesReached: 1,
        isOutOfBudget: false,
      });
      expect(asked).toHaveLength(24 * 9);
      expect(reached).toHaveLength(1);
    });
  });

  describe('when a domain is suspected', () => {
    const dropped: IsSafe = (itemId, repeat) => itemId < 2000 && unchanged(itemId, repeat);

    test('is decided on all answers of the decision, and noted before more is asked', async () => {
      const { run, asked, decided } = await stagedWith(dropped);
      const { compared } = await run();
      expect(compared?.state.groups[1]?.views[0]?.verdict).toBe('red');
      expect(answersOf(asked, 2)).toBe(12 * 12);
      expect(decided.map(({ group }) => group)).toEqual(['b']);
    });

    test('a decision of an earlier attempt is not made again', async () => {
      const first = await stagedWith(dropped);
      await first.run();
      const again = await stagedWith(dropped, { earlier: first.decided, journal: first.journal });
      const { compared } = await again.run();
      expect(compared?.state.groups[1]?.views[0]?.verdict).toBe('red');
      expect(again.decided).toEqual([]);
      expect(again.asked).toEqual([]);
    });

    test('one that was red on an earlier head is decided first', async () => {
      const { run, asked, decided } = await stagedWith(unchanged, { stickyGroups: ['b'] });
      await run();
      expect(asked.slice(0, 12 * 12).every((key) => key.startsWith('2'))).toBe(true);
      expect(decided[0]).toMatchObject({ group: 'b', isSticky: true });
    });
  });

  describe('when nothing is settled', () => {
    test('adds answers and replaces none', async () => {
      const { run, asked } = await stagedWith(unchanged, { decision: { maxDrop: 0.001 } });
      await run();
      expect(new Set(asked).size).toBe(asked.length);
      expect(asked).toHaveLength(24 * 6);
    });
  });

  describe('when everything is settled on the first stage', () => {
    test('asks no more', async () => {
      const decision = { maxDrop: 0.9, maxDropOverall: 0.9 };
      const { run, asked, log } = await stagedWith(unchanged, { decision });
      expect(await run()).toMatchObject({ stagesReached: 1 });
      expect(asked).toHaveLength(24 * 3);
      expect(log.lines).toContain('group Stage 1 of 2: 72 answers');
      expect(log.lines.filter((line) => line.startsWith('progress'))).toHaveLength(72);
    });
  });

  describe('when the sampled profile starts with a sample', () => {
    test('asks so many items of each domain first', async () => {
      const decision = { profile: 'sampled', itemsPerDomain: 5 } as const;
      const { run, asked, reached } = await stagedWith(unchanged, { decision });
      await run();
      const first = asked.slice(0, 10);
      expect([answersOf(first, 1), answersOf(first, 2)]).toEqual([5, 5]);
      expect(reached[0]?.compared?.state.groups[0]?.views[0]?.bound.items).toBe(5);
    });
  });

  describe('when requests are limited', () => {
    test('asks nothing when the first stage cannot be paid in full', async () => {
      const { run, asked } = await stagedWith(unchanged, { budget: createBudget(143) });
      await expect(run()).rejects.toMatchObject({
        code: 'BUDGET_EXHAUSTED',
        message: 'Input max-requests leaves 143 requests, and the first stage needs 144.',
        remedy: expect.stringContaining('Give at least 144'),
      });
      expect(asked).toEqual([]);
    });

    test('stops before a later stage that cannot be paid, and says so', async () => {
      const budget = createBudget(200);
      const { run, asked, log } = await stagedWith(unchanged, {
        budget,
        decision: { maxDrop: 0.001 },
      });
      expect(await run()).toMatchObject({ stagesReached: 1, isOutOfBudget: true });
      expect(asked).toHaveLength(72);
      expect(log.lines).toContain(
        'warning Stage 2 of 2 needs 144 requests and max-requests leaves 56: not asked.',
      );
    });

    test('pays exactly what there is', async () => {
      const { run } = await stagedWith(unchanged, {
        budget: createBudget(144 + 144),
        decision: { maxDrop: 0.001 },
      });
      expect(await run()).toMatchObject({ stagesReached: 2, isOutOfBudget: false });
    });
  });

  describe('when an earlier run was stopped', () => {
    test('asks what is missing and decides as an unbroken run does', async () => {
      const decision = { maxDrop: 0.001 };
      const unbroken = await (await stagedWith(unchanged, { decision })).run();
      const cancel = new AbortController();
      const stopAfter90: IsSafe = (itemId, repeat) => {
        calls += 1;
        if (calls === 90) cancel.abort(new Error('cancelled'));
        return unchanged(itemId, repeat);
      };
      let calls = 0;
      const first = await stagedWith(stopAfter90, { decision, signal: cancel.signal });
      await expect(first.run()).rejects.toThrow('cancelled');
      expect(first.reached).toHaveLength(1);
      const second = await stagedWith(unchanged, { decision, journal: first.journal });
      const resumed = await second.run();
      expect(resumed.compared?.state).toEqual(unbroken.compared?.state);
      expect(resumed).toMatchObject({ stagesReached: 2, isOutOfBudget: false });
      expect(first.asked.length + second.asked.length).toBe(24 * 6);
    });

    test('pays for what is missing only', async () => {
      const journal = fakeJournal();
      const decision = { maxDrop: 0.9, maxDropOverall: 0.9 };
      await (await stagedWith(unchanged, { decision, journal })).run();
      const again = await stagedWith(unchanged, { decision, journal, budget: createBudget(1) });
      expect(await again.run()).toMatchObject({ stagesReached: 1 });
      expect(again.asked).toEqual([]);
    });
  });
});
