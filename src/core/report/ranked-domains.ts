import type { ComparisonVerdict, DomainComparison } from '../compare/comparison.js';
import type { DomainRates } from './report.js';

const RANK: Readonly<Record<ComparisonVerdict, number>> = { regression: 0, open: 1, pass: 2 };

/**
 * Domains in the order of what matters: regressed, open, the rest, each by how far it fell.
 *
 * @param domains compared domains; left as they are
 */
export function rankedDomains(domains: readonly DomainComparison[]): readonly DomainComparison[] {
  return [...domains].sort((a, b) => RANK[a.verdict] - RANK[b.verdict] || b.drop - a.drop);
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
