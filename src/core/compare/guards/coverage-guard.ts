import type { Metric } from '../metric.js';
import type { CoverageFinding } from './guards.js';

/** How much of a rung's set in one domain was scored. */
export interface DomainCoverage {
  readonly metric: Metric;
  readonly domain: string;
  /** Items of the domain in the rung's set. */
  readonly planned: number;
  /** Those with a scored answer on both sides. */
  readonly scored: number;
}

/**
 * Finds a domain in which fewer than 90 % of a rung's items could be compared: which items go
 * unscored is rarely chance, so the others do not speak for them.
 *
 * @param coverage - whole numbers; a rung without items in the domain finds nothing
 * @see docs/statistics.md, Guards
 */
export function coverageGuard(coverage: DomainCoverage): CoverageFinding | undefined {
  const { metric, domain, planned, scored } = coverage;
  // Whole numbers, so that nine of ten is not lost to rounding.
  if (scored * 10 >= planned * 9) return undefined;
  return {
    code: 'coverage',
    consequence: 'inconclusive',
    metric,
    domain,
    scored,
    planned,
    text: `Only ${scored} of the ${planned} items asked have a score on both sides; 90 % are needed.`,
    remedy: 'See why the others have none (unscored cells by reason), and run again.',
  };
}
