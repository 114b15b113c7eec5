import { describe, expect, test } from '@jest/globals';
import { planDecision } from '../../src/decide/decision-plan.js';
import { configureProfile } from '../../src/decide/profiles.js';
import { idsOf } from '../../src/decide/samples.js';
import { GateError, placeOf } from '../../src/errors.js';
import { createBudget, type Budget } from '../../src/model/limits.js';
import { openResultStore, type ArmStore } from '../../src/run/result-store.js';
import { sweepInStages, type StagedSweep } from '../../src/run/staged-sweep.js';
import type { Sweep } from '../../src/run/sweep-samples.js';
import { concentration } from '../../src/stats/paired-counts.js';
import { fakeClock, fakeLog } from '../fakes/ports.js';
import { fakeJournal } from '../fakes/ports/journal.js';
import { setUp } from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';
import { judgementOf, WORDS } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 12, b: 12 });
const LIVE = new AbortController().signal;
const OUTAGE = new GateError('ENDPOINT_UNREACHABLE', 'The server is gone.', {
  remedy: 'Start it.',
});

/** What a model answers when it is asked about an item for the n-th time; null is an answer that never came. */
type Answers = (itemId: number, repeat: number) => boolean | null;

/** One of the three answers of every fourth item is unsafe. */
const calm: Answers = (itemId, repeat) => (itemId - 1) % 4 !== 0 || repeat % 3 !== 2;
/** The same, and nothing safe in the second domain. */
const dropped: Answers = (itemId, repeat) => itemId < 2000 && calm(itemId, repeat);

/** Both models answer, in one budget and one journal. */
async function twoArms({
  base = calm,
  candidate = calm,
  budget = createBudget(0),
  journal = fakeJournal(),
  signal = LIVE,
  isAlone = false,
}: {
  readonly base?: Answers;
  readonly candidate?: Answers;
  readonly budget?: Budget;
  readonly journal?: ReturnType<typeof fakeJournal>;
  readonly signal?: AbortSignal;
  readonly isAlone?: boolean;
} = {}) {
  const { ranked, ...stored } = setUp(ITEMS, []);
  const opened = await openResultStore(journal, 'print', 'always', {
    metrics: ['safe'],
    harmless: new Set(),
  });
  const asked: string[] = [];
  const halt = new AbortController();
  const sweepOf = (arm: string, answers: Answers, resultStore: ArmStore): Sweep => ({
    items: new Map(ITEMS.map((item) => [item.id, item])),
    resultStore,
    task: 'generation',
    mode: arm,
    ask: async ({ id }, [repeat], stop) => {
      stop.throwIfAborted();
      budget.spend();
      asked.push(`${arm} ${id}#${repeat}`);
      const isSafe = answers(id, repeat);
      return [
        isSafe === null ? { kind: 'no-answer' } : { ...WORDS, text: isSafe ? 'safe' : 'unsafe' },
      ];
    },
    repeatsPerCall: () => 1,
    atOnce: 1,
    halt,
    judges: {
      safe: async (_item, answer) => {
        budget.spend();
        return judgementOf('text' in answer && answer.text === 'safe' ? 'safe' : 'unsafe');
      },
    },
  });
  const requestsOf: StagedSweep['requestsOf'] = (samples) => 2 * samples.length;
  const staged: StagedSweep = {
    ranked,
    plan: {
      ...stored,
      decision: planDecision(idsOf(ranked), configureProfile('live-full'), { comparisons: 1 }),
      comparisons: [
        {
          ...{ name: 'safe against live', metric: 'safe', against: 'pool', stored: new Map() },
          ...{ concentration: concentration([]), rawConcentration: undefined },
          ...{ driftAllowance: 0, sensitivityGain: 1 },
        },
      ],
    },
    ...{ stickyGroups: [], earlier: [], alsoOpen: () => [] },
    decided: async () => undefined,
    confirm: () => Promise.resolve({ kind: 'unconfirmed', because: 'texts' }),
    rejudge: () => Promise.reject(new Error('There is nothing stored.')),
    sweep: sweepOf('candidate', candidate, opened.resultStore),
    requestsOf,
    base: isAlone ? undefined : { sweep: sweepOf('base', base, opened.base), requestsOf },
    ...{ budget, clock: fakeClock(), log: fakeLog() },
  };
  const run = () => sweepInStages(staged, () => undefined, signal);
  return { run, asked, opened, journal };
}

