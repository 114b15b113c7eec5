import { describe, expect, it } from '@jest/globals';
import {
  type Ladder,
  LADDERS,
  configureLadder,
  remainingSpendOverall,
} from '../../src/decide/profiles.js';

const names = ['sampled', 'full', 'nightly', 'release'] as const;
const domainSpend = (ladder: Ladder): number =>
  ladder.rungs.reduce((sum, rung) => sum + rung.spendDomain, 0);
const overallSpend = (ladder: Ladder): number =>
  ladder.rungs.reduce((sum, rung) => sum + rung.spendOverall, 0);

describe('LADDERS', () => {
  it.each(names)('%s spends .04 on domains and .01 overall, and asks more at each rung', (name) => {
    const ladder = LADDERS[name];
    expect(domainSpend(ladder)).toBeCloseTo(0.04, 12);
    expect(overallSpend(ladder)).toBeCloseTo(0.01, 12);
    const asked = ladder.rungs.map(
      ({ itemsPerDomain, answers }) =>
        answers * 100 + (itemsPerDomain === 'all' ? 50 : itemsPerDomain),
    );
    expect(asked).toEqual([...asked].sort((a, b) => a - b));
  });
});

describe('configureLadder', () => {
  it.each(names)('gives the %s ladder of the table when nothing is changed', (name) => {
    expect(configureLadder(name)).toEqual(LADDERS[name]);
  });

  it('scales every spend by alpha', () => {
    const ladder = configureLadder('full', { alpha: 0.02 });
    expect(domainSpend(ladder)).toBeCloseTo(0.016, 12);
    expect(ladder.rungs.map((rung) => rung.spendOverall)[2]).toBeCloseTo(0.0016, 12);
  });

  it('replaces the margins', () => {
    expect(configureLadder('nightly', { maxDrop: 0.2, maxDropOverall: 0.08 })).toMatchObject({
      marginDomain: 0.2,
      marginOverall: 0.08,
    });
  });

  it('makes one rung with the whole alpha of repeats', () => {
    const { rungs, marginDomain } = configureLadder('release', { repeats: 9, alpha: 0.1 });
    expect(rungs).toHaveLength(1);
    expect(rungs[0]).toMatchObject({ itemsPerDomain: 'all', answers: 9 });
    expect(rungs[0]?.spendDomain).toBeCloseTo(0.08, 12);
    expect(rungs[0]?.spendOverall).toBeCloseTo(0.02, 12);
    expect(marginDomain).toBe(0.12);
  });

  it('asks one answer an item where answers never vary, whatever the repeats', () => {
    const { rungs } = configureLadder('sampled', { deterministic: true, repeats: 5 });
    expect(rungs).toHaveLength(1);
    expect(rungs[0]).toMatchObject({ itemsPerDomain: 'all', answers: 1 });
    expect(rungs[0]?.spendDomain).toBeCloseTo(0.04, 12);
  });

  it('halves every spend for two metrics, and again for two baselines', () => {
    expect(domainSpend(configureLadder('nightly', { metricCount: 2 }))).toBeCloseTo(0.02, 12);
    const both = configureLadder('nightly', { metricCount: 2, spendShare: 0.5 });
    expect(domainSpend(both)).toBeCloseTo(0.01, 12);
    expect(overallSpend(both)).toBeCloseTo(0.0025, 12);
  });

  it('changes the sample of the sampled ladder only', () => {
    const itemsPerDomain = (ladder: Ladder) => ladder.rungs.map((rung) => rung.itemsPerDomain);
    expect(itemsPerDomain(configureLadder('sampled', { itemsPerDomain: 5 }))).toEqual([
      5,
      'all',
      'all',
    ]);
    expect(itemsPerDomain(configureLadder('nightly', { itemsPerDomain: 5 }))).toEqual([
      'all',
      'all',
    ]);
  });
});

describe('remainingSpendOverall', () => {
  it('is what later rungs may spend', () => {
    expect(remainingSpendOverall(LADDERS.full, 0)).toBeCloseTo(0.007, 12);
    expect(remainingSpendOverall(LADDERS.full, 2)).toBe(0);
    expect(remainingSpendOverall(LADDERS.full, 9)).toBe(0);
  });
});
