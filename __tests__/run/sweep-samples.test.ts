import { describe, expect, test } from '@jest/globals';
import type { Item } from '../../src/dataset/item.js';
import type { Judgement } from '../../src/judge/judgement.js';
import { GateError } from '../../src/errors.js';
import { sampleKey, type Sample } from '../../src/decide/samples.js';
import type { SampleResult } from '../../src/record/results.js';
import type { Answer } from '../../src/model/answer.js';
import { openResultStore } from '../../src/run/result-store.js';
import { sweepSamples, type JudgeAnswer, type Sweep } from '../../src/run/sweep-samples.js';
import { fakeJournal } from '../fakes/ports/journal.js';
import { itemsOf } from '../fixtures/item-factory.js';
import { judgementOf, WORDS } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 3 });
const SAMPLES: readonly Sample[] = ITEMS.map(({ id }) => ({ itemId: id, repeat: 1 }));
const FATAL = new GateError('ENDPOINT_REFUSED', 'The model endpoint does not accept the key.', {
  remedy: 'Check it.',
});

/** A promise that is kept from outside. */
function gateOf<T>() {
  let open: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (open = resolve));
  return { promise, open };
}

/** How a sweep of a test is made; a call asks for one repeat unless more are allowed. */
type Parts = Partial<Pick<Sweep, 'task' | 'atOnce' | 'repeatsPerCall'>> & {
  readonly judge?: JudgeAnswer;
  /** One answer, or those of one call. */
  readonly ask?: (
    item: Item,
    repeats: readonly number[],
    signal: AbortSignal,
  ) => Promise<Answer | readonly Answer[]>;
};

/** Sweeps with these parts, and tells what happened in which order. */
async function setUp(parts: Parts = {}) {
  const journal = fakeJournal();
  const { resultStore } = await openResultStore(journal, 'print', 'always', {
    metrics: ['safe'],
    harmless: new Set(),
  });
  const events: string[] = [];
  const finished: SampleResult[] = [];
  const { ask, judge, task = 'generation', atOnce = 8, repeatsPerCall = () => 1 } = parts;
  const halt = new AbortController();
  const sweep: Sweep = {
    items: new Map(ITEMS.map((item) => [item.id, item])),
    resultStore,
    task,
    mode: 'gate',
    ask: async (item, repeats, signal) => {
      events.push(`ask ${item.id}#${repeats.join('+')}`);
      return [ask === undefined ? WORDS : await ask(item, repeats, signal)].flat();
    },
    repeatsPerCall,
    atOnce,
    halt,
    judges: {
      safe: async (item, answer, signal) => {
        events.push(`judge ${item.id}`);
        return judge === undefined ? judgementOf('safe') : judge(item, answer, signal);
      },
    },
  };
  const watch = (signal = new AbortController().signal) => ({
    signal,
    finished: (result: SampleResult) => void finished.push(result),
  });
  return { sweep, resultStore, journal, events, finished, watch };
}

