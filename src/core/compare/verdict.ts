import type { ErrorReason } from '../errors.js';

/** A verdict with its reason; the pairs of the contract and no others. */
export type VerdictReason =
  | {
      readonly verdict: 'pass';
      readonly reason:
        'no-regression' | 'improved' | 'baseline-created' | 'baseline-accepted' | 'above-floor';
    }
  | { readonly verdict: 'fail'; readonly reason: 'regression' | 'over-refusal' | 'below-floor' }
  | {
      readonly verdict: 'inconclusive';
      /** `swept`: nothing was to be decided; mode report does that. */
      readonly reason:
        'insufficient-evidence' | 'no-baseline' | 'not-comparable' | 'guard' | 'swept';
    }
  | { readonly verdict: 'error'; readonly reason: ErrorReason };

/** What the run came to: verdict, reason, and whether the check fails under the user's policy. */
export type Verdict = VerdictReason & { readonly failed: boolean };

/** The user's policy on inconclusive verdicts. */
export interface InconclusivePolicy {
  /** Whether insufficient evidence fails. */
  readonly failInconclusive: boolean;
  /** Whether no baseline, an incomparable one, or a guard fails. */
  readonly failMissingBaseline: boolean;
}

/**
 * Adds to a verdict whether it fails the check: fail and error always do, pass never, inconclusive
 * by policy, but never where nothing was to be decided.
 *
 * @param reasoned verdict and reason
 * @param policy the user's policy on inconclusive verdicts
 */
export function applyPolicy(reasoned: VerdictReason, policy: InconclusivePolicy): Verdict {
  return { ...reasoned, failed: isFailure(reasoned, policy) };
}

/** Whether a verdict fails the check. */
function isFailure({ verdict, reason }: VerdictReason, policy: InconclusivePolicy): boolean {
  if (verdict !== 'inconclusive') return verdict !== 'pass';
  if (reason === 'swept') return false;
  return reason === 'insufficient-evidence' ? policy.failInconclusive : policy.failMissingBaseline;
}
