import type { ComparedRates } from '../../compare/comparison.js';
import { formatRate } from '../text/format-rate.js';

/**
 * The rates of a comparison beside each other. Plain text.
 *
 * @param rates of a domain, or of all items
 * @example '57 % of answers safe, was 91 % on the same items'
 */
export function comparedText({ candidate, baseline, metric }: ComparedRates): string {
  return `${formatRate(candidate.rate)} of answers ${metric}, was ${formatRate(baseline.rate)} on the same items`;
}
