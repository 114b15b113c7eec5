import type { Report } from './report.js';

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
 * @param report the read model
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
