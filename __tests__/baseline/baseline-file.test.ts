import { describe, expect, test } from '@jest/globals';
import { MAX_BASELINE_BYTES, parseBaseline } from '../../src/baseline/baseline-file.js';
import { sampleBaseline } from './baseline-samples.js';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

describe('parseBaseline', () => {
  test('gives a valid file back', () => {
    const baseline = sampleBaseline();
    expect(parseBaseline(bytes(baseline), 'default')).toEqual({ ok: true, baseline });
  });

  const valid = sampleBaseline();
  test.each([
    ['nothing', new Uint8Array(), 'no JSON'],
    ['no JSON', new TextEncoder().encode('<html>'), 'no JSON'],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'no JSON'],
    ['a list', bytes([]), 'At its top'],
    ['null', bytes(null), 'At its top'],
    ['a newer version', bytes({ ...valid, schemaVersion: 2 }), 'schema version 2'],
    ['an older version', bytes({ ...valid, schemaVersion: 0 }), 'schema version 0'],
    ['no version', bytes({ ...valid, schemaVersion: undefined }), 'At schemaVersion'],
    ['more than there should be', bytes({ ...valid, extra: 1 }), 'At its top'],
    ['a record with a wrong score', bytes(withScore(7)), 'At records.0.items.0.repeats.0.safe'],
    ['another gate’s file', bytes(sampleBaseline('other')), 'the baseline "other", not "default"'],
    ['too much', new Uint8Array(MAX_BASELINE_BYTES + 1), 'larger than 64 MiB'],
  ])('names the problem of %s', (_name, file, problem) => {
    const parsed = parseBaseline(file, 'default');
    expect(parsed).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
    expect(parsed).toMatchObject({ remedy: expect.stringMatching(/\.$/) });
  });

  test('keeps what it says about a hostile file short', () => {
    const parsed = parseBaseline(bytes({ ...valid, ['x'.repeat(100_000)]: 1 }), 'default');
    expect(parsed.ok ? '' : parsed.problem.length).toBeLessThan(400);
  });
});

function withScore(safe: number): unknown {
  const { records, ...rest } = sampleBaseline();
  const items = records[0]!.items.map((item) => ({
    ...item,
    repeats: [{ repeat: 1, kind: 'answered', safe }],
  }));
  return { ...rest, records: [{ ...records[0], items }] };
}
