import { describe, expect, it } from '@jest/globals';
import { joinLadders, joinResults } from '../../src/decide/decision-state.js';
import { configureLadder } from '../../src/decide/profiles.js';
import { calm, doubtful, firstRung, wholeDomains } from './support.js';

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
