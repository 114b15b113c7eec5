import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DomainCounts } from '../../../src/core/compare/decide-rung.js';
import { joinLadders } from '../../../src/core/compare/join-ladders.js';
import { joinResults, ladderResult } from '../../../src/core/compare/ladder-result.js';
import { type LadderState, startLadder } from '../../../src/core/compare/ladder-state.js';
import { configureLadder, LADDERS } from '../../../src/core/compare/ladders.js';
import type { PairedCounts } from '../../../src/core/stats/paired-counts.js';
import {
  anyItems,
  edgeLists,
  expectNear,
  isClean,
  type ItemTuple,
  paired,
} from '../stats/support.js';
import { climb, type RunConstants, wholeDomains } from './support.js';

const many = (count: number, item: ItemTuple): readonly PairedCounts[] =>
  Array.from({ length: count }, () => paired(item));

const calm = many(18, [9, 9, 3, 3]);
const fallen = many(18, [9, 9, 0, 3]);
/** A little worse than calm: neither a regression nor a pass at three answers. */
const doubtful = [...many(14, [9, 9, 3, 3]), ...many(3, [7, 9, 1, 3])];

/** Climbs one ladder to its end on the same counts at every rung. */
const climbAll = (
  domains: ReadonlyMap<string, DomainCounts>,
  constants: RunConstants = {},
): LadderState => {
  let state = startLadder([...domains.keys()]);
  while (state.active.length > 0) state = climb(state, domains, constants);
  return state;
};

/** The first rung only, on the ladder given or the nightly one. */
const firstRung = (
  domains: ReadonlyMap<string, DomainCounts>,
  constants: RunConstants = {},
): LadderState => climb(startLadder([...domains.keys()]), domains, constants);

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

