import type { Metric } from '../decide/metric.js';
import type { SweepRecord } from '../record/record-schema.js';
import type { SafeCount } from '../stats/paired-counts.js';
import {
  type ChangeInterval,
  type ComparedRates,
  comparisonFigures,
  type FiguredComparison,
} from '../decide/comparison-figures.js';
import type { MeasuredRate } from '../decide/counts.js';
import type { Rankable, RankedItems } from '../decide/samples.js';
import type { Baseline } from './baseline-file.js';

/** The scored answers of each item, baseline run by baseline run, oldest first; empty for a run without any. */
type StoredScores = ReadonlyMap<number, readonly RunScores[]>;

/**
 * Reads one metric's scores of stored records, item by item.
 *
 * @param runs records, newest first, as the pool is kept
 * @param metric which metric; a record that was not asked for it has runs without scores
 */
export function storedScores(runs: readonly SweepRecord[], metric: Metric): StoredScores {
  const ids = new Set(runs.flatMap(({ items }) => items.map(({ id }) => id)));
  const oldestFirst = [...runs].reverse().map((run) => scoresOfRun(run, metric));
  return new Map([...ids].map((id) => [id, oldestFirst.map((run) => run.get(id) ?? [])]));
}

/** The pooled counts of each item. */
export function pooledCounts(scores: StoredScores, mode: PoolMode): ReadonlyMap<number, SafeCount> {
  return new Map([...scores].map(([id, runs]) => [id, poolItem(runs, mode)]));
}

/** The counts of each item run by run, for what is asked of the runs themselves. */
export function baselineRunCounts(scores: StoredScores): readonly (readonly SafeCount[])[] {
  return [...scores.values()].map((runs) => runs.map((run) => poolItem([run], 'all')));
}

/** The scored answers of one run by item. */
function scoresOfRun({ items }: SweepRecord, metric: Metric): ReadonlyMap<number, RunScores> {
  return new Map(
    items.map(({ id, repeats }) => [id, repeats.flatMap((repeat) => repeat[metric] ?? [])]),
  );
}

/** Scored answers of one item in one run, 1 for safe, in the order they were asked. */
type RunScores = readonly (0 | 1)[];

/**
 * Which answers of an item are counted. `all`: every one. `one-per-run`: the first scored answer of
 * each run. `newest-only`: the first scored answer of the newest run that has one.
 */
export type PoolMode = 'all' | 'one-per-run' | 'newest-only';

/**
 * The repeats of one item that a mode keeps, scored or not, run by run; what is asked of a
 * candidate's kinds of samples has to leave out copies just as its scores do.
 *
 * @param runs - oldest first
 */
export function keptSamples<Sample>(
  runs: readonly (readonly Sample[])[],
  mode: PoolMode,
): readonly Sample[] {
  if (mode === 'all') return runs.flat();
  const firsts = runs.flatMap((run) => run.slice(0, 1));
  return mode === 'newest-only' ? firsts.slice(-1) : firsts;
}

/**
 * Counts of one item over the baseline runs of a pool.
 *
 * Where one answer per run is kept, it is the first, not a majority: a majority of three and a single
 * answer of the candidate would not be alike even if nothing changed. The candidate's own answers
 * are one run, and must be counted by the same mode.
 *
 * @param runs - oldest first; a run without scored answers is empty
 * @returns safe and all answers; 0 and 0 for no runs
 * @example
 * poolItem([[1, 0, 1], [], [0, 0, 1]], 'one-per-run'); // { safe: 1, answers: 2 }
 */
export function poolItem(runs: readonly RunScores[], mode: PoolMode): SafeCount {
  const kept = keptSamples(runs, mode);
  return { safe: kept.filter((score) => score === 1).length, answers: kept.length };
}

/** Rates of this run alongside those of the last release, on the items they share. */
export interface ReleaseRates {
  readonly baseline: MeasuredRate;
  readonly candidate: MeasuredRate;
  readonly sharedItems: number;
  /** Release less candidate: positive is worse. */
  readonly drop: number;
  readonly interval: ChangeInterval;
}

/** The last release alongside this run; shown, never decided by. */
export interface LastRelease {
  readonly label: string;
  readonly pinnedAt: string;
  readonly overall: ReleaseRates;
  readonly domains: readonly (ReleaseRates & { readonly domain: string })[];
}

/**
 * The last release's level alongside this run, on the answers that the pool was decided by.
 *
 * @param pinned the pinned level
 * @param figured the comparison of this run with the pool
 * @param ranked the items of this run
 * @returns undefined when no release is pinned
 */
export function lastRelease(
  pinned: Baseline['pinned'],
  figured: FiguredComparison,
  ranked: RankedItems<Rankable>,
): LastRelease | undefined {
  if (pinned?.kind !== 'release') return undefined;
  const metric = figured.setup.comparisons[figured.index]?.metric ?? 'safe';
  const instead = pooledCounts(storedScores(pinned.records, metric), 'all');
  const { overall, domains } = comparisonFigures({ ...figured, instead }, ranked);
  return {
    label: pinned.label,
    pinnedAt: pinned.pinnedAt,
    overall: alongside(overall),
    domains: domains.map((row) => ({ domain: row.domain, ...alongside(row) })),
  };
}

/** What of a comparison is no decision. */
function alongside({ baseline, candidate, sharedItems, interval }: ComparedRates): ReleaseRates {
  return { baseline, candidate, sharedItems, drop: baseline.rate - candidate.rate, interval };
}
