import { mean } from '../stats/numerics.js';
import type { Comparison } from '../decide/comparisons.js';
import {
  constancyCheck,
  dependenceCheck,
  driftCheck,
  thinBaselineCheck,
} from '../decide/validity-checks.js';
import type { ValidityFinding } from '../decide/findings.js';
import { startDecision } from '../decide/v1-decision-state.js';
import {
  type Profile,
  configureProfile,
  type ProfileName,
  WANTED_ANSWERS,
} from '../decide/v1-profiles.js';
import type { Metric } from '../decide/metric.js';
import type { DecisionConfig } from '../config/config.js';
import type { SweepRecord } from '../record/record-schema.js';
import { concentration } from '../stats/paired-counts.js';
import { baselineRunCorrelation, baselineRunDrift } from '../stats/baseline-runs.js';
import { type PoolMode, pooledCounts, storedScores, baselineRunCounts } from './stored-scores.js';

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
  /** The domains of the run. */
  readonly domains: readonly string[];
  /** Temperature 0 or multiple choice: answers cannot vary. */
  readonly isFixedByProtocol: boolean;
  /** The part of a true drop that the judge shows (`J`), 0 to 1; 1 for a metric without one. */
  readonly sensitivityGains?: Readonly<Partial<Record<Metric, number>>>;
}

/** The profile of a run, its comparisons, and what the validity checks found in the stored baseline runs. */
export interface ComparisonPlan {
  readonly profile: Profile;
  readonly comparisons: readonly Comparison[];
  /** Which stored answers count. */
  readonly poolMode: PoolMode;
  readonly findings: readonly ValidityFinding[];
}

/**
 * Sets a run up against its baseline, metric by metric: the validity checks look at the stored baseline runs first,
 * since what they find changes how many answers may count. A nightly is held against the pinned level
 * too. Of every spend each metric gets its part, and of that each of two baselines its half.
 *
 * @param opposition pool and pinned level
 * @param terms what the run is decided by
 */
export function buildComparisons(opposition: Opposition, terms: ComparisonTerms): ComparisonPlan {
  const { decision, isFixedByProtocol } = terms;
  const { profile: name, metrics } = decision;
  const findings = inspectBaselineRuns(opposition.baselineRuns, {
    profile: name,
    metrics,
    isFixedByProtocol,
  });
  const mode = poolModeOf(findings);
  const chosenBaselines = chosenBaselinesOf(opposition, terms);
  const profile = profileOf(terms, mode, chosenBaselines.length);
  const comparisons = metrics.flatMap((metric) =>
    chosenBaselines.map(([against, records]) => {
      const scores = storedScores(records, metric);
      return {
        metric,
        against,
        profile,
        baseline: pooledCounts(scores, mode),
        concentration: concentration([...pooledCounts(scores, repeatsIn(mode)).values()]),
        driftAllowance: driftAllowanceOf(findings, metric),
        sensitivityGain: terms.sensitivityGains?.[metric] ?? 1,
        state: startDecision(terms.domains),
      };
    }),
  );
  return { profile, comparisons, poolMode: mode, findings };
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

/** The profile as this run staged sweeps it, its spends shared by so many baselines. */
function profileOf(
  { decision }: ComparisonTerms,
  mode: PoolMode,
  chosenBaselines: number,
): Profile {
  return configureProfile(decision.profile, {
    alpha: decision.alpha,
    maxDrop: decision.maxDrop,
    maxDropOverall: decision.maxDropOverall,
    repeats: decision.repeats,
    itemsPerDomain: decision.itemsPerDomain,
    deterministic: mode !== 'all',
    metricCount: decision.metrics.length,
    spendShare: 1 / Math.max(1, chosenBaselines),
  });
}

/** What the stored baseline runs are looked at for. */
export interface BaselineRunTerms {
  readonly profile: ProfileName;
  readonly metrics: readonly Metric[];
  /** Temperature 0 or multiple choice: answers cannot vary. */
  readonly isFixedByProtocol: boolean;
}

/**
 * What the validity checks find in the stored baseline runs. The metrics are of the same answers: these never vary
 * only if no metric does, and are asked once an item as soon as one metric shows them to be copies.
 *
 * @param baselineRuns records of the pool, newest first; none finds nothing but a protocol that fixes answers
 * @param terms what they are looked at for
 */
function inspectBaselineRuns(
  baselineRuns: readonly SweepRecord[],
  { profile, metrics, isFixedByProtocol }: BaselineRunTerms,
): readonly ValidityFinding[] {
  const stored = metrics.map((metric) => ({ metric, scores: storedScores(baselineRuns, metric) }));
  const byBaselineRun = stored.map(({ metric, scores }) => ({
    metric,
    items: baselineRunCounts(scores),
  }));
  const constant = constancyCheck({
    isFixedByProtocol,
    items: byBaselineRun.flatMap(({ items }) => items),
  });
  const varying = constant === undefined ? byBaselineRun : [];
  const found = [
    constant,
    ...varying.map(({ metric, items }) => dependenceCheck(baselineRunCorrelation(items), metric)),
    ...varying.map(({ metric, items }) => driftCheck(baselineRunDrift(items), metric)),
    thinBaselineCheck({
      answersPerItem: Math.min(...stored.map(({ scores }) => answersPerItem(scores))),
      wantedAnswers: WANTED_ANSWERS[profile],
    }),
  ];
  return found.flatMap((finding) => finding ?? []);
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

/** Mean of the stored answers an item; 0 without items. */
function answersPerItem(scores: ReturnType<typeof storedScores>): number {
  return mean([...pooledCounts(scores, 'all').values()].map(({ answers }) => answers));
}
