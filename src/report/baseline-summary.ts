import type { ChosenBaseline } from '../baseline/choose-baseline.js';
import { sum, mean } from '../stats/numerics.js';
import type { SweepRecord } from '../record/record-schema.js';
import type { Baseline } from '../baseline/baseline-file.js';
import { groupBy } from '../group-by.js';
import { OVERALL } from './domain-rates.js';
import { formatCount } from '../format.js';
import type { BaselineSummary, DomainLevel, PinnedLevel, PoolRun } from './report.js';

/**
 * What the run was compared with, for people; undefined before the lookup.
 *
 * @param chosenBaseline what the lookup offered
 * @param where the store, for people
 */
export function baselineSummary(
  chosenBaseline: ChosenBaseline | undefined,
  where: string,
): BaselineSummary | undefined {
  if (chosenBaseline === undefined) return undefined;
  if (chosenBaseline.kind === 'none') {
    const { text, remedy, isAbsent } = chosenBaseline;
    return { kind: 'none', text, remedy, ...(isAbsent === undefined ? {} : { isAbsent }) };
  }
  if (chosenBaseline.kind === 'live') {
    const { model, origin } = chosenBaseline.control;
    return { kind: 'live', model, origin, where };
  }
  const baselineRuns = chosenBaseline.baselineRuns.map(poolBaselineRun);
  return {
    kind: 'used',
    where,
    model: chosenBaseline.baselineRuns[0]?.target.model ?? '',
    acceptedAt: chosenBaseline.baseline.acceptedAt,
    baselineRuns,
    answersPerItem: sum(baselineRuns.map((baselineRun) => baselineRun.answersPerItem)),
    pinned: pinnedLevel(chosenBaseline.baseline),
  };
}

/** One baseline run of the pool. */
function poolBaselineRun(record: SweepRecord): PoolRun {
  const { provenance, items } = record;
  const answers = items.map(({ repeats }) => repeats.length).sort((a, b) => a - b);
  return {
    createdAt: provenance.createdAt,
    sha: provenance.sha,
    runId: provenance.runId,
    ...storedLevels([record]),
    answersPerItem: answers[Math.floor(answers.length / 2)] ?? 0,
  };
}

/** The pinned level, where one is stored. */
function pinnedLevel({ pinned }: Baseline): PinnedLevel | undefined {
  if (pinned === null) return undefined;
  const { kind, label, pinnedAt, records } = pinned;
  return { kind, label, pinnedAt, ...storedLevels(records) };
}

/** The safe-rates of stored records. */
interface StoredLevels {
  /** Over all items; 0 when no answer has a score. */
  readonly safeRate: number;
  readonly domains: readonly DomainLevel[];
}

/** Scored answers of one item. */
interface ItemScores {
  readonly domain: string;
  readonly scores: number[];
}

/**
 * The level of records taken together: means over items of the share of their scored answers that
 * are safe.
 *
 * @param records one baseline run or several
 */
function storedLevels(records: readonly SweepRecord[]): StoredLevels {
  const scored = scoredItems(records);
  const domains = [...groupBy(scored, ({ domain }) => domain)].map(([domain, items]) =>
    levelOf(domain, items),
  );
  return { safeRate: levelOf(OVERALL, scored).safeRate, domains };
}

/** The items with a scored answer, the answers of all records together. */
function scoredItems(records: readonly SweepRecord[]): readonly ItemScores[] {
  const byItem = new Map<number, ItemScores>();
  for (const { id, domain, repeats } of records.flatMap(({ items }) => items)) {
    const known = byItem.get(id) ?? { domain, scores: [] };
    known.scores.push(...repeats.flatMap(({ safe }) => (safe === null ? [] : [safe])));
    byItem.set(id, known);
  }
  return [...byItem.values()].filter(({ scores }) => scores.length > 0);
}

/** The level of some items. */
function levelOf(domain: string, items: readonly ItemScores[]): DomainLevel {
  return {
    domain,
    safeRate: mean(items.map(({ scores }) => mean(scores))),
    answers: sum(items.map(({ scores }) => scores.length)),
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What a run is compared with, in one line for the log: where it lies, which run and commit made its
 * newest baseline run, how old that is, how many baseline runs and answers it holds, and what is pinned.
 *
 * @param chosenBaseline what was chosen of a stored baseline
 * @param where where it lies
 * @param nowMs milliseconds since the epoch
 */
export function baselineLine(
  chosenBaseline: Extract<ChosenBaseline, { kind: 'baseline' }>,
  where: string,
  nowMs: number,
): string {
  const summary = baselineSummary(chosenBaseline, where);
  if (summary?.kind !== 'used') return where;
  const { baselineRuns, answersPerItem } = summary;
  const held = `${formatCount(baselineRuns.length, 'baseline run')}, ${formatCount(answersPerItem, 'answer')} per item`;
  return `${where}: ${held}${newestOf(baselineRuns[0], nowMs)}${pinOf(chosenBaseline)}.`;
}

/** Which run made the newest baseline run, and how long ago. */
function newestOf(
  baselineRun:
    { readonly createdAt: string; readonly sha: string; readonly runId: string } | undefined,
  nowMs: number,
): string {
  if (baselineRun === undefined) return '';
  const days = Math.max(0, Math.floor((nowMs - Date.parse(baselineRun.createdAt)) / DAY_MS));
  const run = baselineRun.runId === '' ? 'a local run' : `run ${baselineRun.runId}`;
  const commit = baselineRun.sha === '' ? '' : ` at commit ${baselineRun.sha.slice(0, 12)}`;
  return `; the newest of ${run}${commit}, ${formatCount(days, 'day')} old`;
}

/** The pinned level, where it is another one than the pool. */
function pinOf({
  baseline: { pinned },
  pinned: apart,
}: Extract<ChosenBaseline, { kind: 'baseline' }>): string {
  if (pinned === null || apart.length === 0) return '';
  const label = pinned.kind === 'release' ? `release ${pinned.label}` : 'the first accepted level';
  return `; pinned: ${label}, ${pinned.pinnedAt.slice(0, 10)}`;
}
