import { describe, expect, test } from '@jest/globals';
import type { JournalEntry } from '../../src/record/journal-entry.js';
import { openLedger } from '../../src/run/result-store.js';
import { fakeJournal } from '../fakes/ports/journal.js';
import { judgementOf, WORDS } from '../fixtures/record-factory.js';

const CELL = { itemId: 1001, repeat: 1 };
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
  { type: 'answer', ...CELL, answer: WORDS },
  { type: 'judgement', ...CELL, metric: 'safe', judgement: judgementOf('unsafe') },
];

describe('openLedger', () => {
  test('writes an answer before it is known, then its judgement', async () => {
    const journal = fakeJournal();
    const { ledger } = await openLedger(journal, 'print', 'never', ['safe']);
    const answered = await ledger.answered(CELL, WORDS);
    expect(answered.score).toEqual({ safe: null, unscored: { safe: 'not-judged' } });
    const judged = await ledger.judged(answered, 'safe', judgementOf('safe'));
    expect(judged.score).toEqual({ safe: 1 });
    expect(ledger.results.get('1001#1')).toEqual(judged);
    expect(journal.entries()).toEqual([
      { type: 'answer', ...CELL, answer: WORDS },
      { type: 'judgement', ...CELL, metric: 'safe', judgement: judgementOf('safe') },
    ]);
  });

  test('knows nothing that is not in the journal', async () => {
    const journal = { ...fakeJournal(), append: () => Promise.reject(new Error('disk full')) };
    const { ledger } = await openLedger(journal, 'print', 'never', ['safe']);
    await expect(ledger.answered(CELL, WORDS)).rejects.toThrow('disk full');
    expect(ledger.results.size).toBe(0);
  });

  describe('when an earlier run left answers', () => {
    test.each([
      ['always', EARLIER, 1, 'cache key 1'],
      ['always', [...EARLIER, FINISHED], 1, 'cache key 1'],
      ['unfinished', EARLIER, 1, 'cache key 1'],
      ['unfinished', [...EARLIER, FINISHED], 0, undefined],
      ['never', EARLIER, 0, undefined],
    ] as const)('and it goes on %s', async (continuation, entries, reused, begunWith) => {
      const opened = await openLedger(await journalWith(entries), 'print', continuation, ['safe']);
      expect(opened.begunWith).toBe(begunWith);
      expect(opened.ledger.reused).toBe(reused);
      expect(opened.ledger.results.size).toBe(reused);
    });

    test('takes none of another fingerprint', async () => {
      const { ledger } = await openLedger(await journalWith(EARLIER), 'other', 'always', ['safe']);
      expect(ledger.reused).toBe(0);
    });

    test('keeps the baseline that the first of several runs began with', async () => {
      const again = [...EARLIER, { type: 'begun', where: 'cache key 2' } as const];
      const { begunWith } = await openLedger(await journalWith(again), 'print', 'always', ['safe']);
      expect(begunWith).toBe('cache key 1');
    });
  });
});
