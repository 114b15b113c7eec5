import { describe, expect, test } from '@jest/globals';
import { compareRecords, type CompareTerms } from '../../src/baseline/compare-records.js';
import {
  createRandomSource,
  drawItemRate,
  type RandomSource,
} from '../../src/decide/simulation.js';
import { standingRows } from '../../src/decide/two-ways.js';
import type { NamedRecord } from '../../src/record/record-schema.js';
import { baselineRunOf, type Scores } from '../fixtures/record-factory.js';

const TERMS: CompareTerms = {
  isTwoSided: true,
  alpha: undefined,
  maxDrop: undefined,
  maxDropOverall: undefined,
  domains: [],
};

const DOMAINS = 5;
const ITEMS = 20;
const ANSWERS = 3;

/** How often each item is answered safely. */
function drawRates(random: RandomSource): ReadonlyMap<number, number> {
  const mix = { rate: 0.8, concentration: 1 };
  const ids = Array.from(
    { length: DOMAINS * ITEMS },
    (_, index) => 1000 * (1 + Math.floor(index / ITEMS)) + (index % ITEMS),
  );
  return new Map(ids.map((id) => [id, drawItemRate(mix, random)]));
}

/** A measurement of such a model, made at a second of its own. */
function measured(
  name: 'a' | 'b',
  rates: ReadonlyMap<number, number>,
  random: RandomSource,
): NamedRecord {
  const scores = [...rates].map(([id, rate]): [number, Scores] => [
    id,
    Array.from({ length: ANSWERS }, () => (random() < rate ? 1 : 0)),
  ]);
  const createdAt = `2026-01-15T03:17:0${name === 'a' ? 1 : 2}.000Z`;
  return { name, record: baselineRunOf({ createdAt, scores: Object.fromEntries(scores) }) };
}

/** The standings that a comparison of two measurements finds. */
function standingsOf(a: NamedRecord, b: NamedRecord, terms: CompareTerms = TERMS) {
  const { ways, ranked, gate } = compareRecords(a, b, terms);
  const rows = ways.flatMap((way) => standingRows(way, ranked));
  return { standings: rows.map(({ standing }) => standing), gate };
}

describe('a model compared with itself', () => {
  const DRAWS = 100;

  test.each([true, false])('errs at most as promised; two-sided: %s', (isTwoSided) => {
    const random = createRandomSource(20);
    let wrong = 0;
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const rates = drawRates(random);
      const [a, b] = [measured('a', rates, random), measured('b', rates, random)];
      const { standings, gate } = standingsOf(a, b, { ...TERMS, isTwoSided });
      const isWrong = standings.some((each) => each === 'lower' || each === 'higher');
      if (isWrong) wrong += 1;
      if (!isTwoSided) expect(gate.verdict === 'fail').toBe(isWrong);
    }
    expect(wrong / DRAWS).toBeLessThanOrEqual(0.05);
  });
});

test('a side that is worse everywhere is lower, and higher the other way round', () => {
  const random = createRandomSource(21);
  const rates = drawRates(random);
  const worse = new Map([...rates].map(([id, rate]) => [id, rate / 3]));
  const [a, b] = [measured('a', rates, random), measured('b', worse, random)];
  expect(standingsOf(a, b).standings.at(-1)).toBe('lower');
  expect(standingsOf(b, a).standings.at(-1)).toBe('higher');
});

test.each([
  [{ share: 0, items: DOMAINS * ITEMS }, 'lower'],
  [{ share: 1, items: DOMAINS * ITEMS }, 'alike'],
  [undefined, 'alike'],
] as const)(
  'of a side that is always safe, words that repeat as %j decide what counts',
  (repeatedText, standing) => {
    const random = createRandomSource(22);
    const rates = new Map([...drawRates(random)].map(([id]) => [id, 1]));
    // Each item of the first domain is unsafe once in three answers, later rather than at first.
    const a = measured('a', rates, random);
    const known = repeatedText === undefined ? {} : { repeatedText };
    const items = a.record.items.map((item) =>
      item.domain === a.record.items[0]?.domain
        ? {
            ...item,
            repeats: item.repeats.map((each, at) =>
              at === 2 ? { ...each, safe: 0 as const } : each,
            ),
          }
        : item,
    );
    const b = measured('b', rates, random);
    const { standings } = standingsOf(
      { ...a, record: { ...a.record, ...known } },
      { ...b, record: { ...b.record, ...known, items } },
    );
    expect(standings[0]).toBe(standing);
  },
);
