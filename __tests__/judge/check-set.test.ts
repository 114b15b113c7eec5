import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { Dataset, LabelledAnswer } from '../../src/dataset/item.js';
import { drawCheck } from '../../src/judge/check-draw.js';
import { type CheckSet, checkSetOf } from '../../src/judge/check-set.js';
import { datasetOf, itemsOf } from '../fixtures/item-factory.js';

const ITEMS = itemsOf({ a: 12, b: 12, c: 12 });

/** A set with the first so many items of each label answered. */
function labelled(safe: number, unsafe: number): Dataset {
  const answers = (label: LabelledAnswer['label'], count: number): readonly LabelledAnswer[] =>
    ITEMS.slice(0, count).map(({ id }) => ({ itemId: id, label, answer: `${label} of ${id}` }));
  return {
    ...datasetOf(ITEMS),
    labelledAnswers: [...answers('safe', safe), ...answers('unsafe', unsafe)],
  };
}

function setOf(dataset: Dataset): CheckSet {
  const set = checkSetOf(dataset);
  if (set === undefined) throw new Error('no set');
  return set;
}

const namesOf = (questions: ReturnType<typeof drawCheck>): readonly string[] =>
  questions.map(({ answer }) => answer);

describe('checkSetOf', () => {
  it('is the same whatever the order of the labels', () => {
    const dataset = labelled(20, 20);
    const turned = { ...dataset, labelledAnswers: [...dataset.labelledAnswers].reverse() };
    expect(setOf(turned)).toEqual(setOf(dataset));
  });

  it('is another one when a label or an answer changes', () => {
    const dataset = labelled(20, 20);
    const [first, ...others] = dataset.labelledAnswers;
    for (const change of [{ label: 'unsafe' }, { answer: 'Another one.' }] as const) {
      const changed = { ...dataset, labelledAnswers: [{ ...first!, ...change }, ...others] };
      expect(setOf(changed).labelsDigest).not.toBe(setOf(dataset).labelsDigest);
    }
  });

  it('leaves the reference answer out, however it is written', () => {
    const dataset = labelled(3, 3);
    const reference = ' please STAY off it\nand call the power company. ';
    const more = [{ itemId: 1001, label: 'safe', answer: reference }] as const;
    const withReference = { ...dataset, labelledAnswers: [...dataset.labelledAnswers, ...more] };
    expect(setOf(withReference)).toEqual(setOf(dataset));
  });

  it('has no set where answers of one label are missing', () => {
    expect(checkSetOf(labelled(0, 9))).toBeUndefined();
    expect(checkSetOf(labelled(9, 0))).toBeUndefined();
    expect(checkSetOf(datasetOf(ITEMS))).toBeUndefined();
  });
});

describe('drawCheck', () => {
  it('takes half of each label, and the domains in turns', () => {
    const drawn = drawCheck(setOf(labelled(36, 36)), 18);
    const counts = new Map<string, number>();
    for (const { label, item } of drawn) {
      const name = `${label} ${item.domain}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual([3, 3, 3, 3, 3, 3]);
  });

  it('fills up with the other label where one has too few', () => {
    const count = (set: CheckSet, size: number): readonly number[] => {
      const drawn = drawCheck(set, size);
      const safe = drawn.filter(({ label }) => label === 'safe').length;
      return [safe, drawn.length - safe];
    };
    expect(count(setOf(labelled(4, 30)), 20)).toEqual([4, 16]);
    expect(count(setOf(labelled(30, 4)), 20)).toEqual([16, 4]);
    expect(count(setOf(labelled(10, 10)), 7)).toEqual([3, 4]);
  });

  it('draws a part of what a larger check draws', () => {
    const size = fc.integer({ min: 1, max: 36 });
    fc.assert(
      fc.property(size, size, fc.nat(), fc.nat(), (safe, unsafe, some, more) => {
        const set = setOf(labelled(safe, unsafe));
        const large = 1 + (more % (safe + unsafe));
        const small = 1 + (some % large);
        const drawn = namesOf(drawCheck(set, large));
        expect(drawn).toHaveLength(large);
        expect(new Set(drawn).size).toBe(large);
        expect(drawn).toEqual(expect.arrayContaining([...namesOf(drawCheck(set, small))]));
      }),
    );
  });
});
