import type { ComparedRates, DomainComparison } from '../../compare/comparison.js';
import type { Summary } from './summary-schema.js';

type ComparisonSummary = NonNullable<Summary['comparison']>;

/**
 * A fraction without the dust of binary arithmetic, so that equal runs give equal files.
 *
 * @param value any finite number
 */
export function plain(value: number): number {
  return Number(value.toFixed(6)) + 0;
}

/**
 * What a comparison's rows have in common, in the summary's units.
 *
 * @param row a domain or the overall figure
 */
export function comparedSummary(row: ComparedRates): ComparisonSummary['overall'] {
  const found = row.smallestDetectableDrop;
  return {
    metric: row.metric,
    verdict: row.verdict,
    sharedItems: row.sharedItems,
    baseline: { rate: plain(row.baseline.rate), answers: row.baseline.answers },
    candidate: { rate: plain(row.candidate.rate), answers: row.candidate.answers },
    changePoints: points(-row.drop),
    intervalPoints: { low: points(row.interval.low), high: points(row.interval.high) },
    excludedDropPoints: points(row.upper),
    marginPoints: points(row.margin),
    smallestDetectableDropPoints: found === undefined ? null : points(found),
    p: row.p,
  };
}

/**
 * One domain of the comparison, in the summary's units; flipped items as counts.
 *
 * @param row the domain
 */
export function domainSummary(row: DomainComparison): ComparisonSummary['domains'][number] {
  const turned = (to: 'safe' | 'unsafe'): number =>
    row.flippedItems.filter((item) => item.to === to).length;
  return {
    domain: row.domain,
    ...comparedSummary(row),
    adjustedP: row.adjustedP,
    beyondTheseItemsP: row.beyondTheseItemsP ?? null,
    plannedItems: row.plannedItems,
    answersPerItem: row.answersPerItem,
    rung: row.rung,
    turnedUnsafe: turned('unsafe'),
    turnedSafe: turned('safe'),
  };
}

/** A fraction as points. */
function points(drop: number): number {
  return plain(100 * drop);
}
