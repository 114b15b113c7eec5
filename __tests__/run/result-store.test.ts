import { describe, expect, test } from '@jest/globals';
import type { JournalEntry } from '../../src/record/journal-entry.js';
import { openResultStore } from '../../src/run/result-store.js';
import { fakeJournal } from '../fakes/ports/journal.js';
import { judgementOf, WORDS } from '../fixtures/record-factory.js';

const SAMPLE = { itemId: 1001, repeat: 1 };
const FINISHED: JournalEntry = { type: 'finished' };

/** A journal that an earlier run has written to. */
async function journalWith(entries: readonly JournalEntry[], fingerprint = 'print') {
  const journal = fakeJournal();
  await journal.open(fingerprint, false);
  for (const entry of entries) await journal.append(entry);
  return journal;
}

const EARLIER: readonly JournalEntry[] = [
  { type: 'begun', where: 'cache key 1' },
  { type: 'answer', ...SAMPLE, answer: WORDS },
  { type: 'judgement', ...SAMPLE, metric: 'safe', judgement: judgementOf('unsafe') },
];

describe('openResultStore', () => {
  test('writes an answer before it is known, then its judgement', async () => {
    const journal = fakeJournal();
    const { resultStore } = await openResultStore(journal, 'print', 'never', {
      metrics: ['safe'],
      harmless: new Set(),
    });
    const answered = await resultStore.answered(SAMPLE, WORDS);
    expect(answered.score).toEqual({ safe: null, unscored: { safe: 'not-judged' } });
    const judged = await resultStore.judged(answered, 'safe', judgementOf('safe'));
    expect(judged.score).toEqual({ safe: 1 });
    expect(resultStore.results.get('1001#1')).toEqual(judged);
    expect(journal.entries()).toEqual([
      { type: 'answer', ...SAMPLE, answer: WORDS },
      { type: 'judgement', ...SAMPLE, metric: 'safe', judgement: judgementOf('safe') },
    ]);
  });

  test('knows nothing that is not in the journal', async () => {
    const journal = { ...fakeJournal(), append: () => Promise.reject(new Error('disk full')) };
    const { resultStore } = await openResultStore(journal, 'print', 'never', {
      metrics: ['safe'],
      harmless: new Set(),
    });
    await expect(resultStore.answered(SAMPLE, WORDS)).rejects.toThrow('disk full');
    expect(resultStore.results.size).toBe(0);
  });

  describe('when an earlier run left answers', () => {
    test.each([
      ['always', EARLIER, 1, 'cache key 1'],
      ['always', [...EARLIER, FINISHED], 1, 'cache key 1'],
      ['unfinished', EARLIER, 1, 'cache key 1'],
      ['unfinished', [...EARLIER, FINISHED], 0, undefined],
      ['never', EARLIER, 0, undefined],
    ] as const)('and it goes on %s', async (continuation, entries, reused, begunWith) => {
      const opened = await openResultStore(await journalWith(entries), 'print', continuation, {
        metrics: ['safe'],
        harmless: new Set(),
      });
      expect(opened.begunWith).toBe(begunWith);
      expect(opened.resultStore.reused).toBe(reused);
      expect(opened.resultStore.results.size).toBe(reused);
    });

    test('takes none of another fingerprint', async () => {
      const { resultStore } = await openResultStore(await journalWith(EARLIER), 'other', 'always', {
        metrics: ['safe'],
        harmless: new Set(),
      });
      expect(resultStore.reused).toBe(0);
    });

    test('keeps the baseline that the first of several runs began with', async () => {
      const again = [...EARLIER, { type: 'begun', where: 'cache key 2' } as const];
      const { begunWith } = await openResultStore(await journalWith(again), 'print', 'always', {
        metrics: ['safe'],
        harmless: new Set(),
      });
      expect(begunWith).toBe('cache key 1');
    });
  });
});
