import { mean } from '../stats/numerics.js';
import type { Comparison } from '../decide/comparisons.js';
import {
  constancyCheck,
  dependenceCheck,
  driftCheck,
  thinBaselineCheck,
} from '../decide/validity-checks.js';
import type { ValidityFinding } from '../decide/findings.js';
import type { Metric } from '../decide/metric.js';
import type { DecisionConfig } from '../config/config.js';
import { joinRepeatedTexts } from '../record/common-text.js';
import type { SweepRecord } from '../record/record-schema.js';
import { concentration } from '../stats/paired-counts.js';
import { baselineRunCorrelation, baselineRunDrift } from '../stats/baseline-runs.js';
import { type PoolMode, pooledCounts, storedScores, baselineRunCounts } from './stored-scores.js';
import { rawConcentration } from '../decide/churn.js';
import { type DecisionPlan, planDecision } from '../decide/decision-plan.js';
import {
  configureProfile,
  type DecisionProfile,
  type StoredProfileName,
  WANTED_ANSWERS,
} from '../decide/profiles.js';

/** What a run is compared with. */
export interface Opposition {
  /** The pool, newest first; none when there is nothing to compare with. */
  readonly baselineRuns: readonly SweepRecord[];
  /** The pinned level; empty when it is not another one. */
  readonly pinned: readonly SweepRecord[];
}

/** What a run is decided by. */
export interface ComparisonTerms {
  readonly decision: DecisionConfig;
  /** Items of each domain in sample order. */
  readonly domains: ReadonlyMap<string, readonly number[]>;
  /** The run's answers may join the baseline, which has to renew those of every item. */
  readonly mayRenew: boolean;
  /** Temperature 0 or multiple choice: answers cannot vary. */
  readonly isFixedByProtocol: boolean;
  /** The part of a true drop that the judge shows (`J`), 0 to 1; 1 for a metric without one. */
  readonly sensitivityGains?: Readonly<Partial<Record<Metric, number>>>;
}

/** The profile of a run, its groups and levels, its comparisons, and what the validity checks found in the stored baseline runs. */
export interface ComparisonPlan {
  readonly profile: DecisionProfile;
  readonly decision: DecisionPlan;
  readonly comparisons: readonly Comparison[];
  /** Which stored answers count. */
  readonly poolMode: PoolMode;
  readonly findings: readonly ValidityFinding[];
}

/**
 * Sets a run up against its baseline, metric by metric: the validity checks look at the stored baseline runs first,
 * since what they find changes how many answers may count. A nightly is held against the pinned level
 * too. Each metric and baseline gets its equal part of alpha.
 *
 * @param opposition pool and pinned level
 * @param terms what the run is decided by
 */
export function buildComparisons(opposition: Opposition, terms: ComparisonTerms): ComparisonPlan {
  const { decision, isFixedByProtocol, domains, mayRenew } = terms;
  const { profile: name, metrics } = decision;
  const found = inspectBaselineRuns(opposition.baselineRuns, {
    profile: name,
    metrics,
    isFixedByProtocol,
  });
  const poolMode = poolModeOf(found.findings);
  const chosenBaselines = chosenBaselinesOf(opposition, terms);
  const profile = profileOf(decision, { poolMode, storedAnswers: found.storedAnswers });
  const comparisons = metrics.flatMap((metric) =>
    chosenBaselines.map(([against, records]) =>
      comparisonOf(records, {
        metric,
        against,
        poolMode,
        driftAllowance: driftAllowanceOf(found.findings, metric),
        sensitivityGain: terms.sensitivityGains?.[metric] ?? 1,
      }),
    ),
  );
  const plan = planDecision(domains, profile, {
    comparisons: metrics.length * Math.max(1, chosenBaselines.length),
    asksEveryItem: mayRenew || decision.floors.length > 0,
  });
  return { profile, decision: plan, comparisons, poolMode, findings: found.findings };
}

/**
 * The plan that later runs will have, for who has no baseline yet: no group is asked more because the
 * baseline is thin, and each metric is compared with one baseline.
 *
 * @param terms what the run is decided by
 * @param stored what the baseline will be like
 */
export function laterPlan(
  { decision, domains, mayRenew }: ComparisonTerms,
  stored: { readonly poolMode: PoolMode; readonly storedAnswers: number },
): DecisionPlan {
  return planDecision(domains, profileOf(decision, stored), {
    comparisons: decision.metrics.length,
    asksEveryItem: mayRenew || decision.floors.length > 0,
  });
}

/** What a comparison is besides its counts. */
type ComparisonKind = Pick<
  Comparison,
  'metric' | 'against' | 'driftAllowance' | 'sensitivityGain'
> & { readonly poolMode: PoolMode };

