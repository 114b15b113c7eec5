import { describe, expect, test } from '@jest/globals';
import type { Judgement } from '../../src/core/judge/judgement.js';
import { GateError } from '../../src/core/errors.js';
import { cellKey, type Cell } from '../../src/core/plan/cell.js';
import type { CellResult } from '../../src/core/record/results.js';
import type { Answer } from '../../src/core/sweep/answer.js';
import { openLedger } from '../../src/engine/ledger.js';
import { sweepCells, type Sweep } from '../../src/engine/sweep.js';
import { fakeJournal } from '../fakes/ports/journal.js';
import { itemsOf } from '../fixtures/item-factory.js';
import { judgementOf, WORDS } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 3 });
const CELLS: readonly Cell[] = ITEMS.map(({ id }) => ({ itemId: id, repeat: 1 }));
const FATAL = new GateError('ENDPOINT_REFUSED', 'The model endpoint does not accept the key.', {
  remedy: 'Check it.',
});

/** A promise that is kept from outside. */
function gateOf<T>() {
  let open: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (open = resolve));
  return { promise, open };
}

/** Sweeps with these parts, and tells what happened in which order. */
async function setUp(parts: Partial<Pick<Sweep, 'ask' | 'judge' | 'task'>> = {}) {
  const journal = fakeJournal();
  const { ledger } = await openLedger(journal, 'print', 'always');
  const events: string[] = [];
  const finished: CellResult[] = [];
  const { ask, judge, task = 'generation' } = parts;
  const sweep: Sweep = {
    items: new Map(ITEMS.map((item) => [item.id, item])),
    ledger,
    task,
    ask: async (item, repeat, signal) => {
      events.push(`ask ${item.id}#${repeat}`);
      return ask === undefined ? WORDS : ask(item, repeat, signal);
    },
    judge: async (item, answer, signal) => {
      events.push(`judge ${item.id}`);
      return judge === undefined ? judgementOf('safe') : judge(item, answer, signal);
    },
  };
  const watch = (signal = new AbortController().signal) => ({
    signal,
    finished: (result: CellResult) => void finished.push(result),
  });
  return { sweep, ledger, journal, events, finished, watch };
}

describe('sweepCells', () => {
  test('asks and judges every cell, and tells of each', async () => {
    const { sweep, ledger, events, finished, watch } = await setUp();
    await sweepCells(CELLS, sweep, watch());
    expect([...ledger.results.values()].map(({ score }) => score)).toEqual(
      CELLS.map(() => ({ safe: 1 })),
    );
    expect(events.filter((event) => event.startsWith('judge'))).toHaveLength(3);
    expect(finished.map(({ cell }) => cellKey(cell)).sort()).toEqual(CELLS.map(cellKey));
  });

  test('does nothing for no cells, and for items it does not have', async () => {
    const { sweep, events, watch } = await setUp();
    await sweepCells([], sweep, watch());
    await sweepCells([{ itemId: 9999, repeat: 1 }], sweep, watch());
    expect(events).toEqual([]);
  });

  test('judges an answer while others are still waited for', async () => {
    const slow = gateOf<Answer>();
    const judged = gateOf<boolean>();
    const { sweep, ledger, watch } = await setUp({
      ask: async ({ id }) => (id === 1003 ? slow.promise : WORDS),
      judge: async ({ id }): Promise<Judgement> => {
        if (id === 1001) judged.open(true);
        return judgementOf('safe');
      },
    });
    const sweeping = sweepCells(CELLS, sweep, watch());
    await judged.promise;
    expect(ledger.results.has('1003#1')).toBe(false);
    slow.open(WORDS);
    await sweeping;
    expect(ledger.results.size).toBe(3);
  });

  test.each<[string, Answer, 'generation' | 'mcqa', boolean]>([
    ['words', WORDS, 'generation', true],
    ['a refusal', { kind: 'refused', text: 'No.' }, 'generation', true],
    ['a filtered answer', { kind: 'filtered', at: 'output' }, 'generation', false],
    ['a filtered choice', { kind: 'filtered', at: 'output' }, 'mcqa', true],
    ['an empty answer', { kind: 'empty' }, 'generation', false],
    ['a spent answer', { kind: 'spent' }, 'generation', false],
    ['a failed one', { kind: 'failed', cause: 'server', detail: '' }, 'mcqa', false],
  ])('asks the judge about %s: %s of %s, %s', async (_name, answer, task, isJudged) => {
    const { sweep, events, watch } = await setUp({ ask: async () => answer, task });
    await sweepCells(CELLS.slice(0, 1), sweep, watch());
    expect(events).toEqual(isJudged ? ['ask 1001#1', 'judge 1001'] : ['ask 1001#1']);
  });

  describe('when the ledger holds some cells', () => {
    test('asks only what is missing, and only judges what is answered', async () => {
      const { sweep, ledger, events, finished, watch } = await setUp();
      await ledger.judged(await ledger.answered(CELLS[0]!, WORDS), judgementOf('unsafe'));
      await ledger.answered(CELLS[1]!, WORDS);
      await sweepCells(CELLS, sweep, watch());
      expect([...events].sort()).toEqual(['ask 1003#1', 'judge 1002', 'judge 1003']);
      expect(ledger.results.get('1001#1')?.score).toEqual({ safe: 0 });
      expect(finished.map(({ cell }) => cell.itemId).sort()).toEqual([1002, 1003]);
    });
  });

  describe('when a failure is fatal', () => {
    test('rejects with it, stops the others and keeps what was answered', async () => {
      const stopped: unknown[] = [];
      const { sweep, ledger, watch } = await setUp({
        ask: async ({ id }, _repeat, signal) => {
          if (id === 1001) return WORDS;
          if (id === 1002) throw FATAL;
          return new Promise<Answer>((_, reject) => {
            signal.addEventListener('abort', () => {
              stopped.push(id, signal.reason);
              reject(signal.reason as Error);
            });
          });
        },
      });
      await expect(sweepCells(CELLS, sweep, watch())).rejects.toBe(FATAL);
      expect(stopped).toEqual([1003, FATAL]);
      expect([...ledger.results.keys()]).toEqual(['1001#1']);
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
      await expect(sweepCells(CELLS, sweep, watch())).rejects.toBe(FATAL);
    });
  });

  describe('when it is cancelled', () => {
    test('rejects with the signal’s reason, and keeps what was answered by then', async () => {
      const cancel = new AbortController();
      const reason = new Error('cancelled');
      const { sweep, ledger, journal, finished, watch } = await setUp({
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
      await expect(sweepCells(CELLS, sweep, watch(cancel.signal))).rejects.toBe(reason);
      expect([...ledger.results.keys()]).toEqual(['1001#1', '1002#1']);
      expect(journal.entries()).toHaveLength(2);
      expect(finished).toEqual([]);
    });
  });
});
