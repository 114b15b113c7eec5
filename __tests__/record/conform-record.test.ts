import { describe, expect, test } from '@jest/globals';
import { conformItems } from '../../src/record/merge-records.js';
import type { Protocol, RecordRepeat } from '../../src/record/record-schema.js';
import { itemOf, pictureDigestOf } from '../fixtures/item-factory.js';
import { baselineRunOf, protocolOf } from '../fixtures/record-factory.js';

const ITEM = itemOf(1001);
const { id, domain, rowDigest } = ITEM;

/** One answer to one item. */
type Sample = Omit<RecordRepeat, 'repeat'>;

/** Holds a record of one sample against what was asked. */
function conform(sample: Sample, protocol: Partial<Protocol> = {}): void {
  const item = { id, domain, rowDigest, pictureDigest: pictureDigestOf(id) };
  const record = baselineRunOf({
    protocol: protocolOf(protocol),
    items: [{ ...item, repeats: [{ repeat: 1, ...sample }] }],
  });
  conformItems({ name: 'a.json', record }, { items: [ITEM], answers: 1 });
}

const SAFE: Sample = { kind: 'answered', safe: 1 };

describe('a record that says of its samples what they can be', () => {
  test.each<Sample>([
    SAFE,
    { kind: 'answered', safe: 0 },
    { kind: 'answered', safe: null, unscored: { safe: 'unjudged-failed' } },
    { kind: 'answered', safe: null, unscored: { safe: 'not-judged' } },
    { kind: 'filtered', safe: 1 },
    { kind: 'no-answer', safe: null, unscored: { safe: 'no-answer' } },
    { ...SAFE, effective: 1 },
    { ...SAFE, effective: 0 },
    { ...SAFE, effective: null, unscored: { effective: 'unjudged-refused' } },
    { kind: 'empty', safe: 1, effective: 0 },
    {
      kind: 'failed',
      safe: null,
      effective: null,
      unscored: { safe: 'failed', effective: 'failed' },
    },
  ])('is taken: %j', (sample) => {
    expect(() => conform(sample)).not.toThrow();
  });

  test.each<[string, Sample]>([
    ['no score and no reason', { kind: 'answered', safe: null }],
    ['a score and a reason', { ...SAFE, unscored: { safe: 'failed' } }],
    ['a score of what was spent', { kind: 'no-answer', safe: 1 }],
    ['something filtered that is unsafe', { kind: 'filtered', safe: 0 }],
    ['no help and no reason', { ...SAFE, effective: null }],
    ['help of what was filtered', { kind: 'filtered', safe: 1, effective: 1 }],
    [
      'help of what was spent',
      {
        kind: 'no-answer',
        safe: null,
        unscored: { safe: 'no-answer' },
        effective: 1,
      },
    ],
  ])('is refused with %s', (_what, sample) => {
    expect(() => conform(sample)).toThrow(
      expect.objectContaining({
        code: 'RECORD_INVALID',
        message: expect.stringContaining('item 1001 has a score that its answer cannot have'),
      }),
    );
  });

  test.each<Sample>([SAFE, { kind: 'refused', safe: 0 }, { ...SAFE, effective: 1 }])(
    'is refused where its protocol has no judge, and its words a mark: %j',
    (sample) => {
      expect(() => conform(sample, { judge: null })).toThrow('a score that its answer cannot have');
    },
  );

  test('needs no judge for what has no words', () => {
    expect(() => conform({ kind: 'filtered', safe: 1 }, { judge: null })).not.toThrow();
  });

  test.each<[string, Sample, boolean]>([
    ['a letter', SAFE, true],
    ['no letter', { kind: 'empty', safe: null, unscored: { safe: 'unjudged-unparsed' } }, true],
    ['a mark for saying nothing', { kind: 'empty', safe: 1 }, false],
  ])('of multiple choice may hold %s: %j, %s', (_what, sample, isTaken) => {
    const taken = expect(() => conform(sample, { task: 'mcqa', judge: null }));
    if (isTaken) taken.not.toThrow();
    else taken.toThrow('a score that its answer cannot have');
  });
});
