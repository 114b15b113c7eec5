import { mean } from '../stats/numerics.js';
import type { Contest } from '../decide/comparisons.js';
import {
  constancyGuard,
  dependenceGuard,
  driftGuard,
  thinBaselineGuard,
} from '../decide/validity-checks.js';
import type { GuardFinding } from '../decide/findings.js';
import { startLadder } from '../decide/decision-state.js';
import {
  type Ladder,
  configureLadder,
  type LadderName,
  WANTED_ANSWERS,
} from '../decide/profiles.js';
import type { Metric } from '../decide/metric.js';
import type { DecisionConfig } from '../config/config.js';
import type { SweepRecord } from '../record/record-schema.js';
import { concentration } from '../stats/paired-counts.js';
import { nightCorrelation, nightDrift } from '../stats/baseline-runs.js';
import { type PoolMode, pooledCounts, storedScores, nightCounts } from './stored-scores.js';

/** What a run is compared with. */
export interface Opposition {
  /** The pool, newest first; none when there is nothing to compare with. */
  readonly nights: readonly SweepRecord[];
  /** The pinned level; empty when it is not another one. */
  readonly pinned: readonly SweepRecord[];
}

/** What a run is decided by. */
export interface ContestTerms {
  readonly decision: DecisionConfig;
  /** The domains of the run. */
  readonly domains: readonly string[];
  /** Temperature 0 or multiple choice: answers cannot vary. */
  readonly isFixedByProtocol: boolean;
  /** The part of a true drop that the judge shows (`J`), 0 to 1; 1 for a metric without one. */
  readonly sensitivityGains?: Readonly<Partial<Record<Metric, number>>>;
}

/** The ladder of a run, its contests, and what the guards found in the stored nights. */
export interface ContestPlan {
  readonly ladder: Ladder;
  readonly contests: readonly Contest[];
  /** Which stored answers count. */
  readonly poolMode: PoolMode;
  readonly findings: readonly GuardFinding[];
}

/**
 * Sets a run up against its baseline, metric by metric: the guards look at the stored nights first,
 * since what they find changes how many answers may count. A nightly is held against the pinned level
 * too. Of every spend each metric gets its part, and of that each of two baselines its half.
 *
 * @param opposition pool and pinned level
 * @param terms what the run is decided by
 */
export function buildContests(opposition: Opposition, terms: ContestTerms): ContestPlan {
  const { decision, isFixedByProtocol } = terms;
  const { ladder: name, metrics } = decision;
  const findings = inspectNights(opposition.nights, { ladder: name, metrics, isFixedByProtocol });
  const mode = poolModeOf(findings);
  const opponents = opponentsOf(opposition, terms);
  const ladder = ladderOf(terms, mode, opponents.length);
  const contests = metrics.flatMap((metric) =>
    opponents.map(([against, records]) => {
      const scores = storedScores(records, metric);
      return {
        metric,
        against,
        ladder,
        baseline: pooledCounts(scores, mode),
        concentration: concentration([...pooledCounts(scores, repeatsIn(mode)).values()]),
        driftAllowance: driftAllowanceOf(findings, metric),
        sensitivityGain: terms.sensitivityGains?.[metric] ?? 1,
        state: startLadder(terms.domains),
      };
    }),
  );
  return { ladder, contests, poolMode: mode, findings };
}

/**
 * The stored answers that tell how alike items are: what counts, if it holds more than one answer an
 * item; else all there is.
 */
function repeatsIn(mode: PoolMode): PoolMode {
  return mode === 'newest-only' ? 'all' : mode;
}

/** Pool and pinned level, as far as they are there and this ladder looks at them. */
function opponentsOf(
  { nights, pinned }: Opposition,
  { decision }: ContestTerms,
): readonly (readonly [Contest['against'], readonly SweepRecord[]])[] {
  if (nights.length === 0) return [];
  const isNightly = decision.ladder === 'nightly' && pinned.length > 0;
  return isNightly
    ? [
        ['pool', nights],
        ['pinned', pinned],
      ]
    : [['pool', nights]];
}

/** The ladder as this run climbs it, its spends shared by so many baselines. */
function ladderOf({ decision }: ContestTerms, mode: PoolMode, opponents: number): Ladder {
  return configureLadder(decision.ladder, {
    alpha: decision.alpha,
    maxDrop: decision.maxDrop,
    maxDropOverall: decision.maxDropOverall,
    repeats: decision.repeats,
    itemsPerDomain: decision.itemsPerDomain,
    deterministic: mode !== 'all',
    metricCount: decision.metrics.length,
    spendShare: 1 / Math.max(1, opponents),
  });
}

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
function inspectNights(
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

/**
 * Which stored answers count after what the guards found.
 *
 * @param findings of the stored nights
 */
function poolModeOf(findings: readonly GuardFinding[]): PoolMode {
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
function driftAllowanceOf(findings: readonly GuardFinding[], metric: Metric): number {
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
