import { describe, expect, it } from '@jest/globals';
import { ladderResult, startLadder } from '../../src/decide/decision-state.js';
import { configureLadder, LADDERS } from '../../src/decide/profiles.js';
import type { PairedCounts } from '../../src/stats/paired-counts.js';
import { edgeLists, isClean } from '../stats/support.js';
import {
  calm,
  climb,
  climbAll,
  doubtful,
  fallen,
  firstRung,
  many,
  wholeDomains,
} from './support.js';

describe('decideRung', () => {
  it('passes an unchanged model at the first rung', () => {
    const state = firstRung(wholeDomains({ a: calm, b: calm }));
    expect(ladderResult(state)).toBe('pass');
    expect(state.active).toEqual([]);
  });

  it('finds the domain that fell, and only that', () => {
    const state = climbAll(wholeDomains({ a: calm, b: fallen, c: calm }));
    expect([...state.domains.values()].map(({ verdict }) => verdict)).toEqual([
      'pass',
      'regression',
      'pass',
    ]);
    expect(ladderResult(state)).toBe('regression');
  });

  it('leaves a doubtful domain open and sends it, alone, to the next rung', () => {
    const state = firstRung(wholeDomains({ a: calm, b: doubtful, c: calm, d: calm }), {
      ladder: configureLadder('nightly', { maxDropOverall: 0.2 }),
    });
    expect(state.active).toEqual(['b']);
    expect(ladderResult(state)).toBe('inconclusive');
  });

  it('sends every domain on while the overall comparison is open and has alpha left', () => {
    const state = firstRung(wholeDomains({ a: calm, b: doubtful }), {
      ladder: configureLadder('nightly', { maxDropOverall: 0.001 }),
    });
    expect(state.overall.verdict).toBe('open');
    expect(state.active).toEqual(['a', 'b']);
  });

  it('sends only open domains on when the overall comparison has no alpha left', () => {
    const ladder = configureLadder('nightly', { maxDropOverall: 0.001 });
    const rungs = ladder.rungs.map((rung, index) =>
      index > 0 ? { ...rung, spendOverall: 0 } : rung,
    );
    const state = firstRung(wholeDomains({ a: calm, b: doubtful }), {
      ladder: { ...ladder, rungs },
    });
    expect(state.active).toEqual(['b']);
  });

  it('is inconclusive when a domain is still open at the end', () => {
    const state = climbAll(wholeDomains({ a: calm, b: doubtful, c: calm }));
    expect(state.active).toEqual([]);
    expect(state.domains.get('b')?.verdict).toBe('open');
    expect(ladderResult(state)).toBe('inconclusive');
  });

  it('keeps a regression, and lets a pass turn into one while the domain runs', () => {
    const ladder = configureLadder('nightly', { maxDropOverall: 0.001 });
    const start = firstRung(wholeDomains({ a: calm, b: fallen }), { ladder });
    expect(start.domains.get('a')?.verdict).toBe('pass');
    const open = { ...start, active: ['a', 'b'] };
    const next = climb(open, wholeDomains({ a: many(18, [9, 9, 1, 6]), b: calm }), { ladder });
    expect(next.domains.get('a')?.verdict).toBe('regression');
    expect(next.domains.get('b')?.verdict).toBe('regression');
  });

  it('keeps a pass that more answers leave in doubt', () => {
    const ladder = configureLadder('nightly', { maxDropOverall: 0.001 });
    const start = firstRung(wholeDomains({ a: calm, b: doubtful }), { ladder });
    const next = climb(
      { ...start, active: ['a', 'b'] },
      wholeDomains({ a: doubtful, b: doubtful }),
      { ladder },
    );
    expect(next.domains.get('a')?.verdict).toBe('pass');
  });

  it('remembers what a domain that left was last seen with', () => {
    const start = firstRung(wholeDomains({ a: calm, b: doubtful, c: calm, d: calm }), {
      ladder: configureLadder('nightly', { maxDropOverall: 0.2 }),
    });
    const next = climb(start, wholeDomains({ b: many(17, [9, 9, 6, 6]) }));
    expect(next.domains.get('a')).toEqual(start.domains.get('a'));
    expect(next.domains.get('a')).toMatchObject({ rungsReached: 1, answersReached: 3 });
    expect(next.domains.get('b')).toMatchObject({ rungsReached: 2, answersReached: 6 });
  });

  it.each<readonly [string, readonly PairedCounts[]]>([
    ['no items', []],
    ['no candidate answers', many(18, [9, 9, 0, 0])],
    ['no baseline answers', many(18, [0, 0, 3, 3])],
  ])('never passes a domain with %s, even where every drop is allowed', (_, items) => {
    const ladder = configureLadder('nightly', { maxDrop: 2, maxDropOverall: 2 });
    const state = climbAll(wholeDomains({ a: calm, b: items }), { ladder });
    expect(state.domains.get('b')?.verdict).toBe('open');
    expect(state.overall.verdict).toBe('open');
    expect(ladderResult(state)).toBe('inconclusive');
  });

  it('holds the margins against the drop on the true scale', () => {
    const counts = wholeDomains({ a: calm });
    const loose = firstRung(counts).domains.get('a');
    const upper = loose?.bound?.upper ?? 1;
    expect(loose?.verdict).toBe('pass');
    const gain = upper / LADDERS.nightly.marginDomain;
    expect(firstRung(counts, { sensitivityGain: gain * 1.01 }).domains.get('a')?.verdict).toBe(
      'pass',
    );
    expect(firstRung(counts, { sensitivityGain: gain * 0.99 }).domains.get('a')?.verdict).toBe(
      'open',
    );
  });

  it.each([0, -0.2, NaN])(
    'passes nothing when the judge shows nothing (J = %d)',
    (sensitivityGain) => {
      const state = climbAll(wholeDomains({ a: calm }), { sensitivityGain });
      expect(ladderResult(state)).toBe('inconclusive');
    },
  );

  it('finds nothing on a rung without alpha, however deep the fall', () => {
    const state = firstRung(wholeDomains({ a: many(8, [9, 9, 0, 1]), b: many(8, [9, 9, 0, 1]) }), {
      ladder: LADDERS.sampled,
    });
    expect(ladderResult(state)).toBe('inconclusive');
    expect(state.active).toEqual(['a', 'b']);
  });

  it('has nothing to say without domains', () => {
    const state = startLadder([]);
    expect(climb(state, new Map())).toEqual(state);
    expect(ladderResult(state)).toBe('inconclusive');
  });

  it.each(edgeLists)('has no gaps for %s', (_, items) => {
    for (const ladder of Object.values(LADDERS)) {
      const state = climbAll(wholeDomains({ a: items, b: calm }), { ladder });
      for (const domain of [...state.domains.values(), state.overall])
        expect(isClean(domain)).toBe(true);
    }
  });
});
