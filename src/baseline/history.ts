import { z } from 'zod';
import { boundedList } from '../foreign.js';
import { groupBy } from '../group-by.js';
import type { SweepRecord } from '../record/record-schema.js';
import { rateBounds } from '../stats/rate-bounds.js';
import type { SafeCount } from '../stats/paired-counts.js';

/** Entries that a baseline file keeps: a year of nightly runs with their releases. */
export const MOST_HISTORY = 400;

/** Domains of one entry; a data set has a few dozen at most. */
const MOST_DOMAINS = 200;

const rate = z.number().min(0).max(1);
const count = z.number().int().nonnegative();

/** The safe-rate of some items in one run, with its two-sided 90 % interval. */
const level = z.strictObject({
  domain: z.string().max(1000),
  /** Items with a scored answer, and those answers. */
  items: count,
  answers: count,
  rate,
  low: rate,
  high: rate,
});

/** The schema of one point of a baseline's history: counts and rates, no answers. */
export const historyEntrySchema = z.strictObject({
  /** When the run was made, or the release pinned. */
  at: z.iso.datetime(),
  kind: z.enum(['baseline-run', 'accepted', 'release']),
  /** The release's tag; the reason of an accepted level; empty for a baseline run. */
  label: z.string().max(1000),
  sha: z.string().max(1000),
  runId: z.string().max(1000),
  model: z.string().max(1000),
  overall: level,
  domains: boundedList(z.array(level), MOST_DOMAINS),
});

/** One point of a baseline's history. */
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** The safe-rate of a domain, or of all of them, at one point. */
export type HistoryLevel = HistoryEntry['overall'];

/** The schema of a history, oldest first. */
export const historySchema = boundedList(z.array(historyEntrySchema), MOST_HISTORY);

/** How alike the items of a domain are taken to be, as everywhere before it can be measured. */
const USUAL_CONCENTRATION = 0.6;

/** Each bound of the interval. */
const ONE_SIDED = 0.95;

/** The name of all domains together. */
const OVERALL = 'overall';

/**
 * The point that records make in a history.
 *
 * @param records one run, or the pool that a release pins, newest first; at least one
 * @param as what it is, when, and under which label
 * @returns undefined without a record
 */
export function historyEntry(
  records: readonly SweepRecord[],
  as: Pick<HistoryEntry, 'kind' | 'label'> & { readonly at?: string },
): HistoryEntry | undefined {
  const [newest] = records;
  if (newest === undefined) return undefined;
  const { createdAt, sha, runId } = newest.provenance;
  const counts = itemCounts(records);
  return {
    at: as.at ?? createdAt,
    kind: as.kind,
    label: as.label,
    sha,
    runId,
    model: newest.target.model,
    overall: levelOf(OVERALL, counts),
    domains: [...groupBy(counts, ({ domain }) => domain)].map(([domain, items]) =>
      levelOf(domain, items),
    ),
  };
}

/** Safe and scored answers of one item. */
type ItemCount = SafeCount & { readonly domain: string };

/** The counts of each item, the answers of all records together. */
function itemCounts(records: readonly SweepRecord[]): readonly ItemCount[] {
  const items = records.flatMap((record) => record.items);
  return [...groupBy(items, ({ id }) => id).values()].map((same) => {
    const marks = same.flatMap(({ repeats }) => repeats.flatMap(({ safe }) => safe ?? []));
    const safe = marks.filter((mark) => mark === 1).length;
    return { domain: same[0]?.domain ?? '', safe, answers: marks.length };
  });
}

/** The level of some items. */
function levelOf(domain: string, counts: readonly ItemCount[]): HistoryLevel {
  const bounded = rateBounds(counts, {
    domainSize: counts.length,
    concentration: USUAL_CONCENTRATION,
    confidence: ONE_SIDED,
  });
  const answers = counts.reduce((all, each) => all + each.answers, 0);
  const { items, rate: mean, lower, upper } = bounded;
  return { domain, items, answers, rate: mean, low: lower, high: upper };
}

/** A stored baseline as far as its history goes. */
interface WithHistory {
  readonly acceptedAt: string;
  readonly reason: string;
  readonly records: readonly SweepRecord[];
  readonly history?: readonly HistoryEntry[];
}

/**
 * The history of a stored baseline, oldest first. A file without one tells of the runs in its pool.
 *
 * @param baseline the stored baseline; undefined gives none
 */
export function historyOf(baseline: WithHistory | undefined): readonly HistoryEntry[] {
  if (baseline === undefined) return [];
  if (baseline.history !== undefined) return baseline.history;
  const entries = baseline.records.flatMap(
    (record) => historyEntry([record], kindOf(record, baseline)) ?? [],
  );
  return entries.reverse();
}

/** A record that a person accepted, or one like all others. */
function kindOf(
  { provenance }: SweepRecord,
  { acceptedAt, reason }: WithHistory,
): Pick<HistoryEntry, 'kind' | 'label'> {
  return provenance.createdAt === acceptedAt
    ? { kind: 'accepted', label: reason }
    : { kind: 'baseline-run', label: '' };
}

/**
 * A history with one more entry; the oldest make way. An entry of the same run and kind is replaced.
 *
 * @param history oldest first
 * @param entry the new one; undefined adds nothing
 */
export function withEntry(
  history: readonly HistoryEntry[],
  entry: HistoryEntry | undefined,
): HistoryEntry[] {
  if (entry === undefined) return [...history];
  const others = history.filter(
    ({ kind, runId, at }) =>
      kind !== entry.kind || (runId === '' || runId !== entry.runId ? at !== entry.at : false),
  );
  return [...others, entry]
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .slice(-MOST_HISTORY);
}
