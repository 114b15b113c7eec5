import type { Drop } from '../units.js';
import { normalQuantile } from './normal-quantile.js';

/** What the bound over all domains needs of one domain. */
export interface DomainDrop {
  /** Items the domain has in all. */
  readonly domainSize: number;
  /** Items that could be compared; 0 means that nothing is known of the domain. */
  readonly items: number;
  readonly drop: Drop;
  /** `variance` of the domain's drop bound. */
  readonly variance: number;
  /** `pairedVariance` of the domain's drop bound. */
  readonly pairedVariance: number;
}

/** The drop over all domains and the largest that the data leave possible. */
export interface OverallBound {
  readonly drop: Drop;
  readonly variance: number;
  readonly upper: Drop;
}

/** Weighted drop and its two variances. */
function combine(domains: readonly DomainDrop[]): { drop: Drop; variance: number } {
  const items = domains.reduce((sum, domain) => sum + domain.domainSize, 0);
  let drop = 0;
  let variance = 0;
  let pairedVariance = 0;
  for (const domain of domains) {
    const weight = domain.domainSize / items;
    drop += weight * domain.drop;
    variance += weight * weight * domain.variance;
    pairedVariance += weight * weight * domain.pairedVariance;
  }
  return { drop, variance: Math.max(variance, pairedVariance) };
}

/**
 * Upper bound of the drop over all domains, each weighted by its number of items.
 *
 * `d = Σ w_d·d_d`, `w_d = N_d / N`; `V = max(Σ w_d²·V_d, Σ w_d²·s²_D,d/n_d)`; `U = d + z·sqrt(V)`.
 * With no domain, or one of which nothing is known, nothing is excluded: `upper` is 1 (and with no
 * domain `drop` is 0 and `variance` 1).
 *
 * @param domains - one entry a domain that has items
 * @param confidence - one-sided, .5 to 1
 * @see https://en.wikipedia.org/wiki/Stratified_sampling
 * @example
 * overallBound(
 *   [{ domainSize: 18, items: 18, drop: 0.1, variance: 0.0004, pairedVariance: 0.0009 }],
 *   0.95,
 * ).upper; // 0.14934560880854417
 */
export function overallBound(domains: readonly DomainDrop[], confidence: number): OverallBound {
  const counted = domains.filter((domain) => domain.domainSize > 0);
  if (counted.length === 0) return { drop: 0, variance: 1, upper: 1 };
  const { drop, variance } = combine(counted);
  const isPartlyUnknown = counted.some((domain) => domain.items === 0);
  const upper = isPartlyUnknown ? 1 : drop + normalQuantile(confidence) * Math.sqrt(variance);
  return { drop, variance, upper: Math.min(1, upper) };
}
