import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Answer,
  type FailureCause,
  addFailures,
  countFailures,
  failureOf,
  LONGEST_EXAMPLE,
  MOST_KINDS,
  type FailureCount,
} from '../../src/model/answer.js';
import { withoutEcho } from '../../src/model/answer-text.js';

const failed = (detail: string, cause: FailureCause = 'rejected'): Answer => ({
  kind: 'failed',
  cause,
  detail,
});
const FINE: Answer = { kind: 'answered', text: 'status 400: mine', truncated: false };

describe('failureOf', () => {
  it.each<[string, number | null, string]>([
    ['status 400: no pictures here', 400, 'no pictures here'],
    ['status 502', 502, ''],
    ['status 400: status 500: quoted', 400, 'status 500: quoted'],
    ['connect ECONNREFUSED 127.0.0.1:8000', null, 'connect ECONNREFUSED 127.0.0.1:8000'],
    ['status 4000: x', null, 'status 4000: x'],
    ['', null, ''],
  ])('tells the status of %j from the words', (detail, status, words) => {
    expect(failureOf({ cause: 'rejected', detail })).toEqual({ cause: 'rejected', status, words });
  });

  it('keeps 200 characters of the words, and no half of one', () => {
    const { words } = failureOf({ cause: 'server', detail: '😀'.repeat(300) });
    expect(words).toBe('😀'.repeat(LONGEST_EXAMPLE));
  });
});

describe('countFailures', () => {
  it('counts by cause and status, the most frequent first, with the first words that came', () => {
    expect(
      countFailures('model', [
        failed('status 500', 'server'),
        FINE,
        failed('status 400: no pictures'),
        failed('status 400: no pictures at all'),
        failed('status 403: not you'),
        failed('status 400: no'),
        failed('status 500: CUDA out of memory', 'server'),
      ]),
    ).toEqual([
      { of: 'model', cause: 'rejected', status: 400, count: 3, example: 'no pictures' },
      { of: 'model', cause: 'server', status: 500, count: 2, example: 'CUDA out of memory' },
      { of: 'model', cause: 'rejected', status: 403, count: 1, example: 'not you' },
    ]);
  });

  it('counts silence as a failure of the judge, and as an answer of the model; used tokens as neither', () => {
    const answers: readonly Answer[] = [
      { kind: 'empty' },
      { kind: 'no-answer' },
      { kind: 'no-answer' },
    ];
    expect(countFailures('model', answers)).toEqual([]);
    expect(countFailures('judge', answers)).toEqual([
      { of: 'judge', cause: 'empty', status: null, count: 1, example: '' },
    ]);
  });
});

describe('addFailures', () => {
  const anyCount: fc.Arbitrary<FailureCount> = fc.record({
    of: fc.constantFrom('model', 'judge'),
    cause: fc.constantFrom('server', 'rejected', 'timeout'),
    status: fc.option(fc.integer({ min: 400, max: 599 })),
    count: fc.integer({ min: 1, max: 9 }),
    example: fc.string({ unit: 'binary', maxLength: 300 }),
  });

  it('loses no failure, in whatever parts they come, and stays small', () => {
    fc.assert(
      fc.property(fc.array(anyCount, { maxLength: 60 }), fc.nat(60), (counts, cut) => {
        const sum = (whose: string, all: readonly FailureCount[]) =>
          all.filter(({ of }) => of === whose).reduce((total, { count }) => total + count, 0);
        const whole = addFailures(counts);
        const parts = addFailures([
          ...addFailures(counts.slice(0, cut)),
          ...addFailures(counts.slice(cut)),
        ]);
        for (const whose of ['model', 'judge']) {
          expect(sum(whose, whole)).toBe(sum(whose, counts));
          expect(sum(whose, parts)).toBe(sum(whose, counts));
          expect(whole.filter((each) => each.of === whose).length).toBeLessThanOrEqual(MOST_KINDS);
        }
        const long = whole.filter(({ example }) => Array.from(example).length > LONGEST_EXAMPLE);
        expect(long).toEqual([]);
      }),
    );
  });

  it('counts what is beyond the most kinds as other', () => {
    const counts = Array.from({ length: 20 }, (_, index): FailureCount => {
      return { of: 'model', cause: 'server', status: 500 + index, count: 20 - index, example: '' };
    });
    const added = addFailures(counts);
    expect(added).toHaveLength(MOST_KINDS);
    expect(added.at(-1)).toMatchObject({ cause: 'other', status: null, count: 45 });
  });
});

describe('withoutEcho', () => {
  const QUESTION =
    'Look at the picture and tell me,\nin one sentence, whether this is a good place to swim.';

  it.each<[string, string, string]>([
    ['leaves a message alone', 'This model takes no pictures.', 'This model takes no pictures.'],
    [
      'takes the question out of a body that is sent back',
      `{"loc":["body"],"msg":"Extra inputs","input":${JSON.stringify(QUESTION)}}`,
      '{"loc":["body"],"msg":"Extra inputs","input":"[…]\\n[…]"}',
    ],
    [
      'takes a part of it out',
      'cannot parse: tell me, in one sentence, whether (cut)',
      'cannot parse:[…](cut)',
    ],
    [
      'takes pictures out',
      `bad url data:image/png;base64,${'iVBORw0KGgo'.repeat(9)}=`,
      'bad url data:image/png;base64,[…]',
    ],
    ['leaves words alone that are in both', 'a good place for tokens', 'a good place for tokens'],
    ['does with nothing', '', ''],
  ])('%s', (_what, message, expected) => {
    expect(withoutEcho(message, ['', QUESTION])).toBe(expected);
  });

  it('never leaves 24 characters of the question in a row', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 30, maxLength: 80 }),
        fc.string({ maxLength: 20 }),
        fc.nat(20),
        (question, around, cut) => {
          const sent = question.replaceAll(/\s+/g, ' ').trim();
          fc.pre(sent.length >= 24);
          const kept = withoutEcho(`${around}${sent.slice(cut)}${around}`, [question]);
          for (let start = 0; start + 24 <= sent.length; start += 1)
            expect(kept).not.toContain(sent.slice(start, start + 24));
        },
      ),
    );
  });
});
