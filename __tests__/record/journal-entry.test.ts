import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LONGEST_LINE, MOST_LINES } from '../../src/foreign.js';
import { parseJournal, type JournalEntry } from '../../src/record/journal-entry.js';
import { anyEntry } from './answer-arbitraries.js';

const lineOf = (entry: unknown): string => `${JSON.stringify(entry)}\n`;
const ANSWER: JournalEntry = {
  type: 'answer',
  itemId: 1001,
  repeat: 1,
  answer: { kind: 'answered', text: 'Two\nlines.', truncated: false },
};
const JUDGEMENT: JournalEntry = {
  type: 'judgement',
  itemId: 1001,
  repeat: 1,
  metric: 'safe',
  judgement: { label: 'safe', rationale: 'r' },
};

describe('parseJournal', () => {
  test('gives back every entry that was written, in order', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 8 }), (entries) => {
        expect(parseJournal(entries.map(lineOf).join(''))).toEqual(entries);
      }),
    );
  });

  test('loses only the line that was being written when the process died', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { minLength: 1, maxLength: 4 }), fc.nat(), (entries, cut) => {
        const text = entries.map(lineOf).join('');
        const last = lineOf(entries.at(-1));
        const torn = text.slice(0, text.length - 2 - (cut % (last.length - 1)));
        expect(parseJournal(torn)).toEqual(entries.slice(0, -1));
      }),
    );
  });

  test('goes on behind a torn line that was closed', () => {
    const torn = lineOf(ANSWER).slice(0, 30);
    expect(parseJournal(`${lineOf(ANSWER)}${torn}\n${lineOf(JUDGEMENT)}`)).toEqual([
      ANSWER,
      JUDGEMENT,
    ]);
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['a list', [ANSWER]],
    ['another type', { ...ANSWER, type: 'vote' }],
    ['no type', { itemId: 1, repeat: 1, answer: ANSWER.answer }],
    ['an item id of 0', { ...ANSWER, itemId: 0 }],
    ['an item id that is text', { ...ANSWER, itemId: '1001' }],
    ['a repeat of 0', { ...ANSWER, repeat: 0 }],
    ['a repeat between numbers', { ...ANSWER, repeat: 1.5 }],
    ['no answer', { ...ANSWER, answer: undefined }],
    ['an unknown kind', { ...ANSWER, answer: { kind: 'safe' } }],
    ['an answer without its text', { ...ANSWER, answer: { kind: 'answered', truncated: false } }],
    ['an unknown cause', { ...ANSWER, answer: { kind: 'failed', cause: 'x', detail: '' } }],
    ['an unknown label', { ...JUDGEMENT, judgement: { label: 'maybe', rationale: '' } }],
    ['a label of another metric', { ...JUDGEMENT, metric: 'effective' }],
    ['an unknown metric', { ...JUDGEMENT, metric: 'kind' }],
    ['a judgement without reasons', { ...JUDGEMENT, judgement: { label: 'safe' } }],
    ['an unjudged answer without a reason', { ...JUDGEMENT, judgement: { label: 'unjudged' } }],
    ['an unknown reason', { ...JUDGEMENT, judgement: { label: 'unjudged', reason: 'tie' } }],
  ])('leaves a line out that holds %s', (_name, entry) => {
    expect(parseJournal(lineOf(ANSWER) + lineOf(entry) + lineOf(JUDGEMENT))).toEqual([
      ANSWER,
      JUDGEMENT,
    ]);
  });

  test.each(['', '\n\n', 'not JSON', '{"type":"answer"', '\u0000', '1e999'])(
    'finds no entry in %j',
    (text) => {
      expect(parseJournal(text)).toEqual([]);
    },
  );

  test('leaves out a line of more text than is written', () => {
    const line = (rationale: string): string =>
      lineOf({ ...JUDGEMENT, judgement: { label: 'safe', rationale } });
    expect(parseJournal(line('x'))).toHaveLength(1);
    expect(parseJournal(line('x'.repeat(LONGEST_LINE)))).toEqual([]);
  });

  test('reads no more lines than a journal has', () => {
    const text = '\n'.repeat(MOST_LINES - 1) + '{"type":"finished"}\n'.repeat(2);
    expect(parseJournal(text)).toEqual([{ type: 'finished' }]);
  });

  test('takes over nothing that an entry does not have', () => {
    const [entry] = parseJournal(lineOf({ ...ANSWER, score: { safe: 1 } }));
    expect(entry).toEqual(ANSWER);
  });
});