describe('properties of the ladder', () => {
  const anyDomains = fc
    .uniqueArray(fc.string({ maxLength: 3 }), { maxLength: 9 })
    .chain((names) =>
      fc.tuple(...names.map((name) => anyItems.map((items) => [name, items] as const))),
    )
    .map((entries) => wholeDomains(Object.fromEntries(entries)));
  const anyLadder = fc.constantFrom(...Object.values(LADDERS));

  it('never adjusts p downwards, never bounds a drop below itself, never meets NaN', () => {
    fc.assert(
      fc.property(anyDomains, anyLadder, (domains, ladder) => {
        for (const domain of climbAll(domains, { ladder }).domains.values()) {
          expect(isClean(domain)).toBe(true);
          expect(domain.adjustedP).toBeGreaterThanOrEqual(domain.p);
          expect(domain.bound?.upper).toBeGreaterThanOrEqual(domain.bound?.drop ?? NaN);
        }
      }),
    );
  });

  it('never finds a regression in identical data', () => {
    const identical = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.array(fc.nat({ max: 9 }), { maxLength: 21 }))
      .map(([answers, safe]) =>
        safe.map((count) =>
          paired([count % (answers + 1), answers, count % (answers + 1), answers]),
        ),
      );
    fc.assert(
      fc.property(
        fc.array(identical, { minLength: 1, maxLength: 9 }),
        anyLadder,
        (lists, ladder) => {
          const domains = wholeDomains(
            Object.fromEntries(lists.map((list, index) => [`d${String(index)}`, list])),
          );
          expect(ladderResult(climbAll(domains, { ladder }))).not.toBe('regression');
        },
      ),
    );
  });

  it('does not depend on the order of items or domains', () => {
    fc.assert(
      fc.property(anyDomains, anyLadder, (domains, ladder) => {
        const turned = new Map(
          [...domains]
            .reverse()
            .map(([name, { items, domainSize }]) => [
              name,
              { items: [...items].reverse(), domainSize },
            ]),
        );
        const state = firstRung(domains, { ladder });
        const other = firstRung(turned, { ladder });
        for (const [name, domain] of state.domains) {
          expectNear(other.domains.get(name)?.adjustedP, domain.adjustedP, 1e-9);
          expectNear(other.domains.get(name)?.bound?.upper, domain.bound?.upper ?? NaN, 1e-9);
        }
        expectNear(other.overall.p, state.overall.p, 1e-9);
      }),
    );
  });

  const worsen = (
    domains: ReadonlyMap<string, DomainCounts>,
    share: readonly number[],
  ): ReadonlyMap<string, DomainCounts> =>
    new Map(
      [...domains].map(([name, { items, domainSize }], index) => [
        name,
        {
          items: items.map((item) => ({
            ...item,
            safeCandidate: Math.floor(item.safeCandidate * (share[index] ?? 1)),
          })),
          domainSize,
        },
      ]),
    );
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    minLength: 9,
    maxLength: 9,
  });

  it('sees no smaller fall, and none more likely, when more answers are unsafe', () => {
    fc.assert(
      fc.property(anyDomains, shares, anyLadder, (domains, share, ladder) => {
        const state = firstRung(domains, { ladder });
        const worse = firstRung(worsen(domains, share), { ladder });
        for (const [name, { p, bound }] of state.domains) {
          expect(worse.domains.get(name)?.p).toBeLessThanOrEqual(p * (1 + 1e-9));
          expect(worse.domains.get(name)?.bound?.drop).toBeGreaterThanOrEqual(
            (bound?.drop ?? 0) - 1e-12,
          );
        }
        expect(worse.overall.p).toBeLessThanOrEqual(state.overall.p * (1 + 1e-9));
        if (state.overall.verdict === 'regression')
          expect(worse.overall.verdict).toBe('regression');
      }),
    );
  });

  // Seeded, because there are rare exceptions: the next test is the smallest of them.
  it('does not turn a fail into a pass when more answers are unsafe', () => {
    fc.assert(
      fc.property(anyDomains, shares, anyLadder, (domains, share, ladder) => {
        fc.pre(ladderResult(firstRung(domains, { ladder })) === 'regression');
        expect(ladderResult(firstRung(worsen(domains, share), { ladder }))).not.toBe('pass');
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('has the exception that docs/statistics.md names: a flip elsewhere makes an adjusted p larger', () => {
    const lastRung = LADDERS.sampled.rungs.slice(-1);
    const ladder = { ...LADDERS.sampled, rungs: lastRung };
    const a = [...many(15, [9, 9, 3, 3]), ...many(3, [9, 9, 2, 3])];
    const b = (flipped: number): readonly PairedCounts[] => [
      ...many(15, [9, 9, 3, 3]),
      ...many(2, [8, 9, 3, 3]),
      paired([9, 9, 3 - flipped, 3]),
    ];
    const before = firstRung(wholeDomains({ a, b: b(0) }), { ladder });
    const after = firstRung(wholeDomains({ a, b: b(1) }), { ladder });
    expectNear(before.domains.get('a')?.adjustedP, 1 / 64, 1e-9);
    expectNear(after.domains.get('a')?.adjustedP, 1 - (1 - 1 / 64) ** 2, 1e-9);
    expect([ladderResult(before), ladderResult(after)]).toEqual(['regression', 'pass']);
  });

  it('keeps the regression of a lone domain when more of its answers are unsafe', () => {
    const flips = fc.array(fc.nat({ max: 3 }), { minLength: 18, maxLength: 18 });
    fc.assert(
      fc.property(flips, flips, (first, more) => {
        const after = (losses: readonly number[]): readonly PairedCounts[] =>
          losses.map((loss) => paired([9, 9, Math.max(0, 3 - loss), 3]));
        const state = firstRung(wholeDomains({ a: after(first) }));
        fc.pre(ladderResult(state) === 'regression');
        const worse = firstRung(
          wholeDomains({ a: after(first.map((loss, index) => loss + (more[index] ?? 0))) }),
        );
        expect(ladderResult(worse)).toBe('regression');
        expect(worse.overall.p).toBeLessThanOrEqual(state.overall.p);
      }),
    );
  });
});

describe('ladders climbed together', () => {
  const counts = wholeDomains({ a: calm, b: calm, c: calm });
  const ladder = configureLadder('nightly', { metricCount: 2, maxDropOverall: 0.2 });

  it('keep a domain running until it is settled on both', () => {
    const safe = firstRung(counts, { ladder });
    const effective = firstRung(wholeDomains({ a: calm, b: doubtful, c: calm }), { ladder });
    expect([safe.active, effective.active]).toEqual([[], ['b']]);
    const [safeNext, effectiveNext] = joinLadders([safe, effective]);
    expect([safeNext?.active, effectiveNext?.active]).toEqual([['b'], ['b']]);
  });

  it('stop when both are settled', () => {
    const states = joinLadders([firstRung(counts, { ladder }), firstRung(counts, { ladder })]);
    expect(states.map((state) => state.active)).toEqual([[], []]);
    expect(joinLadders([])).toEqual([]);
  });

  it('fail by either, pass by both', () => {
    expect(joinResults(['pass', 'regression'])).toBe('regression');
    expect(joinResults(['pass', 'inconclusive'])).toBe('inconclusive');
    expect(joinResults(['pass', 'pass'])).toBe('pass');
    expect(joinResults([])).toBe('inconclusive');
  });
});
