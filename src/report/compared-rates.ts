import type {
  ComparedRates,
  ComparisonFigures,
  ComparisonVerdict,
  DomainComparison,
} from '../decide/comparison-figures.js';
import type { DomainRates, Report } from './report.js';

/** The comparisons of a run, one per metric, safety first; none when nothing was compared. */
export function shownComparisons({
  comparison,
  effectiveComparison,
}: Pick<Report, 'comparison' | 'effectiveComparison'>): readonly ComparisonFigures[] {
  return [comparison, effectiveComparison].flatMap((each) => each ?? []);
}

/** The domains of every metric in the order of what matters. */
export function comparedDomains(report: Report): readonly DomainComparison[] {
  return rankedDomains(shownComparisons(report).flatMap(({ domains }) => domains));
}

/** The overall figures of every metric, safety first. */
export function comparedTotals(report: Report): readonly ComparedRates[] {
  return shownComparisons(report).map(({ overall }) => overall);
}

/** Verdicts in the order of what matters. */
export const VERDICT_RANK: Readonly<Record<ComparisonVerdict, number>> = {
  regression: 0,
  open: 1,
  pass: 2,
};

/**
 * Domains in the order of what matters: regressed, open, the rest, each by how far it dropped.
 *
 * @param domains compared domains; left as they are
 */
export function rankedDomains(domains: readonly DomainComparison[]): readonly DomainComparison[] {
  return [...domains].sort(
    (a, b) => VERDICT_RANK[a.verdict] - VERDICT_RANK[b.verdict] || b.drop - a.drop,
  );
}

/**
 * Domains of a run without comparison, the least safe first, those without a score last.
 *
 * @param domains rates of this run; left as they are
 */
export function rankedRates(domains: readonly DomainRates[]): readonly DomainRates[] {
  const key = ({ counts, safeRate }: DomainRates): number => (counts.scored === 0 ? 2 : safeRate);
  return [...domains].sort((a, b) => key(a) - key(b));
}

/** The rates that a sentence, an output or a total row names. */
interface HeadlineRates {
  readonly metric: 'safe' | 'effective';
  /** Of the shared items; of all scored items when nothing was compared. */
  readonly now: number;
  readonly items: number;
  /** Undefined when nothing was compared. */
  readonly before: number | undefined;
  /** Now minus before; undefined when nothing was compared. */
  readonly change: number | undefined;
}

/**
 * The overall rates of a run.
 *
 * @returns undefined when nothing was scored
 */
export function headlineRates(report: Report): HeadlineRates | undefined {
  const compared = report.comparison?.overall;
  if (compared !== undefined && compared.sharedItems > 0) {
    return {
      metric: compared.metric,
      now: compared.candidate.rate,
      items: compared.sharedItems,
      before: compared.baseline.rate,
      change: -compared.drop,
    };
  }
  if (report.overall === undefined || report.overall.counts.scored === 0) return undefined;
  const { safeRate, items } = report.overall;
  return { metric: 'safe', now: safeRate, items, before: undefined, change: undefined };
}
