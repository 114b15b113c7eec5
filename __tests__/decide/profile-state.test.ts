import { describe, expect, it } from '@jest/globals';
import { joinStates, joinResults } from '../../src/decide/v1-decision-state.js';
import { configureProfile } from '../../src/decide/v1-profiles.js';
import { calm, doubtful, firstStage, wholeDomains } from './support.js';

describe('profiles followed together', () => {
  const counts = wholeDomains({ a: calm, b: calm, c: calm });
  const profile = configureProfile('nightly', { metricCount: 2, maxDropOverall: 0.2 });

  it('keep a domain running until it is settled on both', () => {
    const safe = firstStage(counts, { profile });
    const effective = firstStage(wholeDomains({ a: calm, b: doubtful, c: calm }), { profile });
    expect([safe.active, effective.active]).toEqual([[], ['b']]);
    const [safeNext, effectiveNext] = joinStates([safe, effective]);
    expect([safeNext?.active, effectiveNext?.active]).toEqual([['b'], ['b']]);
  });

  it('stop when both are settled', () => {
    const states = joinStates([firstStage(counts, { profile }), firstStage(counts, { profile })]);
    expect(states.map((state) => state.active)).toEqual([[], []]);
    expect(joinStates([])).toEqual([]);
  });

  it('fail by either, pass by both', () => {
    expect(joinResults(['pass', 'regression'])).toBe('regression');
    expect(joinResults(['pass', 'inconclusive'])).toBe('inconclusive');
    expect(joinResults(['pass', 'pass'])).toBe('pass');
    expect(joinResults([])).toBe('inconclusive');
  });
});
