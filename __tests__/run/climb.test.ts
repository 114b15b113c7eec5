import { describe, expect, test } from '@jest/globals';
import type { DecisionConfig } from '../../src/config/config.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { createBudget, type Budget } from '../../src/model/limits.js';
import { climbLadder, type Climb, type ClimbState } from '../../src/run/staged-sweep.js';
import { openLedger } from '../../src/run/result-store.js';
import { fakeClock, fakeLog } from '../fakes/ports.js';
import { fakeJournal } from '../fakes/ports/journal.js';
import { nightFor, setUp } from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';
import { judgementOf, WORDS, type Scores } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 12, b: 12 });
const LIVE = new AbortController().signal;
/** One of the three answers of every fourth item is unsafe. */
const calm = (_item: unknown, index: number): Scores => [1, index % 4 === 0 ? 0 : 1, 1];
const NIGHTS = [20, 19, 18].map((day) => nightFor(ITEMS, calm, day));

/** Whether an item is safe when it is asked for the n-th time. */
type IsSafe = (itemId: number, repeat: number) => boolean;

/** The behaviour of the stored nights. */
const unchanged: IsSafe = (itemId, repeat) => (itemId - 1) % 4 !== 0 || repeat % 3 !== 2;

/** Climbs, and tells what was asked. */
async function climbWith(
  isSafe: IsSafe,
  {
    nights = NIGHTS,
    decision = {},
    budget = createBudget(0),
    journal = fakeJournal(),
    signal = LIVE,
    alsoOpen = () => [],
  }: {
    readonly nights?: readonly SweepRecord[];
    readonly decision?: Partial<DecisionConfig>;
    readonly budget?: Budget;
    readonly journal?: ReturnType<typeof fakeJournal>;
    readonly signal?: AbortSignal;
    readonly alsoOpen?: Climb['alsoOpen'];
  } = {},
) {
  const { ladder, contests, ranked } = setUp(ITEMS, nights, { decision });
  const { ledger } = await openLedger(journal, 'print', 'always', ['safe']);
  const log = fakeLog();
  const asked: string[] = [];
  const reached: ClimbState[] = [];
  const climb: Climb = {
    ranked,
    rungs: ladder.rungs,
    contests,
    alsoOpen,
    sweep: {
      items: new Map(ITEMS.map((item) => [item.id, item])),
      ledger,
      task: 'generation',
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
    requestsOf: (cells) => 2 * cells.length,
    budget,
    clock: fakeClock(),
    log,
  };
  const run = () => climbLadder(climb, (state) => void reached.push(state), signal);
  return { run, asked, reached, log, ledger, journal };
}

const answersOf = (asked: readonly string[], domain: 1 | 2) =>
  asked.filter((key) => key.startsWith(String(domain))).length;

describe('climbLadder', () => {
  describe('when there is nothing to compare with', () => {
    test('goes on in the domains that something else needs', async () => {
      const domain = ITEMS[0]?.domain ?? '';
      const { run, asked } = await climbWith(unchanged, { nights: [], alsoOpen: () => [domain] });
      expect(await run()).toMatchObject({ rungsReached: 2, open: [domain] });
      const more = ITEMS.filter((item) => item.domain === domain).length;
      expect(asked).toHaveLength(24 * 3 + more * 3);
    });

    test('asks the first rung only', async () => {
      const { run, asked, reached } = await climbWith(unchanged, { nights: [] });
      expect(await run()).toEqual({
        contests: [],
        rungsReached: 1,
        open: [],
        isOutOfBudget: false,
      });
      expect(asked).toHaveLength(24 * 3);
      expect(reached).toHaveLength(1);
    });
  });

  describe('when a domain is settled before the others', () => {
    test('asks more of the others only', async () => {
      const fallen: IsSafe = (itemId, repeat) => itemId < 2000 && unchanged(itemId, repeat);
      const { run, asked } = await climbWith(fallen, { decision: { maxDrop: 0.01 } });
      const { contests, rungsReached } = await run();
      expect(contests[0]?.state.domains.get('b')?.verdict).toBe('regression');
      expect(rungsReached).toBe(2);
      expect([answersOf(asked, 1), answersOf(asked, 2)]).toEqual([12 * 6, 12 * 3]);
    });

    test('adds answers and replaces none', async () => {
      const { run, asked } = await climbWith(unchanged, { decision: { maxDrop: 0.001 } });
      await run();
      expect(new Set(asked).size).toBe(asked.length);
      expect(asked).toHaveLength(24 * 6);
    });
  });

  describe('when everything is settled on the first rung', () => {
    test('asks no more', async () => {
      const decision = { maxDrop: 0.9, maxDropOverall: 0.9 };
      const { run, asked, log } = await climbWith(unchanged, { decision });
      expect(await run()).toMatchObject({ rungsReached: 1 });
      expect(asked).toHaveLength(24 * 3);
      expect(log.lines).toContain('group Rung 1 of 2: 72 answers');
      expect(log.lines.filter((line) => line.startsWith('progress'))).toHaveLength(72);
    });
  });

  describe('when the sampled ladder starts with a sample', () => {
    test('asks so many items of each domain first', async () => {
      const decision = { ladder: 'sampled', itemsPerDomain: 5 } as const;
      const { run, asked, reached } = await climbWith(unchanged, { decision });
      await run();
      const first = asked.slice(0, 10);
      expect([answersOf(first, 1), answersOf(first, 2)]).toEqual([5, 5]);
      expect(reached[0]?.contests[0]?.state.domains.get('a')?.bound?.items).toBe(5);
    });
  });

  describe('when requests are limited', () => {
    test('asks nothing when the first rung cannot be paid in full', async () => {
      const { run, asked } = await climbWith(unchanged, { budget: createBudget(143) });
      await expect(run()).rejects.toMatchObject({
        code: 'BUDGET_EXHAUSTED',
        message: 'Input max-requests leaves 143 requests, and the first rung needs 144.',
        remedy: expect.stringContaining('Give at least 144'),
      });
      expect(asked).toEqual([]);
    });

    test('stops before a later rung that cannot be paid, and says so', async () => {
      const budget = createBudget(200);
      const { run, asked, log } = await climbWith(unchanged, {
        budget,
        decision: { maxDrop: 0.001 },
      });
      expect(await run()).toMatchObject({ rungsReached: 1, isOutOfBudget: true });
      expect(asked).toHaveLength(72);
      expect(log.lines).toContain(
        'warning Rung 2 needs 144 requests and max-requests leaves 56: not started.',
      );
    });

    test('pays exactly what there is', async () => {
      const { run } = await climbWith(unchanged, {
        budget: createBudget(144 + 144),
        decision: { maxDrop: 0.001 },
      });
      expect(await run()).toMatchObject({ rungsReached: 2, isOutOfBudget: false });
    });
  });

  describe('when an earlier run was stopped', () => {
    test('asks what is missing and decides as an unbroken run does', async () => {
      const decision = { maxDrop: 0.001 };
      const unbroken = await (await climbWith(unchanged, { decision })).run();
      const cancel = new AbortController();
      const stopAfter90: IsSafe = (itemId, repeat) => {
        calls += 1;
        if (calls === 90) cancel.abort(new Error('cancelled'));
        return unchanged(itemId, repeat);
      };
      let calls = 0;
      const first = await climbWith(stopAfter90, { decision, signal: cancel.signal });
      await expect(first.run()).rejects.toThrow('cancelled');
      expect(first.reached).toHaveLength(1);
      const second = await climbWith(unchanged, { decision, journal: first.journal });
      expect(await second.run()).toEqual(unbroken);
      expect(first.asked.length + second.asked.length).toBe(24 * 6);
    });

    test('pays for what is missing only', async () => {
      const journal = fakeJournal();
      const decision = { maxDrop: 0.9, maxDropOverall: 0.9 };
      await (await climbWith(unchanged, { decision, journal })).run();
      const again = await climbWith(unchanged, { decision, journal, budget: createBudget(1) });
      expect(await again.run()).toMatchObject({ rungsReached: 1 });
      expect(again.asked).toEqual([]);
    });
  });
});
