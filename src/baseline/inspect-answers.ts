import type { Comparison } from '../decide/comparisons.js';
import { coverageCheck, shareRiseCheck, type WatchedSamples } from '../decide/validity-checks.js';
import type { WatchedKind, ValidityFinding } from '../decide/findings.js';
import type { Metric } from '../decide/metric.js';
import { pairedCounts } from '../decide/counts.js';
import { type Rankable, type RankedItems, stageItems } from '../decide/samples.js';
import type { RecordRepeat, SweepRecord } from '../record/record-schema.js';
import { countsOf, type SweepResults } from '../record/results.js';
import { comparableItems } from '../stats/paired-counts.js';
import { type PoolMode, keptSamples } from './stored-scores.js';

/** What a sample has to be known by to be watched. */
interface Watchable {
  readonly kind: RecordRepeat['kind'];
  readonly isScored: boolean;
}

/** The scores of a sample, stored or of this run. */
type Marks = Pick<RecordRepeat, Metric>;

/** The stored baseline runs, newest first, and which of their answers count. */
export interface StoredSamples {
  readonly baselineRuns: readonly SweepRecord[];
  readonly poolMode: PoolMode;
}

/** What is watched in which samples. */
interface Watch extends StoredSamples {
  readonly metrics: readonly Metric[];
}

/** Which samples each watched kind counts. */
const IS_WATCHED: Readonly<Record<WatchedKind, (sample: Watchable) => boolean>> = {
  filtered: ({ kind }) => kind === 'filtered',
  empty: ({ kind }) => kind === 'empty',
  unscored: ({ isScored }) => !isScored,
};

/**
 * What the validity checks find in this run's answers: domains with too few scores, and more filtered, empty
 * or unscored samples than the baseline had.
 *
 * @param pools the candidate against the pool, metric by metric, at the end of the profile
 * @param stored the records of the pool, and which of their answers count
 * @param swept the items in sample order, and everything the sweep knows
 */
export function inspectAnswers(
  pools: readonly Comparison[],
  stored: StoredSamples,
  swept: { readonly ranked: RankedItems<Rankable>; readonly results: SweepResults },
): readonly ValidityFinding[] {
  const metrics = [...new Set(pools.map(({ metric }) => metric))];
  const kinds = Object.keys(IS_WATCHED) as WatchedKind[];
  return [
    ...pools.flatMap((comparison) => coverageFindings(comparison, swept)),
    ...kinds.flatMap(
      (kind) =>
        shareRiseCheck(kind, watchedSamples(kind, { ...stored, metrics }, swept.results)) ?? [],
    ),
  ];
}

/** Domains of which too few items can be compared at the last stage they took part in. */
function coverageFindings(
  { state, profile, metric, baseline }: Comparison,
  { ranked, results }: { readonly ranked: RankedItems<Rankable>; readonly results: SweepResults },
): readonly ValidityFinding[] {
  const candidate = countsOf(results)(metric);
  return [...state.domains].flatMap(([domain, { stagesReached }]) => {
    const stage = profile.stages[stagesReached - 1];
    if (stage === undefined) return [];
    const planned = stageItems(ranked.get(domain) ?? [], stage.itemsPerDomain).length;
    const counts = pairedCounts(ranked, stage, { baseline, candidate }).get(domain)?.items ?? [];
    return coverageCheck({ metric, domain, planned, scored: comparableItems(counts).length }) ?? [];
  });
}

/** Samples of one kind, item by item, on both sides. */
function watchedSamples(
  kind: WatchedKind,
  { baselineRuns, poolMode, metrics }: Watch,
  results: SweepResults,
): readonly WatchedSamples[] {
  const isWatched = IS_WATCHED[kind];
  const seen = (of: Watchable['kind'], marks: Marks): Watchable => ({
    kind: of,
    isScored: metrics.every((metric) => marks[metric] !== null),
  });
  const before = gathered(
    [...baselineRuns]
      .reverse()
      .flatMap(({ items }) =>
        items.map(({ id, repeats }) => [id, repeats.map((one) => seen(one.kind, one))] as const),
      ),
  );
  const now = gathered(
    [...results.values()].map(
      ({ sample, answer, score }) => [sample.itemId, seen(answer.kind, score)] as const,
    ),
  );
  return [...now].map(([id, asked]) => {
    const samples = keptSamples([asked], poolMode);
    const stored = keptSamples(before.get(id) ?? [], poolMode);
    return {
      hitsBaseline: stored.filter(isWatched).length,
      samplesBaseline: stored.length,
      hitsCandidate: samples.filter(isWatched).length,
      samplesCandidate: samples.length,
    };
  });
}

/** What there is of each item, in its order. */
function gathered<Part>(
  rows: readonly (readonly [number, Part])[],
): ReadonlyMap<number, readonly Part[]> {
  const byItem = new Map<number, Part[]>();
  for (const [id, part] of rows) byItem.set(id, [...(byItem.get(id) ?? []), part]);
  return byItem;
}
