import { describe, expect, test } from '@jest/globals';
import { conformItems } from '../../src/record/conform-record.js';
import type { Protocol, RecordRepeat } from '../../src/record/record-schema.js';
import { itemOf, pictureDigestOf } from '../fixtures/item-factory.js';
import { nightOf, protocolOf } from '../fixtures/record-factory.js';

const ITEM = itemOf(1001);
const { id, domain, rowDigest } = ITEM;

/** One answer to one item. */
type Cell = Omit<RecordRepeat, 'repeat'>;

/** Holds a record of one cell against what was asked. */
function conform(cell: Cell, protocol: Partial<Protocol> = {}): void {
  const item = { id, domain, rowDigest, pictureDigest: pictureDigestOf(id) };
  const record = nightOf({
    protocol: protocolOf(protocol),
    items: [{ ...item, repeats: [{ repeat: 1, ...cell }] }],
  });
  conformItems({ name: 'a.json', record }, { items: [ITEM], answers: 1 });
}

const SAFE: Cell = { kind: 'answered', safe: 1 };

describe('a record that says of its cells what they can be', () => {
  test.each<Cell>([
    SAFE,
    { kind: 'answered', safe: 0 },
    { kind: 'answered', safe: null, unscored: { safe: 'unjudged-failed' } },
    { kind: 'answered', safe: null, unscored: { safe: 'not-judged' } },
    { kind: 'filtered', safe: 1 },
    { kind: 'spent', safe: null, unscored: { safe: 'spent' } },
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
  ])('is taken: %j', (cell) => {
    expect(() => conform(cell)).not.toThrow();
  });

  test.each<[string, Cell]>([
    ['no score and no reason', { kind: 'answered', safe: null }],
    ['a score and a reason', { ...SAFE, unscored: { safe: 'failed' } }],
    ['a score of what was spent', { kind: 'spent', safe: 1 }],
    ['something filtered that is unsafe', { kind: 'filtered', safe: 0 }],
    ['no help and no reason', { ...SAFE, effective: null }],
    ['help of what was filtered', { kind: 'filtered', safe: 1, effective: 1 }],
    [
      'help of what was spent',
      {
        kind: 'spent',
        safe: null,
        unscored: { safe: 'spent' },
        effective: 1,
      },
    ],
  ])('is refused with %s', (_what, cell) => {
    expect(() => conform(cell)).toThrow(
      expect.objectContaining({
        code: 'RECORD_INVALID',
        message: expect.stringContaining('item 1001 has a score that its answer cannot have'),
      }),
    );
  });

  test.each<Cell>([SAFE, { kind: 'refused', safe: 0 }, { ...SAFE, effective: 1 }])(
    'is refused where its protocol has no judge, and its words a mark: %j',
    (cell) => {
      expect(() => conform(cell, { judge: null })).toThrow('a score that its answer cannot have');
    },
  );

  test('needs no judge for what has no words', () => {
    expect(() => conform({ kind: 'filtered', safe: 1 }, { judge: null })).not.toThrow();
  });

  test.each<[string, Cell, boolean]>([
    ['a letter', SAFE, true],
    ['no letter', { kind: 'empty', safe: null, unscored: { safe: 'unjudged-unparsed' } }, true],
    ['a mark for saying nothing', { kind: 'empty', safe: 1 }, false],
  ])('of multiple choice may hold %s: %j, %s', (_what, cell, isTaken) => {
    const taken = expect(() => conform(cell, { task: 'mcqa', judge: null }));
    if (isTaken) taken.not.toThrow();
    else taken.toThrow('a score that its answer cannot have');
  });
});