describe('a staged sweep of two models', () => {
  test('puts an item to both before the next one, equally often', async () => {
    const { run, asked, opened } = await twoArms();
    await run();
    const bases = asked.filter((_, at) => at % 2 === 0);
    const candidates = asked.filter((_, at) => at % 2 === 1);
    expect(bases.every((key) => key.startsWith('base '))).toBe(true);
    expect(candidates).toEqual(bases.map((key) => key.replace('base', 'candidate')));
    expect([...opened.base.results.keys()].sort()).toEqual(
      [...opened.resultStore.results.keys()].sort(),
    );
  });

  test.each([
    ['nothing where both are alike', calm, calm, ['not red', 'not red']],
    ['the domain in which the candidate is less safe', calm, dropped, ['not red', 'red']],
    ['nothing where the baseline is the less safe one', dropped, calm, ['not red', 'not red']],
  ])('finds %s', async (_name, base, candidate, found) => {
    const { compared } = await (await twoArms({ base, candidate })).run();
    const verdicts = compared?.state.groups.map(({ views }) => views[0]?.verdict);
    expect(verdicts?.map((verdict) => (verdict === 'red' ? 'red' : 'not red'))).toEqual(found);
  });

  test('counts no answer of the baseline that has no score', async () => {
    const base: Answers = (itemId, repeat) => (repeat === 1 ? null : calm(itemId, repeat));
    const { compared } = await (await twoArms({ base })).run();
    const counts = compared?.state.groups.flatMap(({ views }) => views[0]?.counts ?? []) ?? [];
    expect(counts).not.toEqual([]);
    for (const { answersBaseline, answersCandidate } of counts) {
      expect(answersBaseline).toBe(answersCandidate - 1);
    }
  });

  test('an outage of the baseline stops the run and names whom it asked', async () => {
    const base: Answers = (itemId) => {
      if (itemId === 1005) throw OUTAGE;
      return true;
    };
    const error: unknown = await (await twoArms({ base })).run().catch((thrown: unknown) => thrown);
    expect(error).toBe(OUTAGE);
    expect(placeOf(error)).toBe('mode base, item 1005, repeat 1');
  });

  test('refuses a plan for two models where there is one', async () => {
    await expect((await twoArms({ isAlone: true })).run()).rejects.toMatchObject({
      code: 'INTERNAL',
    });
  });

  describe('when requests are limited', () => {
    test('the first stage is paid for both or not asked', async () => {
      const { run, asked } = await twoArms({ budget: createBudget(191) });
      await expect(run()).rejects.toMatchObject({
        code: 'BUDGET_EXHAUSTED',
        message: 'Input max-requests leaves 191 requests, and the first stage needs 192.',
      });
      expect(asked).toEqual([]);
    });

    test('a decision that cannot be paid for both is not made', async () => {
      const { run, asked } = await twoArms({ candidate: dropped, budget: createBudget(192) });
      const { compared, isOutOfBudget } = await run();
      expect(isOutOfBudget).toBe(true);
      expect(asked).toHaveLength(96);
      expect(compared?.state.groups[1]?.views[0]?.verdict).toBe('open');
    });
  });

  test('a run that was stopped goes on with the answers of both', async () => {
    const unbroken = await twoArms({ candidate: dropped });
    const whole = await unbroken.run();
    const cancel = new AbortController();
    let calls = 0;
    const first = await twoArms({
      signal: cancel.signal,
      candidate: (itemId, repeat) => {
        calls += 1;
        if (calls === 30) cancel.abort(new Error('cancelled'));
        return dropped(itemId, repeat);
      },
    });
    await expect(first.run()).rejects.toThrow('cancelled');
    const second = await twoArms({ candidate: dropped, journal: first.journal });
    const resumed = await second.run();
    expect(resumed.compared?.state).toEqual(whole.compared?.state);
    expect([...first.asked, ...second.asked].sort()).toEqual([...unbroken.asked].sort());
  });
});
