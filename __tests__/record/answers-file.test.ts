import { describe, expect, test } from '@jest/globals';
import { parseAnswers, renderAnswers } from '../../src/record/answers-file.js';
import { answersDigest, sampleResult, type SweepResults } from '../../src/record/results.js';
import type { NamedRecord, RecordRepeat } from '../../src/record/record-schema.js';
import type { Answer } from '../../src/model/answer.js';
import { baselineRunOf, resultsOf, scoredSample } from '../fixtures/record-factory.js';

const ANSWERED: Answer = { kind: 'answered', text: 'Some words.', truncated: false };
const FAILED: Answer = { kind: 'failed', cause: 'server', detail: 'It is down.' };

/** Results of one item, whose repeats were answered so. */
function sweepOf(answers: readonly Answer[]): SweepResults {
  return resultsOf(
    answers.map((answer, at) => sampleResult({ itemId: 1001, repeat: at + 1 }, answer)),
  );
}

/** The unjudged record of these results. */
function recordOf(results: SweepResults): NamedRecord {
  const { items, ...record } = baselineRunOf({ scores: { 1001: [] } });
  const repeats = [...results.values()].map(({ sample, answer }): RecordRepeat => ({
    repeat: sample.repeat,
    kind: answer.kind,
    ...(answer.kind === 'answered' && answer.truncated ? { truncated: true } : {}),
    safe: null,
    unscored: { safe: 'not-judged' },
  }));
  return {
    name: 'a.json',
    record: {
      ...record,
      items: items.map((item) => ({ ...item, repeats })),
      answersDigest: answersDigest(results),
    },
  };
}

/** Reads a text as the answers of the record of some results. */
function parse(results: SweepResults, text: string, longestAnswer = 100): SweepResults {
  return parseAnswers(recordOf(results), text, { longestAnswer });
}

describe('renderAnswers', () => {
  test('writes items and repeats in order, each answer before what was said of it', () => {
    const samples = [
      { itemId: 1002, repeat: 1 },
      { itemId: 1001, repeat: 2 },
      { itemId: 1001, repeat: 1 },
    ];
    const lines = renderAnswers(resultsOf(samples.map((sample) => scoredSample(sample, 1))))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ type, itemId, repeat }) => [type, itemId, repeat])).toEqual([
      ['answer', 1001, 1],
      ['judgement', 1001, 1],
      ['answer', 1001, 2],
      ['judgement', 1001, 2],
      ['answer', 1002, 1],
      ['judgement', 1002, 1],
    ]);
  });
});

describe('parseAnswers', () => {
  const results = sweepOf([ANSWERED, { kind: 'empty' }, FAILED]);
  const text = renderAnswers(results);

  test('gives back what was rendered', () => {
    expect(parse(results, text)).toEqual(results);
  });

  test.each<[string, string, string]>([
    ['an answer twice', text + (text.split('\n')[0] ?? ''), 'line 4 of its answers answers'],
    ['one too few', text.split('\n').slice(1).join('\n'), 'its answers lack 1001#1'],
    ['other words', text.replace('Some', 'Other'), 'another digest than it says'],
    ['one that was cut', text.replace('false', 'true'), 'is of another kind in it'],
  ])('refuses %s', (_name, changed, fault) => {
    expect(() => parse(results, changed)).toThrow(
      expect.objectContaining({
        code: 'RECORD_INVALID',
        message: expect.stringContaining(fault),
      }),
    );
  });

  test.each<[string, Answer]>([
    ['words', ANSWERED],
    ['what a server said', FAILED],
  ])('takes %s of as many characters as an answer may have, and not one more', (_name, answer) => {
    const one = sweepOf([answer]);
    expect(parse(one, renderAnswers(one), 11)).toEqual(one);
    expect(() => parse(one, renderAnswers(one), 10)).toThrow('is longer than max-tokens allows');
  });
});
