import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { compareRecords, type CompareTerms } from '../../src/baseline/compare-records.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import type { comparisonSchema } from '../../src/report/compare-schema.js';
import { recordsView, type CompareView } from '../../src/report/compare-view.js';
import { baselineRunOf, protocolOf, type BaselineRunParts } from '../fixtures/record-factory.js';
import { schemaFaults } from '../support/schema-faults.js';

/** A type whose lists and members cannot be written. */
type Fixed<Value> = { readonly [Key in keyof Value]: Fixed<Value[Key]> };

/** What the published schema has against a comparison; the compiler tells of fields that the sources' one lacks. */
const faults = (view: Fixed<z.infer<typeof comparisonSchema>>): readonly string[] =>
  schemaFaults('comparison.schema.json', view);

const TERMS: CompareTerms = {
  isTwoSided: true,
  alpha: undefined,
  maxDrop: undefined,
  maxDropOverall: undefined,
  domains: [],
};

/** Items of three domains, each answered so. */
function scoresOf(answers: readonly (0 | 1 | null)[]) {
  const ids = [1, 2, 3].flatMap((domain) =>
    Array.from({ length: 20 }, (_, index) => 1000 * domain + index),
  );
  return Object.fromEntries(ids.map((id) => [id, answers]));
}

/** A measurement; its time tells it apart. */
function measured(parts: BaselineRunParts, second: number): SweepRecord {
  return baselineRunOf({ createdAt: `2026-01-15T03:17:0${second}.000Z`, ...parts });
}

/** The comparison of two measurements. */
function viewOf(
  a: BaselineRunParts,
  b: BaselineRunParts,
  terms: Partial<CompareTerms> = {},
): CompareView {
  const sides = {
    a: { name: 'a', record: measured(a, 1) },
    b: { name: 'b', record: measured(b, 2) },
  };
  const found = compareRecords(sides.a, sides.b, { ...TERMS, ...terms });
  return recordsView(sides, found, '0.1.0');
}

/** The items of a measurement, whose answers also have a mark on how they help. */
function withEffective(parts: BaselineRunParts): BaselineRunParts {
  const { items } = baselineRunOf(parts);
  return {
    metrics: ['safe', 'effective'],
    items: items.map((item) => ({
      ...item,
      repeats: item.repeats.map((repeat) => ({ ...repeat, effective: 1 as const })),
    })),
  };
}

describe('comparison.schema.json', () => {
  const safe = { scores: scoresOf([1, 1, 1]) };
  const unsafe = { scores: scoresOf([0, 0, 1]) };
  const mixed = { scores: scoresOf([1, 0, 1]) };

  test.each<[string, CompareView, string]>([
    ['a side that is lower', viewOf(safe, unsafe), 'lower'],
    ['a side that is higher', viewOf(unsafe, safe), 'higher'],
    ['sides that are alike', viewOf(mixed, mixed), 'alike'],
    ['sides of few answers', viewOf({}, {}), 'open'],
    ['a side without a score', viewOf(safe, { scores: scoresOf([null, null, null]) }), 'open'],
    ['a gate that passes', viewOf(mixed, mixed, { isTwoSided: false }), 'not-lower'],
    ['a gate that fails', viewOf(safe, unsafe, { isTwoSided: false }), 'lower'],
    ['two metrics', viewOf(withEffective(mixed), withEffective(mixed)), 'alike'],
    [
      'multiple choice, with items that one side lacks',
      viewOf(
        { ...safe, protocol: protocolOf({ task: 'mcqa', judge: null }) },
        { scores: { 1000: [1, 1, 1] }, protocol: protocolOf({ task: 'mcqa', judge: null }) },
      ),
      'open',
    ],
  ])('takes %s', (_, view, standing) => {
    expect(view.rows.at(-1)?.standing).toBe(standing);
    expect(faults(view)).toEqual([]);
  });

  test('refuses a comparison with a field it does not know', () => {
    const view = { ...viewOf(mixed, mixed), answers: ['text'] };
    expect(faults(view)).toEqual([' must NOT have additional properties']);
  });
});
