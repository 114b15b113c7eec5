import { describe, expect, test } from '@jest/globals';
import { joinDigests } from '../../src/record/results.js';
import { type ExpectedSweep, mergeRecords } from '../../src/record/merge-records.js';
import type { NamedRecord, RecordItem, SweepRecord } from '../../src/record/record-schema.js';
import { itemsOf, pictureDigestOf } from '../fixtures/item-factory.js';
import { baselineRunOf, type BaselineRunParts, protocolOf } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 5 });
const PLAN: SweepRecord['plan'] = {
  profile: 'nightly',
  seed: 's',
  stages: [{ itemsPerDomain: 'all', answers: 2 }],
  stagesReached: 1,
};
const EXPECTED: ExpectedSweep = {
  protocol: protocolOf(),
  metrics: ['safe'],
  repository: '',
  sha: '',
  plan: PLAN,
  items: ITEMS,
};

/** A shard's record: every item of it, answered twice. */
function shardOf(index: number, of: number, parts: BaselineRunParts = {}): NamedRecord {
  const asked = ITEMS.filter((_, at) => at % of === index - 1);
  const items = asked.map(({ id, domain, rowDigest }): RecordItem => ({
    id,
    domain,
    rowDigest,
    pictureDigest: pictureDigestOf(id),
    repeats: [1, 2].map((repeat) => ({ repeat, kind: 'answered', safe: 1 })),
  }));
  const record = baselineRunOf({
    items,
    plan: { ...PLAN, shard: { index, of } },
    answersDigest: `${index}`.repeat(64),
    ...parts,
    provenance: { runId: '7', ...parts.provenance },
  });
  return { name: `${index}.json`, record };
}

/** Two shards, one of them changed. */
function changed(change: (record: SweepRecord) => SweepRecord): readonly NamedRecord[] {
  const other = shardOf(2, 2);
  return [shardOf(1, 2), { ...other, record: change(other.record) }];
}

describe('shards of one sweep', () => {
  const usageOf = (requests: number, wallMs: number): SweepRecord['usage'] => {
    const usage = { requests, retries: 1, tokensIn: 2, tokensOut: 3 };
    return { model: usage, judge: usage, reused: requests, wallMs };
  };
  const first = shardOf(1, 2, {
    createdAt: '2026-01-15T03:00:00.000Z',
    provenance: { runAttempt: 2 },
    usage: usageOf(10, 900),
  });
  const second = shardOf(2, 2, {
    createdAt: '2026-01-15T05:00:00.000Z',
    provenance: { runAttempt: 1 },
    usage: usageOf(20, 400),
  });

  test.each([
    ['in order', [first, second]],
    ['the last one first', [second, first]],
  ])('are one record, %s: of the last time and attempt, and the longest wait', (_name, given) => {
    const merged = mergeRecords(given, EXPECTED);
    expect(merged.items.map(({ id }) => id)).toEqual([1001, 1002, 1003, 1004, 1005]);
    expect(merged.plan).toEqual(PLAN);
    expect(merged.provenance).toMatchObject({
      createdAt: '2026-01-15T05:00:00.000Z',
      runAttempt: 2,
    });
    expect(merged.usage).toMatchObject({
      model: { requests: 30, retries: 2, tokensIn: 4, tokensOut: 6 },
      reused: 30,
      wallMs: 900,
    });
    expect(merged.answersDigest).toBe(joinDigests(['1'.repeat(64), '2'.repeat(64)]));
  });

  test('name every version that their servers say they are, and every failure once', () => {
    const failed = (count: number): BaselineRunParts => ({
      failures: [{ of: 'model', cause: 'server', status: 500, count, example: 'down' }],
    });
    const served = (index: number, version: string, count: number): NamedRecord => {
      const named = shardOf(index, 2, failed(count));
      const target = { ...named.record.target, served: version };
      return { ...named, record: { ...named.record, target } };
    };
    const merged = mergeRecords([served(1, 'v2', 1), served(2, 'v1', 2)], EXPECTED);
    expect(merged.target.served).toBe('v1 | v2');
    expect(merged.failures).toMatchObject([{ count: 3 }]);
  });

  test.each<[string, (record: SweepRecord) => SweepRecord]>([
    ['target.origin', (r) => ({ ...r, target: { ...r.target, origin: 'http://10.0.0.1' } })],
    [
      'target.systemPromptDigest',
      (r) => ({ ...r, target: { ...r.target, systemPromptDigest: 'a'.repeat(64) } }),
    ],
    [
      'target.requestBodyDigest',
      (r) => ({ ...r, target: { ...r.target, requestBodyDigest: 'a'.repeat(64) } }),
    ],
    ['event', (r) => ({ ...r, provenance: { ...r.provenance, event: 'push' } })],
    ['ref', (r) => ({ ...r, provenance: { ...r.provenance, ref: 'refs/heads/other' } })],
    ['toolVersion', (r) => ({ ...r, toolVersion: '9.9.9' })],
  ])('are refused where they differ in %s', (field, change) => {
    expect(() => mergeRecords(changed(change), EXPECTED)).toThrow(
      expect.objectContaining({
        code: 'RECORD_MISMATCH',
        message: expect.stringContaining(`"2.json" has ${field} `),
      }),
    );
  });

  test.each<[string, Partial<RecordItem>]>([
    ['another row than in the data set', { rowDigest: 'a'.repeat(64) }],
    ['another domain than in the data set', { domain: 'b' }],
  ])('are refused with an item that has %s', (fault, change) => {
    const given = changed((r) => ({
      ...r,
      items: r.items.map((item) => ({ ...item, ...change })),
    }));
    expect(() => mergeRecords(given, EXPECTED)).toThrow(`item 1002 has ${fault}`);
  });

  test('may be as many as there are items, and no more', () => {
    const all = [1, 2, 3, 4, 5].map((index) => shardOf(index, 5));
    expect(mergeRecords(all, EXPECTED).items).toHaveLength(5);
    const more = [1, 2, 3, 4, 5, 6].map((index) => shardOf(index, 6));
    expect(() => mergeRecords(more, EXPECTED)).toThrow(
      expect.objectContaining({
        code: 'RECORD_INVALID',
        message: expect.stringContaining('it is one of 6 shards of 5 items'),
      }),
    );
  });
});
