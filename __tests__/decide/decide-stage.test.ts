import { describe, expect, it } from '@jest/globals';
import { decisionResult, startDecision } from '../../src/decide/v1-decision-state.js';
import { configureProfile, PROFILES } from '../../src/decide/v1-profiles.js';
import type { PairedCounts } from '../../src/stats/paired-counts.js';
import { edgeLists, isClean } from '../stats/support.js';
import {
  calm,
  staged,
  stageAll,
  doubtful,
  dropped,
  firstStage,
  many,
  wholeDomains,
} from './support.js';

describe('decideStage', () => {
  it('passes an unchanged model at the first stage', () => {
    const state = firstStage(wholeDomains({ a: calm, b: calm }));
    expect(decisionResult(state)).toBe('pass');
    expect(state.active).toEqual([]);
  });

  it('finds the domain that dropped, and only that', () => {
    const state = stageAll(wholeDomains({ a: calm, b: dropped, c: calm }));
    expect([...state.domains.values()].map(({ verdict }) => verdict)).toEqual([
      'pass',
      'regression',
      'pass',
    ]);
    expect(decisionResult(state)).toBe('regression');
  });

  it('leaves a doubtful domain open and sends it, alone, to the next stage', () => {
    const state = firstStage(wholeDomains({ a: calm, b: doubtful, c: calm, d: calm }), {
      profile: configureProfile('nightly', { maxDropOverall: 0.2 }),
    });
    expect(state.active).toEqual(['b']);
    expect(decisionResult(state)).toBe('inconclusive');
  });

  it('sends every domain on while the overall comparison is open and has alpha left', () => {
    const state = firstStage(wholeDomains({ a: calm, b: doubtful }), {
      profile: configureProfile('nightly', { maxDropOverall: 0.001 }),
    });
    expect(state.overall.verdict).toBe('open');
    expect(state.active).toEqual(['a', 'b']);
  });

  it('sends only open domains on when the overall comparison has no alpha left', () => {
    const profile = configureProfile('nightly', { maxDropOverall: 0.001 });
    const stages = profile.stages.map((stage, index) =>
      index > 0 ? { ...stage, spendOverall: 0 } : stage,
    );
    const state = firstStage(wholeDomains({ a: calm, b: doubtful }), {
      profile: { ...profile, stages },
    });
    expect(state.active).toEqual(['b']);
  });

  it('is inconclusive when a domain is still open at the end', () => {
    const state = stageAll(wholeDomains({ a: calm, b: doubtful, c: calm }));
    expect(state.active).toEqual([]);
    expect(state.domains.get('b')?.verdict).toBe('open');
    expect(decisionResult(state)).toBe('inconclusive');
  });

  it('keeps a regression, and lets a pass turn into one while the domain runs', () => {
    const profile = configureProfile('nightly', { maxDropOverall: 0.001 });
    const start = firstStage(wholeDomains({ a: calm, b: dropped }), { profile });
    expect(start.domains.get('a')?.verdict).toBe('pass');
    const open = { ...start, active: ['a', 'b'] };
    const next = staged(open, wholeDomains({ a: many(18, [9, 9, 1, 6]), b: calm }), { profile });
    expect(next.domains.get('a')?.verdict).toBe('regression');
    expect(next.domains.get('b')?.verdict).toBe('regression');
  });

  it('keeps a pass that more answers leave in doubt', () => {
    const profile = configureProfile('nightly', { maxDropOverall: 0.001 });
    const start = firstStage(wholeDomains({ a: calm, b: doubtful }), { profile });
    const next = staged(
      { ...start, active: ['a', 'b'] },
      wholeDomains({ a: doubtful, b: doubtful }),
      { profile },
    );
    expect(next.domains.get('a')?.verdict).toBe('pass');
  });

  it('remembers what a domain that left was last seen with', () => {
    const start = firstStage(wholeDomains({ a: calm, b: doubtful, c: calm, d: calm }), {
      profile: configureProfile('nightly', { maxDropOverall: 0.2 }),
    });
    const next = staged(start, wholeDomains({ b: many(17, [9, 9, 6, 6]) }));
    expect(next.domains.get('a')).toEqual(start.domains.get('a'));
    expect(next.domains.get('a')).toMatchObject({ stagesReached: 1, answersReached: 3 });
    expect(next.domains.get('b')).toMatchObject({ stagesReached: 2, answersReached: 6 });
  });

  it.each<readonly [string, readonly PairedCounts[]]>([
    ['no items', []],
    ['no candidate answers', many(18, [9, 9, 0, 0])],
    ['no baseline answers', many(18, [0, 0, 3, 3])],
  ])('never passes a domain with %s, even where every drop is allowed', (_, items) => {
    const profile = configureProfile('nightly', { maxDrop: 2, maxDropOverall: 2 });
    const state = stageAll(wholeDomains({ a: calm, b: items }), { profile });
    expect(state.domains.get('b')?.verdict).toBe('open');
    expect(state.overall.verdict).toBe('open');
    expect(decisionResult(state)).toBe('inconclusive');
  });

  it('holds the margins against the drop on the true scale', () => {
    const counts = wholeDomains({ a: calm });
    const loose = firstStage(counts).domains.get('a');
    const upper = loose?.bound?.upper ?? 1;
    expect(loose?.verdict).toBe('pass');
    const gain = upper / PROFILES.nightly.marginDomain;
    expect(firstStage(counts, { sensitivityGain: gain * 1.01 }).domains.get('a')?.verdict).toBe(
      'pass',
    );
    expect(firstStage(counts, { sensitivityGain: gain * 0.99 }).domains.get('a')?.verdict).toBe(
      'open',
    );
  });

  it.each([0, -0.2, NaN])(
    'passes nothing when the judge shows nothing (J = %d)',
    (sensitivityGain) => {
      const state = stageAll(wholeDomains({ a: calm }), { sensitivityGain });
      expect(decisionResult(state)).toBe('inconclusive');
    },
  );

  it('finds nothing on a stage without alpha, however deep the drop', () => {
    const state = firstStage(wholeDomains({ a: many(8, [9, 9, 0, 1]), b: many(8, [9, 9, 0, 1]) }), {
      profile: PROFILES.sampled,
    });
    expect(decisionResult(state)).toBe('inconclusive');
    expect(state.active).toEqual(['a', 'b']);
  });

  it('has nothing to say without domains', () => {
    const state = startDecision([]);
    expect(staged(state, new Map())).toEqual(state);
    expect(decisionResult(state)).toBe('inconclusive');
  });

  it.each(edgeLists)('has no gaps for %s', (_, items) => {
    for (const profile of Object.values(PROFILES)) {
      const state = stageAll(wholeDomains({ a: items, b: calm }), { profile });
      for (const domain of [...state.domains.values(), state.overall])
        expect(isClean(domain)).toBe(true);
    }
  });
});