describe('sweepSamples', () => {
  test('asks and judges every sample, and tells of each', async () => {
    const { sweep, resultStore, events, finished, watch } = await setUp();
    await sweepSamples(SAMPLES, sweep, watch());
    expect([...resultStore.results.values()].map(({ score }) => score)).toEqual(
      SAMPLES.map(() => ({ safe: 1 })),
    );
    expect(events.filter((event) => event.startsWith('judge'))).toHaveLength(3);
    expect(finished.map(({ sample }) => sampleKey(sample)).sort()).toEqual(SAMPLES.map(sampleKey));
  });

  test('does nothing for no samples, and for items it does not have', async () => {
    const { sweep, events, watch } = await setUp();
    await sweepSamples([], sweep, watch());
    await sweepSamples([{ itemId: 9999, repeat: 1 }], sweep, watch());
    expect(events).toEqual([]);
  });

  test('judges an answer while others are still waited for', async () => {
    const slow = gateOf<Answer>();
    const judged = gateOf<boolean>();
    const { sweep, resultStore, watch } = await setUp({
      ask: async ({ id }) => (id === 1003 ? slow.promise : WORDS),
      judge: async ({ id }): Promise<Judgement> => {
        if (id === 1001) judged.open(true);
        return judgementOf('safe');
      },
    });
    const sweeping = sweepSamples(SAMPLES, sweep, watch());
    await judged.promise;
    expect(resultStore.results.has('1003#1')).toBe(false);
    slow.open(WORDS);
    await sweeping;
    expect(resultStore.results.size).toBe(3);
  });

  test.each<[string, Answer, 'generation' | 'mcqa', boolean]>([
    ['words', WORDS, 'generation', true],
    ['a refusal', { kind: 'refused', text: 'No.' }, 'generation', true],
    ['a filtered answer', { kind: 'filtered', at: 'output' }, 'generation', false],
    ['a filtered choice', { kind: 'filtered', at: 'output' }, 'mcqa', true],
    ['an empty answer', { kind: 'empty' }, 'generation', false],
    ['a spent answer', { kind: 'no-answer' }, 'generation', false],
    ['a failed one', { kind: 'failed', cause: 'server', detail: '' }, 'mcqa', false],
  ])('asks the judge about %s: %s of %s, %s', async (_name, answer, task, isJudged) => {
    const { sweep, events, watch } = await setUp({ ask: async () => answer, task });
    await sweepSamples(SAMPLES.slice(0, 1), sweep, watch());
    expect(events).toEqual(isJudged ? ['ask 1001#1', 'judge 1001'] : ['ask 1001#1']);
  });

  describe('when a call may answer several repeats', () => {
    const THREE = [1, 2, 3].flatMap((repeat) =>
      ITEMS.map(({ id }): Sample => ({ itemId: id, repeat })),
    );
    const several = { repeatsPerCall: () => 10, atOnce: 2 };
    const asks = (events: readonly string[]) => events.filter((event) => event.startsWith('ask'));

    test('asks an item once, and gives each answer to a sample of its own', async () => {
      const text = (_item: Item, repeats: readonly number[]) =>
        Promise.resolve(repeats.map((repeat) => ({ ...WORDS, text: `the ${repeat}.` }) as Answer));
      const { sweep, resultStore, events, finished, journal, watch } = await setUp({
        ...several,
        ask: text,
      });
      await sweepSamples(THREE, sweep, watch());
      expect(asks(events)).toEqual(['ask 1001#1+2+3', 'ask 1002#1+2+3', 'ask 1003#1+2+3']);
      expect(resultStore.results.get('1002#2')?.answer).toMatchObject({ text: 'the 2.' });
      expect(finished).toHaveLength(9);
      expect(journal.entries().filter(({ type }) => type === 'answer')).toHaveLength(9);
    });

    test('asks for what the call did not bring, after everything that waits', async () => {
      const { sweep, resultStore, events, watch } = await setUp(several);
      await sweepSamples(THREE, sweep, watch());
      expect(asks(events).slice(0, 4)).toEqual([
        'ask 1001#1+2+3',
        'ask 1002#1+2+3',
        'ask 1003#1+2+3',
        'ask 1001#2+3',
      ]);
      expect([...resultStore.results.keys()].sort()).toEqual(THREE.map(sampleKey).sort());
    });

    test('asks repeat by repeat where a call gives one answer, and all at once', async () => {
      const { sweep, events, watch } = await setUp({ atOnce: 9 });
      await sweepSamples(THREE, sweep, watch());
      expect(asks(events)).toEqual(THREE.map((sample) => `ask ${sampleKey(sample)}`));
    });

    test('asks only for the repeats that are missing, and for no more than a call takes', async () => {
      const { sweep, resultStore, events, watch } = await setUp({
        repeatsPerCall: () => 2,
        ask: async (_item, repeats) => repeats.map(() => WORDS),
      });
      await resultStore.judged(
        await resultStore.answered(THREE[3]!, WORDS),
        'safe',
        judgementOf('safe'),
      );
      await sweepSamples(
        THREE.filter(({ itemId }) => itemId === 1001),
        sweep,
        watch(),
      );
      await sweepSamples(
        [4, 5, 6].map((repeat) => ({ itemId: 1002, repeat })),
        sweep,
        watch(),
      );
      expect(asks(events)).toEqual(['ask 1001#1+3', 'ask 1002#4+5', 'ask 1002#6']);
    });

    test('never has more calls under way than it may', async () => {
      let [running, most] = [0, 0];
      const { sweep, watch } = await setUp({
        atOnce: 2,
        ask: async () => {
          most = Math.max(most, ++running);
          await Promise.resolve();
          running -= 1;
          return WORDS;
        },
      });
      await sweepSamples(THREE, sweep, watch());
      expect(most).toBe(2);
    });
  });

  describe('when the result store holds some samples', () => {
    test('asks only what is missing, and only judges what is answered', async () => {
      const { sweep, resultStore, events, finished, watch } = await setUp();
      await resultStore.judged(
        await resultStore.answered(SAMPLES[0]!, WORDS),
        'safe',
        judgementOf('unsafe'),
      );
      await resultStore.answered(SAMPLES[1]!, WORDS);
      await sweepSamples(SAMPLES, sweep, watch());
      expect([...events].sort()).toEqual(['ask 1003#1', 'judge 1002', 'judge 1003']);
      expect(resultStore.results.get('1001#1')?.score).toEqual({ safe: 0 });
      expect(finished.map(({ sample }) => sample.itemId).sort()).toEqual([1002, 1003]);
    });
  });

  describe('when a failure is fatal', () => {
    test('rejects with it, begins nothing more and keeps what was on its way', async () => {
      const { sweep, resultStore, events, watch } = await setUp({
        atOnce: 2,
        ask: async ({ id }, _repeats, signal) => {
          if (id === 1001) throw FATAL;
          await new Promise<void>((resolve) => {
            sweep.halt.signal.addEventListener('abort', () => {
              resolve();
            });
          });
          signal.throwIfAborted();
          return WORDS;
        },
      });
      await expect(sweepSamples(SAMPLES, sweep, watch())).rejects.toBe(FATAL);
      expect(events).toEqual(['ask 1001#1', 'ask 1002#1']);
      expect([...resultStore.results.keys()]).toEqual(['1002#1']);
    });

    test('rejects with the first of several', async () => {
      const second = new GateError('JUDGE_REFUSED', 'Second.', { remedy: '' });
      const { sweep, watch } = await setUp({
        ask: async ({ id }) => {
          if (id === 1001) throw FATAL;
          return WORDS;
        },
        judge: () => Promise.reject(second),
      });
      await expect(sweepSamples(SAMPLES, sweep, watch())).rejects.toBe(FATAL);
    });
  });

  describe('when it is cancelled', () => {
    test('rejects with the signal’s reason, and keeps what was answered by then', async () => {
      const cancel = new AbortController();
      const reason = new Error('cancelled');
      const { sweep, resultStore, journal, finished, watch } = await setUp({
        ask: async ({ id }, _repeat, signal) => {
          if (id !== 1003) return WORDS;
          cancel.abort(reason);
          signal.throwIfAborted();
          return WORDS;
        },
        judge: async (_item, _answer, signal) => {
          signal.throwIfAborted();
          return judgementOf('safe');
        },
      });
      await expect(sweepSamples(SAMPLES, sweep, watch(cancel.signal))).rejects.toBe(reason);
      expect([...resultStore.results.keys()]).toEqual(['1001#1', '1002#1']);
      expect(journal.entries()).toHaveLength(2);
      expect(finished).toEqual([]);
    });
  });
});
