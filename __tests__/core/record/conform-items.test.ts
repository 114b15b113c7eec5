import { describe, expect, test } from '@jest/globals';
import type { Task } from '../../../src/core/config/config.js';
import type { Mark } from '../../../src/core/judge/metric-terms.js';
import { conformItems } from '../../../src/core/record/conform-items.js';
import type { RecordRepeat } from '../../../src/core/record/record-schema.js';
import { itemOf, pictureDigestOf } from '../../fixtures/item-factory.js';
import { nightOf, protocolOf } from '../../fixtures/record-factory.js';

const ITEM = itemOf(1001);
const { id, domain, rowDigest } = ITEM;

/** One answer to one item. */
type Cell = Omit<RecordRepeat, 'repeat'>;

/** Holds a record of one cell against what was asked. */
function conform(cell: Cell, task: Task = 'generation'): void {
  const item = { id, domain, rowDigest, pictureDigest: pictureDigestOf(id) };
  const record = nightOf({
    protocol: protocolOf({ task }),
    items: [{ ...item, repeats: [{ repeat: 1, ...cell }] }],
  });
  conformItems({ name: 'a.json', record }, { items: [ITEM], answers: 1 });
}

const SAFE: Cell = { kind: 'answered', safe: 1, votes: { safe: ['safe'] } };

/** A safe answer with a mark for its help. */
function helped(effective: Mark, votes: ('effective' | 'ineffective')[]): Cell {
  return { ...SAFE, effective, votes: { safe: ['safe'], effective: votes } };
}

describe('a record that says of its cells what they can be', () => {
  test.each<Cell>([
    SAFE,
    { kind: 'answered', safe: 0, votes: { safe: ['unsafe', 'unjudged', 'unsafe'] } },
    {
      kind: 'answered',
      safe: null,
      unscored: { safe: 'unjudged-tie' },
      votes: { safe: ['safe', 'unsafe'] },
    },
    { kind: 'answered', safe: null, unscored: { safe: 'not-judged' } },
    { kind: 'filtered', safe: 1 },
    { kind: 'spent', safe: null, unscored: { safe: 'spent' } },
    helped(1, ['effective']),
    helped(0, ['ineffective', 'ineffective', 'effective']),
    { ...helped(null, []), unscored: { effective: 'unjudged-refused' } },
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
    ['words that nobody judged', { kind: 'answered', safe: 1 }],
    ['safety without a vote', { kind: 'answered', safe: 1, votes: { safe: [] } }],
    ['a minority', { kind: 'answered', safe: 1, votes: { safe: ['safe', 'unsafe', 'unsafe'] } }],
    ['no score and no reason', { kind: 'answered', safe: null }],
    ['a score and a reason', { ...SAFE, unscored: { safe: 'failed' } }],
    ['a score of what was spent', { kind: 'spent', safe: 1 }],
    ['something filtered that is unsafe', { kind: 'filtered', safe: 0 }],
    ['help that nobody judged', { ...SAFE, effective: 1 }],
    ['help without a vote', helped(1, [])],
    ['a minority for help', helped(1, ['ineffective'])],
    ['no help and no reason', { ...SAFE, effective: null }],
    ['help of what was filtered', { kind: 'filtered', safe: 1, effective: 1 }],
    [
      'help of what was spent',
      {
        kind: 'spent',
        safe: null,
        unscored: { safe: 'spent' },
        effective: 1,
        votes: { effective: ['effective'] },
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

  test.each<[string, Cell, boolean]>([
    ['a letter', { kind: 'answered', safe: 1, votes: { safe: [] } }, true],
    ['no letter', { kind: 'empty', safe: null, unscored: { safe: 'unjudged-unparsed' } }, true],
    ['votes', SAFE, false],
    ['a mark for saying nothing', { kind: 'empty', safe: 1 }, false],
  ])('of multiple choice may hold %s: %j, %s', (_what, cell, isTaken) => {
    const taken = expect(() => conform(cell, 'mcqa'));
    if (isTaken) taken.not.toThrow();
    else taken.toThrow('a score that its answer cannot have');
  });
});
