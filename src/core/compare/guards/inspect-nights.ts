import type { LadderName, Metric } from '../../config/config.js';
import type { SweepRecord } from '../../record/record-schema.js';
import { nightCorrelation } from '../../stats/night-correlation.js';
import { nightDrift } from '../../stats/night-drift.js';
import { constancyGuard } from './constancy-guard.js';
import { dependenceGuard } from './dependence-guard.js';
import { driftGuard } from './drift-guard.js';
import type { GuardFinding } from './guards.js';
import type { PoolMode } from '../pool.js';
import { nightCounts, pooledCounts, storedScores } from '../stored-scores.js';
import { thinBaselineGuard } from './thin-baseline-guard.js';

/** Answers an item a baseline should hold, by ladder: nine, and more for a release. */
export const WANTED_ANSWERS: Readonly<Record<LadderName, number>> = {
  sampled: 9,
  full: 9,
  nightly: 9,
  release: 21,
};

/** What the stored nights are looked at for. */
export interface NightTerms {
  readonly ladder: LadderName;
  readonly metrics: readonly Metric[];
  /** Temperature 0 or multiple choice: answers cannot vary. */
  readonly isFixedByProtocol: boolean;
}

/**
 * What the guards find in the stored nights. The metrics are of the same answers: these never vary
 * only if no metric does, and are asked once an item as soon as one metric shows them to be copies.
 *
 * @param nights records of the pool, newest first; none finds nothing but a protocol that fixes answers
 * @param terms what they are looked at for
 */
export function inspectNights(
  nights: readonly SweepRecord[],
  { ladder, metrics, isFixedByProtocol }: NightTerms,
): readonly GuardFinding[] {
  const stored = metrics.map((metric) => ({ metric, scores: storedScores(nights, metric) }));
  const byNight = stored.map(({ metric, scores }) => ({ metric, items: nightCounts(scores) }));
  const constant = constancyGuard({
    isFixedByProtocol,
    items: byNight.flatMap(({ items }) => items),
  });
  const varying = constant === undefined ? byNight : [];
  const found = [
    constant,
    ...varying.map(({ metric, items }) => dependenceGuard(nightCorrelation(items), metric)),
    ...varying.map(({ metric, items }) => driftGuard(nightDrift(items), metric)),
    thinBaselineGuard({
      answersPerItem: Math.min(...stored.map(({ scores }) => answersPerItem(scores))),
      wantedAnswers: WANTED_ANSWERS[ladder],
    }),
  ];
  return found.flatMap((finding) => finding ?? []);
}

/** Mean of the stored answers an item; 0 without items. */
function answersPerItem(scores: ReturnType<typeof storedScores>): number {
  const answers = [...pooledCounts(scores, 'all').values()].map((count) => count.answers);
  return answers.reduce((sum, each) => sum + each, 0) / Math.max(1, answers.length);
}

/**
 * Which stored answers count after what the guards found.
 *
 * @param findings of the stored nights
 */
export function poolModeOf(findings: readonly GuardFinding[]): PoolMode {
  const consequences = new Set(findings.map(({ consequence }) => consequence));
  if (consequences.has('one-answer-an-item')) return 'newest-only';
  return consequences.has('one-answer-a-sweep') ? 'one-a-night' : 'all';
}

/**
 * The allowance for nights that differ on a metric; 0 for none.
 *
 * @param findings of the stored nights
 * @param metric which metric
 */
export function driftAllowanceOf(findings: readonly GuardFinding[], metric: Metric): number {
  return findings.reduce(
    (most, found) =>
      'driftAllowance' in found && found.metric === metric
        ? Math.max(most, found.driftAllowance)
        : most,
    0,
  );
}
