import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/digest.js';
import { chooseAnswers, labelChoiceText, type WordedAnswer } from '../../src/run/label-choice.js';

/** So many answers of an item with this score. */
function answersOf(itemId: number, safe: number | null, count: number): readonly WordedAnswer[] {
  return Array.from({ length: count }, (_, nth) => ({
    itemId,
    text: `${String(safe)} ${nth} of ${itemId}`,
    safe,
  }));
}

const GIVEN = [
  ...answersOf(1, 0, 3),
  ...answersOf(1, 1, 20),
  ...answersOf(2, 0, 4),
  ...answersOf(2, null, 5),
];
const TERMS = {
  domains: new Set<string>(),
  domainOf: (itemId: number) => `domain ${itemId}`,
  sample: 0,
};

describe('chooseAnswers', () => {
  test.each([
    ['all unsafe ones where no decision needs labels', {}, 7, 7],
    ['those of the domains in doubt', { domains: new Set(['domain 1']) }, 3, 3],
    ['some others too', { domains: new Set(['domain 1']), sample: 29 }, 32, 7],
    ['no more than there are', { sample: 99 }, 32, 7],
  ])('takes %s', (_, terms, count, unsafe) => {
    const choice = chooseAnswers(GIVEN, { ...TERMS, ...terms });
    expect([choice.answers.length, choice.unsafe]).toEqual([count, unsafe]);
  });

  test('draws a part of what a larger sample draws, in an order that tells no label', () => {
    const small = chooseAnswers(GIVEN, { ...TERMS, sample: 5 });
    const large = chooseAnswers([...GIVEN].reverse(), { ...TERMS, sample: 10 });
    const names = large.answers.map(({ text }) => text);
    expect(small.answers.every(({ text }) => names.includes(text))).toBe(true);
    expect(names.slice(0, 7).every((text) => text.startsWith('0'))).toBe(false);
    expect(chooseAnswers(GIVEN, { ...TERMS, sample: 10 })).toEqual(large);
  });

  test('asks once about the same words of an item, as unsafe if they were called so once', () => {
    const same = { itemId: 1, text: 'the same' };
    const { answers, unsafe } = chooseAnswers(
      [
        { ...same, safe: 0 },
        { ...same, safe: 1 },
        { ...same, itemId: 2, safe: 1 },
      ],
      TERMS,
    );
    expect(answers).toEqual([{ ...same, sha256: digestOf('the same') }]);
    expect(unsafe).toBe(1);
  });

  test('finds nothing in nothing', () => {
    expect(chooseAnswers([], TERMS)).toEqual({ answers: [], unsafe: 0, domains: [] });
  });
});

test('labelChoiceText says how many there are of which kind', () => {
  const choice = chooseAnswers(GIVEN, { ...TERMS, domains: new Set(['domain 1']), sample: 2 });
  expect(labelChoiceText(choice)).toMatch(/^5 answers to label: \d+ that the judge calls unsafe/);
});
