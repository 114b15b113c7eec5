import { buildContests, type ContestTerms } from '../../core/pool/build-contests.js';
import type { RunFacts } from '../run-facts.js';
import { accuracyOf } from '../../core/judge/check-figures.js';

/**
 * Sets a run up against its baseline; a run that accepts a new level has no contests, whatever is
 * stored.
 *
 * @param facts what the run knows after the lookup; gets ladder and contests
 */
export function makePlan(facts: RunFacts): void {
  const { opponent, config } = facts;
  const isCompared = opponent?.kind === 'baseline' && config.baseline.update !== 'always';
  const opposition = isCompared ? opponent : { nights: [], pinned: [] };
  facts.contestPlan = buildContests(opposition, contestTerms(facts));
}

/**
 * What a run is decided by.
 *
 * @param facts inputs, items and judge check
 */
export function contestTerms({
  config,
  ranked,
  judgeCheck,
}: Pick<RunFacts, 'config' | 'ranked' | 'judgeCheck'>): ContestTerms {
  return {
    decision: config.decision,
    domains: [...(ranked?.keys() ?? [])],
    isFixedByProtocol: config.task === 'mcqa' || config.generation.temperature === 0,
    ...(config.decision.ladder === 'release' ? gainsOf(judgeCheck) : {}),
  };
}

/** The smallest part of a drop that a judge is taken to show; a bound of nothing would divide by it. */
const LEAST_GAIN = 0.01;

/** What a release allows for: the judge shows a part of a drop, at least the lower bound of it. */
function gainsOf(check: RunFacts['judgeCheck']): Pick<ContestTerms, 'sensitivityGains'> {
  const accuracy = check && accuracyOf(check.answers);
  if (accuracy === undefined) return {};
  return { sensitivityGains: { safe: Math.min(1, Math.max(LEAST_GAIN, accuracy.gainLower)) } };
}
