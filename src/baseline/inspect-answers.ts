import { shareRiseCheck, type WatchedSamples } from '../decide/validity-checks.js';
import type { WatchedKind, ValidityFinding } from '../decide/findings.js';
import type { Metric } from '../decide/metric.js';
import type { RecordRepeat, SweepRecord } from '../record/record-schema.js';
import type { SweepResults } from '../record/results.js';
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
 * What the validity checks find in this run's answers: more filtered, empty or unscored samples than
 * the baseline had.
 *
 * @param metrics those that are compared with the pool
 * @param stored the records of the pool, and which of their answers count
 * @param results everything the sweep knows
 */
export function inspectAnswers(
  metrics: readonly Metric[],
  stored: StoredSamples,
  results: SweepResults,
): readonly ValidityFinding[] {
  const kinds = Object.keys(IS_WATCHED) as WatchedKind[];
  return kinds.flatMap(
    (kind) => shareRiseCheck(kind, watchedSamples(kind, { ...stored, metrics }, results)) ?? [],
  );
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
