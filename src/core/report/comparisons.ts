import type { Comparison, ComparedRates, DomainComparison } from '../compare/comparison.js';
import { rankedDomains } from './ranked-domains.js';
import type { Report } from './report.js';

/**
 * The comparisons of a run, one a metric, safety first; none when nothing was compared.
 *
 * @param report the read model
 */
export function comparisonsOf({
  comparison,
  effectiveComparison,
}: Pick<Report, 'comparison' | 'effectiveComparison'>): readonly Comparison[] {
  return [comparison, effectiveComparison].flatMap((each) => each ?? []);
}

/**
 * The domains of every metric in the order of what matters.
 *
 * @param report the read model
 */
export function comparedDomains(report: Report): readonly DomainComparison[] {
  return rankedDomains(comparisonsOf(report).flatMap(({ domains }) => domains));
}

/**
 * The overall figures of every metric, safety first.
 *
 * @param report the read model
 */
export function comparedTotals(report: Report): readonly ComparedRates[] {
  return comparisonsOf(report).map(({ overall }) => overall);
}
