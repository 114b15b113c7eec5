import { describe, expect, test } from '@jest/globals';
import type { Metric } from '../../src/decide/metric.js';
import fc from 'fast-check';
import { recordSchema } from '../../src/record/record-schema.js';
import { sampleResult, type SweepResults } from '../../src/record/results.js';
import { itemOf, itemsOf, pictureDigestOf, pictureDigestsOf } from '../fixtures/item-factory.js';
import {
  judgementOf,
  baselineRunOf,
  resultsOf,
  scoredSample,
  WORDS,
} from '../fixtures/record-factory.js';
import { anyAnswer, anyJudgements } from './answer-arbitraries.js';
import { buildRecord, type RecordParts, resultsOfRecord } from '../../src/record/build-record.js';

const ITEMS = itemsOf({ a: 4 });

/** What a record is made from, around these results. */
function partsOf(results: SweepResults): RecordParts {
  const { toolVersion, partial, provenance, protocol, target, metrics, capabilities, plan, usage } =
    baselineRunOf();
  const facts = {
    toolVersion,
    partial,
    provenance,
    protocol,
    target,
    metrics,
    capabilities,
    plan,
    judgeCheck: null,
    failures: [],
    usage,
  };
  return { ...facts, items: ITEMS, pictureDigests: pictureDigestsOf(ITEMS), results };
}

const anyResults: fc.Arbitrary<SweepResults> = fc
  .array(
    fc.record({
      itemId: fc.constantFrom(...ITEMS.map(({ id }) => id)),
      repeat: fc.integer({ min: 1, max: 3 }),
      answer: anyAnswer,
      judgements: anyJudgements,
      metrics: fc.constantFrom<Metric[]>(['safe'], ['safe', 'effective']),
    }),
    { maxLength: 12 },
  )
  .map((samples) =>
    resultsOf(
      samples.map(({ itemId, repeat, answer, judgements, metrics }) =>
        sampleResult({ itemId, repeat }, answer, judgements, metrics),
      ),
    ),
  );

describe('buildRecord', () => {
  test('says of its results what a record made from the record says again', () => {
    fc.assert(
      fc.property(anyResults, (results) => {
        const record = buildRecord(partsOf(results));
        expect(buildRecord(partsOf(resultsOfRecord(record))).items).toEqual(record.items);
      }),
    );
  });

  test('is a record by its own schema, whatever was answered', () => {
    fc.assert(
      fc.property(anyResults, (results) => {
        const record = buildRecord(partsOf(results));
        expect(recordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
      }),
    );
  });

  test('holds no word of any answer or judgement', () => {
    const mark = (name: string) => `MARK-${name}-KRAM`;
    const results = resultsOf([
      sampleResult(
        { itemId: 1001, repeat: 1 },
        { kind: 'answered', text: mark('answer'), truncated: true },
        { safe: { label: 'unsafe', rationale: mark('rationale') } },
      ),
      sampleResult({ itemId: 1002, repeat: 1 }, { kind: 'refused', text: mark('refusal') }),
      sampleResult(
        { itemId: 1003, repeat: 1 },
        { kind: 'failed', cause: 'server', detail: mark('detail') },
      ),
    ]);
    const texts = { question: mark('q'), warning: mark('w'), reference: mark('r') };
    const items = ITEMS.map((item) => ({ ...item, ...texts }));
    const text = JSON.stringify(buildRecord({ ...partsOf(results), items }));
    expect(text).not.toContain('MARK');
    expect(text).toContain('"safe":0');
  });

  test('holds the text that answers have in common, and none for multiple choice', () => {
    const results = resultsOf(ITEMS.map(({ id }) => scoredSample({ itemId: id, repeat: 1 }, 1)));
    const parts = partsOf(results);
    expect(buildRecord(parts).commonText).toMatchObject({ share: 1, items: 4 });
    const protocol = { ...parts.protocol, task: 'mcqa' } as const;
    expect(buildRecord({ ...parts, protocol }).commonText).toBeNull();
  });

  test('keeps of each item its digests, and of each sample kind and score, in order', () => {
    const results = resultsOf([
      sampleResult({ itemId: 1002, repeat: 2 }, { kind: 'no-answer' }),
      sampleResult({ itemId: 1002, repeat: 1 }, { ...WORDS, truncated: true } as typeof WORDS, {
        safe: judgementOf('safe'),
      }),
      scoredSample({ itemId: 1001, repeat: 1 }, null),
    ]);
    const { items } = buildRecord(partsOf(results));
    const digests = (id: number) => ({
      rowDigest: itemOf(id).rowDigest,
      pictureDigest: pictureDigestOf(id),
    });
    const unscored = {
      kind: 'answered',
      safe: null,
      unscored: { safe: 'unjudged-unparsed' },
    };
    expect(items).toEqual([
      { id: 1001, domain: 'a', ...digests(1001), repeats: [{ repeat: 1, ...unscored }] },
      {
        id: 1002,
        domain: 'a',
        ...digests(1002),
        repeats: [
          { repeat: 1, kind: 'answered', truncated: true, safe: 1 },
          { repeat: 2, kind: 'no-answer', safe: null, unscored: { safe: 'no-answer' } },
        ],
      },
    ]);
  });
});
