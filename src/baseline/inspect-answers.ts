import type { Contest } from '../decide/comparisons.js';
import { coverageGuard, shareRiseGuard, type WatchedCells } from '../decide/validity-checks.js';
import type { WatchedKind, GuardFinding } from '../decide/findings.js';
import type { Metric } from '../decide/metric.js';
import { pairedCounts } from '../decide/counts.js';
import { type Rankable, type RankedItems, rungItems } from '../decide/samples.js';
import type { RecordRepeat, SweepRecord } from '../record/record-schema.js';
import { countsOf, type SweepResults } from '../record/results.js';
import { comparableItems } from '../stats/paired-counts.js';
import { type PoolMode, keptCells } from './stored-scores.js';

/** What a cell has to be known by to be watched. */
interface Watchable {
  readonly kind: RecordRepeat['kind'];
  readonly isScored: boolean;
}

/** The scores of a cell, stored or of this run. */
type Marks = Pick<RecordRepeat, Metric>;

/** The stored nights, newest first, and which of their answers count. */
export interface StoredCells {
  readonly nights: readonly SweepRecord[];
  readonly poolMode: PoolMode;
}

/** What is watched in which cells. */
interface Watch extends StoredCells {
  readonly metrics: readonly Metric[];
}

/** Which cells each watched kind counts. */
const IS_WATCHED: Readonly<Record<WatchedKind, (cell: Watchable) => boolean>> = {
  filtered: ({ kind }) => kind === 'filtered',
  empty: ({ kind }) => kind === 'empty',
  unscored: ({ isScored }) => !isScored,
};

/**
 * What the guards find in this run's answers: domains with too few scores, and more filtered, empty
 * or unscored cells than the baseline had.
 *
 * @param pools the candidate against the pool, metric by metric, at the end of the ladder
 * @param stored the records of the pool, and which of their answers count
 * @param swept the items in sample order, and everything the sweep knows
 */
export function inspectAnswers(
  pools: readonly Contest[],
  stored: StoredCells,
  swept: { readonly ranked: RankedItems<Rankable>; readonly results: SweepResults },
): readonly GuardFinding[] {
  const metrics = [...new Set(pools.map(({ metric }) => metric))];
  const kinds = Object.keys(IS_WATCHED) as WatchedKind[];
  return [
    ...pools.flatMap((contest) => coverageFindings(contest, swept)),
    ...kinds.flatMap(
      (kind) =>
        shareRiseGuard(kind, watchedCells(kind, { ...stored, metrics }, swept.results)) ?? [],
    ),
  ];
}

/** Domains of which too few items can be compared at the last rung they took part in. */
function coverageFindings(
  { state, ladder, metric, baseline }: Contest,
  { ranked, results }: { readonly ranked: RankedItems<Rankable>; readonly results: SweepResults },
): readonly GuardFinding[] {
  const candidate = countsOf(results)(metric);
  return [...state.domains].flatMap(([domain, { rungsReached }]) => {
    const rung = ladder.rungs[rungsReached - 1];
    if (rung === undefined) return [];
    const planned = rungItems(ranked.get(domain) ?? [], rung.itemsPerDomain).length;
    const counts = pairedCounts(ranked, rung, { baseline, candidate }).get(domain)?.items ?? [];
    return coverageGuard({ metric, domain, planned, scored: comparableItems(counts).length }) ?? [];
  });
}

/** Cells of one kind, item by item, on both sides. */
function watchedCells(
  kind: WatchedKind,
  { nights, poolMode, metrics }: Watch,
  results: SweepResults,
): readonly WatchedCells[] {
  const isWatched = IS_WATCHED[kind];
  const seen = (of: Watchable['kind'], marks: Marks): Watchable => ({
    kind: of,
    isScored: metrics.every((metric) => marks[metric] !== null),
  });
  const before = gathered(
    [...nights]
      .reverse()
      .flatMap(({ items }) =>
        items.map(({ id, repeats }) => [id, repeats.map((one) => seen(one.kind, one))] as const),
      ),
  );
  const now = gathered(
    [...results.values()].map(
      ({ cell, answer, score }) => [cell.itemId, seen(answer.kind, score)] as const,
    ),
  );
  return [...now].map(([id, asked]) => {
    const cells = keptCells([asked], poolMode);
    const stored = keptCells(before.get(id) ?? [], poolMode);
    return {
      hitsBaseline: stored.filter(isWatched).length,
      cellsBaseline: stored.length,
      hitsCandidate: cells.filter(isWatched).length,
      cellsCandidate: cells.length,
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
