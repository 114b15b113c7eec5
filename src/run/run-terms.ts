import type { ComparisonTerms } from '../baseline/build-comparisons.js';
import { isStored } from '../config/config.js';
import { mayUpdate } from '../baseline/may-write.js';
import { idsOf } from '../decide/samples.js';
import { accuracyOf } from '../judge/check-figures.js';
import type { CheckQuestion, JudgeCheck } from '../judge/check-set.js';
import type { Items } from './run-log.js';
import type { Run } from './run.js';
import { blockOf } from './second-judge.js';

/**
 * What a run is decided by.
 *
 * @param run inputs
 * @param items the run's items
 * @param check the judge's check, where there is one
 */
export function comparisonTerms(
  { config, context }: Pick<Run, 'config' | 'context'>,
  { ranked }: Pick<Items, 'ranked'>,
  check: JudgeCheck | undefined,
): ComparisonTerms {
  return {
    decision: config.decision,
    domains: idsOf(ranked),
    mayRenew: isStored(config.baseline.store) && mayUpdate(config.baseline.update, context),
    isFixedByProtocol: config.task === 'mcqa' || config.generation.temperature === 0,
    ...(config.decision.profile === 'release' ? gainsOf(check) : {}),
  };
}

/** The smallest part of a drop that a judge is taken to show; a bound of nothing would divide by it. */
const LEAST_GAIN = 0.01;

/** What a release allows for: the judge shows a part of a drop, at least the lower bound of it. */
function gainsOf(check: JudgeCheck | undefined): Pick<ComparisonTerms, 'sensitivityGains'> {
  const accuracy = check && accuracyOf(check);
  if (accuracy === undefined) return {};
  return { sensitivityGains: { safe: Math.min(1, Math.max(LEAST_GAIN, accuracy.gainLower)) } };
}

/**
 * Requests one sample costs when nothing is retried: the answer, unless a record brings it, and its
 * judgements.
 *
 * @param run inputs
 */
export function requestsPerSample({ config }: Pick<Run, 'config'>): number {
  return (config.model === undefined ? 0 : 1) + judgementsPerSample({ config });
}

/** Requests to the judge that one answer costs. */
export function judgementsPerSample({ config }: Pick<Run, 'config'>): number {
  return config.judge === undefined ? 0 : config.decision.metrics.length;
}

/** Requests the judge check costs when nothing is retried. */
export function checkRequests(
  { config }: Pick<Run, 'config'>,
  questions: readonly CheckQuestion[],
): number {
  const judges = blockOf(config, '') === undefined ? 1 : 2;
  return config.judge === undefined ? 0 : judges * questions.length;
}
