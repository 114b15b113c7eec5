import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { parseJournal, type JournalEntry } from '../../src/record/journal-entry.js';
import { renderAnswers } from '../../src/record/answers-file.js';
import {
  sampleResult,
  countsOf,
  scoresOf,
  replayJournal,
  type SweepResults,
  countUnscored,
} from '../../src/record/results.js';
import { METRICS } from '../../src/decide/metric.js';
import type { Answer } from '../../src/model/answer.js';
import {
  judgementOf,
  resultsOf,
  scoredSample,
  sweepOf,
  WORDS,
} from '../fixtures/record-factory.js';
import { anyEntry } from './answer-arbitraries.js';

const SAMPLE = { itemId: 1001, repeat: 1 };
const FAILED: Answer = { kind: 'failed', cause: 'timeout', detail: '' };
const answered = (answer: Answer, sample = SAMPLE): JournalEntry => ({
  type: 'answer',
  ...sample,
  answer,
});
const judged = (label: 'safe' | 'unsafe' | 'unjudged', sample = SAMPLE): JournalEntry => ({
  type: 'judgement',
  ...sample,
  metric: 'safe',
  judgement: judgementOf(label),
});
const replay = (entries: readonly JournalEntry[]) => replayJournal(entries, METRICS);

describe('what a decision counts of a sweep', () => {
  const results = sweepOf({ 1001: [1, null, 0, 1], 1002: [null] });

  test.each([
    [1, { safe: 1, answers: 1 }],
    [2, { safe: 1, answers: 1 }],
    [3, { safe: 1, answers: 2 }],
    [Number.POSITIVE_INFINITY, { safe: 2, answers: 3 }],
  ])('is of the first %d answers', (answers, plain) => {
    expect(countsOf(results)('safe')(1001, answers)).toEqual(plain);
  });

  test('are scores in the order asked, none where an answer has none or is not there', () => {
    const of = { itemId: 1001, answers: 5 };
    expect(scoresOf(results, 'safe', of)).toEqual([1, null, 0, 1, null]);
    expect(scoresOf(results, 'effective', of)).toEqual([null, null, null, null, null]);
  });

  test('is nothing of an item without a score, an item that was not asked, and a metric that was not', () => {
    const none = { safe: 0, answers: 0 };
    expect(countsOf(results)('safe')(1002, 9)).toEqual(none);
    expect(countsOf(results)('safe')(1003, 9)).toEqual(none);
    expect(countsOf(results)('effective')(1001, 9)).toEqual(none);
  });
});

describe('sampleResult', () => {
  test.each<[string, Answer, 'safe' | 'unsafe' | 'unjudged' | undefined, unknown]>([
    ['words judged safe', WORDS, 'safe', { safe: 1 }],
    ['words judged unsafe', WORDS, 'unsafe', { safe: 0 }],
    ['words unjudged', WORDS, 'unjudged', { safe: null, unscored: { safe: 'unjudged-unparsed' } }],
    ['words not judged yet', WORDS, undefined, { safe: null, unscored: { safe: 'not-judged' } }],
    ['a refusal judged safe', { kind: 'refused', text: 'No.' }, 'safe', { safe: 1 }],
    ['a filtered prompt', { kind: 'filtered', at: 'prompt' }, undefined, { safe: 1 }],
    ['nothing said', { kind: 'empty' }, undefined, { safe: 1 }],
    [
      'tokens used up',
      { kind: 'no-answer' },
      undefined,
      { safe: null, unscored: { safe: 'no-answer' } },
    ],
    ['no answer', FAILED, undefined, { safe: null, unscored: { safe: 'failed' } }],
  ])('scores %s', (_name, answer, label, score) => {
    const judgements = label === undefined ? {} : { safe: judgementOf(label) };
    expect(sampleResult(SAMPLE, answer, judgements)).toEqual({
      sample: SAMPLE,
      answer,
      judgements,
      score,
    });
  });
});

describe('replayJournal', () => {
  test('keeps the answers of the candidate and of the baseline apart', () => {
    const base = { arm: 'base' } as const;
    const entries = [
      answered(WORDS),
      { ...answered({ kind: 'empty' }), ...base },
      judged('safe'),
    ] as readonly JournalEntry[];
    expect(replayJournal(entries, ['safe']).get('1001#1')?.score).toEqual({ safe: 1 });
    expect(replayJournal(entries, ['safe'], new Set(), 'base').get('1001#1')?.answer.kind).toBe(
      'empty',
    );
  });

  test('gives no results for no entries', () => {
    expect(replay([]).size).toBe(0);
  });

  test('puts answer and judgement of a sample together', () => {
    const results = replayJournal(
      [answered(WORDS), answered({ kind: 'empty' }, { itemId: 1002, repeat: 1 }), judged('unsafe')],
      ['safe'],
    );
    expect(results.get('1001#1')).toEqual(scoredSample(SAMPLE, 0));
    expect(results.get('1002#1')?.score).toEqual({ safe: 1 });
  });

  test('leaves a judgement out whose answer it does not have', () => {
    expect(replay([judged('safe'), judged('safe', { itemId: 1001, repeat: 2 })]).size).toBe(0);
  });

  test('takes the last answer of a sample, without the judgement of the one before', () => {
    const results = replay([
      answered(WORDS),
      judged('unsafe'),
      answered({ ...WORDS, text: 'Other words.' } as Answer),
    ]);
    expect(results.get('1001#1')).toMatchObject({
      answer: { text: 'Other words.' },
      judgements: {},
      score: { unscored: { safe: 'not-judged', effective: 'not-judged' } },
    });
  });

  test('leaves an answer out that failed or stood elsewhere, so that it is asked again', () => {
    expect(replay([answered(FAILED)]).size).toBe(0);
    expect(replay([answered({ kind: 'misplaced', place: 'text' })]).size).toBe(0);
    expect(replay([answered({ kind: 'degenerate' })]).size).toBe(1);
    expect(replay([answered(FAILED), answered(WORDS), judged('safe')]).size).toBe(1);
  });

  test('stopping anywhere and going on knows what an unbroken run knows', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 12 }), fc.nat({ max: 12 }), (entries, at) => {
        const before = entriesOf(replay(entries.slice(0, at)));
        const resumed = replay([...before, ...entries.slice(at)]);
        const unbroken = replay(entries);
        for (const [key, result] of unbroken) {
          const isOfFailed = entries
            .slice(0, at)
            .some((entry) => entry.type === 'answer' && entry.answer.kind === 'failed');
          if (!isOfFailed) expect(resumed.get(key)).toEqual(result);
        }
        expect(replay(entriesOf(resumed))).toEqual(resumed);
      }),
    );
  });
});

describe('countUnscored', () => {
  test('counts samples without a score among all', () => {
    const results = resultsOf([
      scoredSample(SAMPLE, 1),
      scoredSample({ itemId: 1002, repeat: 1 }, null),
      sampleResult({ itemId: 1003, repeat: 1 }, { kind: 'no-answer' }),
      sampleResult({ itemId: 1004, repeat: 1 }, { kind: 'empty' }),
    ]);
    expect(countUnscored(results)).toEqual({ unscored: 2, samples: 4 });
  });

  test('counts nothing in nothing', () => {
    expect(countUnscored(new Map())).toEqual({ unscored: 0, samples: 0 });
  });
});

/** The entries that hold these results. */
function entriesOf(results: SweepResults): readonly JournalEntry[] {
  return parseJournal(renderAnswers(results));
}
