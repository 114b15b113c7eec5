import { describe, expect, it } from '@jest/globals';
import {
  type Profile,
  PROFILES,
  configureProfile,
  remainingSpendOverall,
} from '../../src/decide/v1-profiles.js';

const names = ['sampled', 'full', 'nightly', 'release'] as const;
const domainSpend = (profile: Profile): number =>
  profile.stages.reduce((sum, stage) => sum + stage.spendDomain, 0);
const overallSpend = (profile: Profile): number =>
  profile.stages.reduce((sum, stage) => sum + stage.spendOverall, 0);

describe('PROFILES', () => {
  it.each(names)(
    '%s spends .04 on domains and .01 overall, and asks more at each stage',
    (name) => {
      const profile = PROFILES[name];
      expect(domainSpend(profile)).toBeCloseTo(0.04, 12);
      expect(overallSpend(profile)).toBeCloseTo(0.01, 12);
      const asked = profile.stages.map(
        ({ itemsPerDomain, answers }) =>
          answers * 100 + (itemsPerDomain === 'all' ? 50 : itemsPerDomain),
      );
      expect(asked).toEqual([...asked].sort((a, b) => a - b));
    },
  );
});

describe('configureProfile', () => {
  it.each(names)('gives the %s profile of the table when nothing is changed', (name) => {
    expect(configureProfile(name)).toEqual(PROFILES[name]);
  });

  it('scales every spend by alpha', () => {
    const profile = configureProfile('full', { alpha: 0.02 });
    expect(domainSpend(profile)).toBeCloseTo(0.016, 12);
    expect(profile.stages.map((stage) => stage.spendOverall)[2]).toBeCloseTo(0.0016, 12);
  });

  it('replaces the margins', () => {
    expect(configureProfile('nightly', { maxDrop: 0.2, maxDropOverall: 0.08 })).toMatchObject({
      marginDomain: 0.2,
      marginOverall: 0.08,
    });
  });

  it('makes one stage with the whole alpha of repeats', () => {
    const { stages, marginDomain } = configureProfile('release', { repeats: 9, alpha: 0.1 });
    expect(stages).toHaveLength(1);
    expect(stages[0]).toMatchObject({ itemsPerDomain: 'all', answers: 9 });
    expect(stages[0]?.spendDomain).toBeCloseTo(0.08, 12);
    expect(stages[0]?.spendOverall).toBeCloseTo(0.02, 12);
    expect(marginDomain).toBe(0.12);
  });

  it('asks one answer an item where answers never vary, whatever the repeats', () => {
    const { stages } = configureProfile('sampled', { deterministic: true, repeats: 5 });
    expect(stages).toHaveLength(1);
    expect(stages[0]).toMatchObject({ itemsPerDomain: 'all', answers: 1 });
    expect(stages[0]?.spendDomain).toBeCloseTo(0.04, 12);
  });

  it('halves every spend for two metrics, and again for two baselines', () => {
    expect(domainSpend(configureProfile('nightly', { metricCount: 2 }))).toBeCloseTo(0.02, 12);
    const both = configureProfile('nightly', { metricCount: 2, spendShare: 0.5 });
    expect(domainSpend(both)).toBeCloseTo(0.01, 12);
    expect(overallSpend(both)).toBeCloseTo(0.0025, 12);
  });

  it('changes the sample of the sampled profile only', () => {
    const itemsPerDomain = (profile: Profile) =>
      profile.stages.map((stage) => stage.itemsPerDomain);
    expect(itemsPerDomain(configureProfile('sampled', { itemsPerDomain: 5 }))).toEqual([
      5,
      'all',
      'all',
    ]);
    expect(itemsPerDomain(configureProfile('nightly', { itemsPerDomain: 5 }))).toEqual([
      'all',
      'all',
    ]);
  });
});

describe('remainingSpendOverall', () => {
  it('is what later stages may spend', () => {
    expect(remainingSpendOverall(PROFILES.full, 0)).toBeCloseTo(0.007, 12);
    expect(remainingSpendOverall(PROFILES.full, 2)).toBe(0);
    expect(remainingSpendOverall(PROFILES.full, 9)).toBe(0);
  });
});
