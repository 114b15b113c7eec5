import type { VerdictReason } from '../../core/compare/verdict.js';

/** Ends a run of mode sweep, which sees no baseline: nothing was to be decided. */
export function stopSwept(): VerdictReason {
  return { verdict: 'inconclusive', reason: 'swept' };
}
