import { comparableItems } from '../stats/comparable-items.js';
import type { SafeCount } from '../stats/paired-counts.js';
import type { MeasuredRate } from './comparison.js';
import type { DomainCounts } from './ladder/decide-rung.js';

/**
 * The mean over items of the share of their answers that are safe.
 *
 * @param counts one entry an item; those without answers are left out, and none gives a rate of 0
 */
export function measuredRate(counts: readonly SafeCount[]): MeasuredRate {
  const answered = counts.filter(({ answers }) => answers > 0);
  const sum = answered.reduce((total, { safe, answers }) => total + safe / answers, 0);
  return {
    rate: answered.length === 0 ? 0 : sum / answered.length,
    answers: answered.reduce((total, { answers }) => total + answers, 0),
  };
}

/**
 * The rate over all domains, each weighted by the items it has, so that a sample of equal parts
 * estimates the whole set. Domains without a comparable item have no weight.
 *
 * @param counts the counts of every domain
 * @param side which of the two rates
 */
export function weightedRate(
  counts: ReadonlyMap<string, DomainCounts>,
  side: 'Baseline' | 'Candidate',
): MeasuredRate {
  const parts = [...counts.values()].flatMap(({ items, domainSize }) => {
    const shared = comparableItems(items);
    const { rate, answers } = measuredRate(
      shared.map((item) => ({ safe: item[`safe${side}`], answers: item[`answers${side}`] })),
    );
    return shared.length === 0 ? [] : [{ rate, answers, weight: domainSize }];
  });
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  return {
    rate: weight === 0 ? 0 : parts.reduce((sum, part) => sum + part.rate * part.weight, 0) / weight,
    answers: parts.reduce((sum, part) => sum + part.answers, 0),
  };
}
