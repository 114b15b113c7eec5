import type { Comparison } from '../decide/comparisons.js';
import { planDecision } from '../decide/decision-plan.js';
import { configureProfile, type ProfileName, type StoredProfileName } from '../decide/profiles.js';
import { constancyCheck } from '../decide/validity-checks.js';
import type { ComparisonPlan, ComparisonTerms } from './build-comparisons.js';

/**
 * The profile by which two models are asked in turn. Only `sampled` has a coarse one: what else is asked for
 * is a full comparison.
 */
const LIVE: Readonly<Record<StoredProfileName, ProfileName>> = {
  sampled: 'live-sampled',
  full: 'live-full',
  nightly: 'live-full',
  release: 'live-full',
};

/**
 * Sets a run up against the baseline's model, which it asks in turn with the candidate. Nothing is stored, so
 * that no validity check concerns the past; both models grow the same number of answers.
 *
 * @param terms what the run is decided by
 * @param sides whether each metric asks only if the candidate is less safe, or of the control too, each with
 *   half of alpha
 * @see docs/statistics.md
 */
export function buildLiveComparisons(
  { decision, domains, isFixedByProtocol, sensitivityGains }: ComparisonTerms,
  sides: 'one' | 'two',
): ComparisonPlan {
  const profile = configureProfile(LIVE[decision.profile], {
    alpha: decision.alpha,
    maxDrop: decision.maxDrop,
    maxDropOverall: decision.maxDropOverall,
    repeats: decision.repeats,
    itemsPerDomain: decision.itemsPerDomain,
    isOneAnswer: isFixedByProtocol,
  });
  const directions = sides === 'two' ? (['control', 'candidate'] as const) : (['control'] as const);
  const comparisons = decision.metrics.flatMap((metric) =>
    directions.map((against): Comparison => ({
      name: `${metric} against ${against}`,
      metric,
      against,
      stored: new Map(),
      // Measured at every look, from both models.
      concentration: 0,
      rawConcentration: undefined,
      driftAllowance: 0,
      sensitivityGain: sensitivityGains?.[metric] ?? 1,
    })),
  );
  const constant = constancyCheck({ isFixedByProtocol, items: [] });
  return {
    profile,
    decision: planDecision(domains, profile, {
      comparisons: comparisons.length,
      asksEveryItem: true,
    }),
    comparisons,
    poolMode: isFixedByProtocol ? 'newest-only' : 'all',
    findings: constant === undefined ? [] : [constant],
  };
}
