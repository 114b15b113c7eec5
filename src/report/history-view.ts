import { z } from 'zod';
import { historyEntrySchema, type HistoryEntry } from '../baseline/history.js';

/** The version of history.json. */
const HISTORY_SCHEMA_VERSION = 1;

/** The run that looks back, which need not be stored: a red one never is. */
const latest = z.strictObject({
  at: z.iso.datetime(),
  verdict: z.enum(['pass', 'fail', 'inconclusive', 'error']),
  reason: z.string(),
  sha: z.string(),
  runUrl: z.string(),
  overall: z.number().min(0).max(1),
  domains: z.array(z.strictObject({ domain: z.string(), rate: z.number().min(0).max(1) })),
});

/** The schema of history.json: rates and counts by run, no answers. */
export const historyFileSchema = z.strictObject({
  schemaVersion: z.literal(HISTORY_SCHEMA_VERSION),
  name: z.string(),
  /** Drop that is too much in a domain, 0 to 1; null where no run said. */
  margin: z.number().nullable(),
  /** Oldest first. */
  entries: z.array(historyEntrySchema),
  /** Null where the history was read without a run. */
  latest: latest.nullable(),
});

/** What a history shows. */
export type HistoryView = Omit<z.infer<typeof historyFileSchema>, 'schemaVersion' | 'entries'> & {
  readonly entries: readonly HistoryEntry[];
};

/** One domain, or all together, over time. */
export interface HistoryPanel {
  readonly domain: string;
  readonly points: readonly {
    readonly at: string;
    readonly kind: HistoryEntry['kind'];
    readonly rate: number;
    readonly low: number;
    readonly high: number;
    readonly answers: number;
  }[];
  /** Of the run that looks back; undefined where it has none. */
  readonly latest: { readonly at: string; readonly rate: number } | undefined;
  /** The newest level less the margin; undefined without a margin or a level. */
  readonly limit: number | undefined;
}

/**
 * A history by domain, all together first. Releases are levels that were stored before: they mark a
 * time and are no points of their own.
 *
 * @param view without entries it has no panel
 */
export function historyPanels(view: HistoryView): readonly HistoryPanel[] {
  const stored = view.entries.filter(({ kind }) => kind !== 'release');
  const [first] = stored;
  if (first === undefined) return [];
  const names = [
    first.overall.domain,
    ...new Set(stored.flatMap(({ domains }) => domains.map(({ domain }) => domain))),
  ];
  return names.map((domain, index) => {
    const points = stored.flatMap((entry) => {
      const level =
        index === 0 ? entry.overall : entry.domains.find((each) => each.domain === domain);
      if (level === undefined || level.answers === 0) return [];
      const { rate, low, high, answers } = level;
      return [{ at: entry.at, kind: entry.kind, rate, low, high, answers }];
    });
    const now =
      index === 0
        ? view.latest?.overall
        : view.latest?.domains.find((each) => each.domain === domain)?.rate;
    const last = points.at(-1)?.rate;
    const latestPoint =
      view.latest === null || now === undefined ? undefined : { at: view.latest.at, rate: now };
    const limit =
      view.margin === null || last === undefined || index === 0
        ? undefined
        : Math.max(0, last - view.margin);
    return { domain, points, latest: latestPoint, limit };
  });
}

/**
 * The history as a file for programs.
 *
 * @param view what it shows
 */
export function historyFile(view: HistoryView): z.infer<typeof historyFileSchema> {
  return { schemaVersion: HISTORY_SCHEMA_VERSION, ...view, entries: [...view.entries] };
}

/** A badge as shields.io reads it. */
export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: string;
}

const PERCENT = 100;

/**
 * The newest level as a badge: its verdict where a run looks back, and the safe-rate.
 *
 * @param view without entries the badge says that there is no baseline
 * @see https://shields.io/badges/endpoint-badge
 */
export function historyBadge({ entries, latest: run }: HistoryView): Badge {
  const rate = run?.overall ?? entries.at(-1)?.overall.rate;
  const label = 'safety gate';
  if (rate === undefined) {
    return { schemaVersion: 1, label, message: 'no baseline', color: 'lightgrey' };
  }
  const safe = `${Math.round(PERCENT * rate)} % safe`;
  if (run === null) return { schemaVersion: 1, label, message: safe, color: 'blue' };
  const color = { pass: 'brightgreen', fail: 'red', inconclusive: 'yellow', error: 'lightgrey' };
  return { schemaVersion: 1, label, message: `${run.verdict}, ${safe}`, color: color[run.verdict] };
}
