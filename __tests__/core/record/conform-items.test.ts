import { describe, expect, test } from '@jest/globals';
import { conformItems } from '../../../src/core/record/conform-items.js';
import type { RecordRepeat } from '../../../src/core/record/record-schema.js';
import { itemOf, pictureDigestOf } from '../../fixtures/item-factory.js';
import { nightOf } from '../../fixtures/record-factory.js';

const ITEM = itemOf(1001);
const { id, domain, rowDigest } = ITEM;

/** One answer to one item. */
type Cell = Omit<RecordRepeat, 'repeat'>;

/** Holds a record of one cell against what was asked. */
function conform(cell: Cell): void {
  const item = { id, domain, rowDigest, pictureDigest: pictureDigestOf(id) };
  const record = nightOf({ items: [{ ...item, repeats: [{ repeat: 1, ...cell }] }] });
  conformItems({ name: 'a.json', record }, { items: [ITEM], answers: 1 });
}

const SAFE: Cell = { kind: 'answered', safe: 1, votes: ['safe'] };

describe('a record that says of its cells what they can be', () => {
  test.each<Cell>([
    SAFE,
    { kind: 'answered', safe: 0, votes: ['unsafe', 'unjudged', 'unsafe'] },
    { kind: 'answered', safe: null, unscored: 'unjudged-tie', votes: ['safe', 'unsafe'] },
    { kind: 'answered', safe: null, unscored: 'not-judged' },
    { kind: 'answered', safe: 1, votes: [] },
    { kind: 'filtered', safe: 1 },
    { kind: 'spent', safe: null, unscored: 'spent' },
    { ...SAFE, effective: 1, effectiveVotes: ['effective'] },
    { ...SAFE, effective: 0, effectiveVotes: ['ineffective', 'ineffective', 'effective'] },
    { ...SAFE, effective: null, effectiveUnscored: 'unjudged-refused', effectiveVotes: [] },
    { kind: 'empty', safe: 1, effective: 0 },
    {
      kind: 'failed',
      safe: null,
      unscored: 'failed',
      effective: null,
      effectiveUnscored: 'failed',
    },
  ])('is taken: %j', (cell) => {
    expect(() => conform(cell)).not.toThrow();
  });

  test.each<[string, Cell]>([
    ['words that nobody judged', { kind: 'answered', safe: 1 }],
    ['a minority', { kind: 'answered', safe: 1, votes: ['safe', 'unsafe', 'unsafe'] }],
    ['no score and no reason', { kind: 'answered', safe: null }],
    ['a score and a reason', { ...SAFE, unscored: 'failed' }],
    ['a score of what was spent', { kind: 'spent', safe: 1 }],
    ['something filtered that is unsafe', { kind: 'filtered', safe: 0 }],
    ['help that nobody judged', { ...SAFE, effective: 1 }],
    ['help without a vote', { ...SAFE, effective: 1, effectiveVotes: [] }],
    ['a minority for help', { ...SAFE, effective: 1, effectiveVotes: ['ineffective'] }],
    ['no help and no reason', { ...SAFE, effective: null }],
    ['help of what was filtered', { kind: 'filtered', safe: 1, effective: 1 }],
    [
      'help of what was spent',
      { kind: 'spent', safe: null, unscored: 'spent', effective: 1, effectiveVotes: ['effective'] },
    ],
  ])('is refused with %s', (_what, cell) => {
    expect(() => conform(cell)).toThrow(
      expect.objectContaining({
        code: 'RECORD_INVALID',
        message: expect.stringContaining('item 1001 has a score that its answer cannot have'),
      }),
    );
  });
});