/** One metric of stored records, as a candidate is held against it. */
function comparisonOf(
  records: readonly SweepRecord[],
  { poolMode, ...kind }: ComparisonKind,
): Comparison {
  const scores = storedScores(records, kind.metric);
  const counts = [...pooledCounts(scores, repeatsIn(poolMode)).values()];
  return {
    ...kind,
    name: `${kind.metric} against ${kind.against}`,
    stored: pooledCounts(scores, poolMode),
    concentration: concentration(counts),
    // One answer per item tells nothing of how much answers vary.
    rawConcentration: poolMode === 'all' ? rawConcentration(counts) : undefined,
  };
}

/**
 * The stored answers that tell how alike items are: what counts, if it holds more than one answer an
 * item; else all there is.
 */
function repeatsIn(mode: PoolMode): PoolMode {
  return mode === 'newest-only' ? 'all' : mode;
}

/** Pool and pinned level, as far as they are there and this profile looks at them. */
function chosenBaselinesOf(
  { baselineRuns, pinned }: Opposition,
  { decision }: ComparisonTerms,
): readonly (readonly [Comparison['against'], readonly SweepRecord[]])[] {
  if (baselineRuns.length === 0) return [];
  const isNightly = decision.profile === 'nightly' && pinned.length > 0;
  return isNightly
    ? [
        ['pool', baselineRuns],
        ['pinned', pinned],
      ]
    : [['pool', baselineRuns]];
}

/** The profile as this run uses it. */
function profileOf(
  decision: DecisionConfig,
  { poolMode, storedAnswers }: { readonly poolMode: PoolMode; readonly storedAnswers: number },
): DecisionProfile {
  return configureProfile(decision.profile, {
    alpha: decision.alpha,
    maxDrop: decision.maxDrop,
    maxDropOverall: decision.maxDropOverall,
    repeats: decision.repeats,
    itemsPerDomain: decision.itemsPerDomain,
    isOneAnswer: poolMode !== 'all',
    storedAnswers,
  });
}

/** What the stored baseline runs are looked at for. */
export interface BaselineRunTerms {
  readonly profile: StoredProfileName;
  readonly metrics: readonly Metric[];
  /** Temperature 0 or multiple choice: answers cannot vary. */
  readonly isFixedByProtocol: boolean;
}

/**
 * What the validity checks find in the stored baseline runs. The metrics are of the same answers: these never vary
 * only if no metric does, and are asked once per item as soon as one metric shows them to be copies.
 *
 * @param baselineRuns records of the pool, newest first; none finds nothing but a protocol that fixes answers
 * @param terms what they are looked at for
 */
function inspectBaselineRuns(
  baselineRuns: readonly SweepRecord[],
  { profile, metrics, isFixedByProtocol }: BaselineRunTerms,
): { readonly findings: readonly ValidityFinding[]; readonly storedAnswers: number } {
  const stored = metrics.map((metric) => ({ metric, scores: storedScores(baselineRuns, metric) }));
  const byBaselineRun = stored.map(({ metric, scores }) => ({
    metric,
    items: baselineRunCounts(scores),
  }));
  const constant = constancyCheck({
    isFixedByProtocol,
    items: byBaselineRun.flatMap(({ items }) => items),
    repeatedShare: joinRepeatedTexts(baselineRuns.map(({ repeatedText }) => repeatedText))?.share,
  });
  const varying = constant === undefined ? byBaselineRun : [];
  const storedAnswers = Math.min(...stored.map(({ scores }) => answersPerItem(scores)));
  const found = [
    constant,
    ...varying.map(({ metric, items }) => dependenceCheck(baselineRunCorrelation(items), metric)),
    ...varying.map(({ metric, items }) => driftCheck(baselineRunDrift(items), metric)),
    thinBaselineCheck({
      answersPerItem: storedAnswers,
      wantedAnswers: WANTED_ANSWERS[profile],
    }),
  ];
  return { findings: found.flatMap((finding) => finding ?? []), storedAnswers };
}

/**
 * Which stored answers count after what the validity checks found.
 *
 * @param findings of the stored baseline runs
 */
function poolModeOf(findings: readonly ValidityFinding[]): PoolMode {
  const consequences = new Set(findings.map(({ consequence }) => consequence));
  if (consequences.has('one-answer-an-item')) return 'newest-only';
  return consequences.has('one-answer-a-sweep') ? 'one-per-run' : 'all';
}

/**
 * The allowance for baseline runs that differ on a metric; 0 for none.
 *
 * @param findings of the stored baseline runs
 * @param metric which metric
 */
function driftAllowanceOf(findings: readonly ValidityFinding[], metric: Metric): number {
  return findings.reduce(
    (most, found) =>
      'driftAllowance' in found && found.metric === metric
        ? Math.max(most, found.driftAllowance)
        : most,
    0,
  );
}

/** Mean of the stored answers per item; 0 without items. */
function answersPerItem(scores: ReturnType<typeof storedScores>): number {
  return mean([...pooledCounts(scores, 'all').values()].map(({ answers }) => answers));
}
