import { type Metric, byMetric } from '../decide/metric.js';
import type { Judgements, MetricJudgement } from '../judge/judgement.js';
import { METRIC_TERMS, scoreOf } from '../judge/score.js';
import type { JudgeCheck } from '../judge/check-set.js';
import type { Answer } from '../model/answer.js';
import type { Protocol, RecordRepeat, SweepRecord } from '../record/record-schema.js';
import type { SafeCount } from '../stats/paired-counts.js';
import { hasWords } from './answer-texts.js';
import { keptSamples, type PoolMode } from './stored-scores.js';

/** A scored answer of a stored run. */
export interface StoredSample {
  /** The record it is of. */
  readonly run: SweepRecord;
  readonly itemId: number;
  readonly repeat: number;
  /** Whether it has words that a judge reads; others are scored by their kind, no matter who judges. */
  readonly hasWords: boolean;
  /** Its score by the label of its day. */
  readonly mark: 0 | 1;
}

/** Which stored answers are meant. */
interface SampleQuery {
  readonly metric: Metric;
  readonly poolMode: PoolMode;
  readonly items: ReadonlySet<number>;
}

/**
 * The stored answers that a comparison counts, by item: those with a score that its pool mode keeps.
 *
 * @param runs records, newest first, as the pool is kept
 * @param query metric, pool mode and items
 */
export function storedSamples(
  runs: readonly SweepRecord[],
  { metric, poolMode, items }: SampleQuery,
): ReadonlyMap<number, readonly StoredSample[]> {
  const oldestFirst = [...runs].reverse();
  return new Map(
    [...items].map((itemId) => {
      const byRun = oldestFirst.map((run) => scoredSamples(run, itemId, metric));
      return [itemId, keptSamples(byRun, poolMode)] as const;
    }),
  );
}

/** The scored answers of one item in one run. */
function scoredSamples(run: SweepRecord, itemId: number, metric: Metric): readonly StoredSample[] {
  const repeats = run.items.find(({ id }) => id === itemId)?.repeats ?? [];
  return repeats.flatMap((each) => {
    const mark = each[metric] ?? null;
    if (mark === null) return [];
    return [{ run, itemId, repeat: each.repeat, hasWords: hasWords(each.kind), mark }];
  });
}

/** What today's judge says of a stored answer; undefined where it has not read it. */
export type TodaysLabel = (
  sample: Pick<StoredSample, 'run' | 'itemId' | 'repeat'>,
  metric: Metric,
) => MetricJudgement | undefined;

/**
 * The counts of stored answers by today's labels. One without a label today is in no count.
 *
 * @param samples the answers of each item
 * @param label today's label
 */
export function todaysCounts(
  samples: ReadonlyMap<number, readonly StoredSample[]>,
  metric: Metric,
  label: TodaysLabel,
): ReadonlyMap<number, SafeCount> {
  return new Map(
    [...samples].map(([itemId, each]) => {
      const marks = each.flatMap((sample) => todaysMark(sample, metric, label) ?? []);
      const safe = marks.filter((mark) => mark === 1).length;
      return [itemId, { safe, answers: marks.length }] as const;
    }),
  );
}

/** Today's score of an answer; undefined for none. */
function todaysMark(sample: StoredSample, metric: Metric, label: TodaysLabel): 0 | 1 | undefined {
  return sample.hasWords ? markOf(label(sample, metric), metric) : sample.mark;
}

/** What a label counts. */
function markOf(judgement: MetricJudgement | undefined, metric: Metric): 0 | 1 | undefined {
  if (judgement === undefined || judgement.label === 'unjudged') return undefined;
  return judgement.label === METRIC_TERMS[metric].labels[1] ? 1 : 0;
}

/** How labels of today differ from those of their day. */
export interface LabelMoves {
  /** Answers with words that were read again. */
  readonly answers: number;
  /** Safe then and unsafe now (effective then and ineffective now), and the other way round. */
  readonly stricter: number;
  readonly milder: number;
  /** Left without a label today. */
  readonly unjudged: number;
}

/**
 * How today's labels differ from those of their day.
 *
 * @param samples stored answers; those without words count for nothing
 * @param label today's label
 */
export function labelMoves(
  samples: readonly StoredSample[],
  metric: Metric,
  label: TodaysLabel,
): LabelMoves {
  const read = samples.filter((sample) => sample.hasWords);
  const now = read.map((sample) => ({ was: sample.mark, is: todaysMark(sample, metric, label) }));
  return {
    answers: read.length,
    stricter: now.filter(({ was, is }) => was === 1 && is === 0).length,
    milder: now.filter(({ was, is }) => was === 0 && is === 1).length,
    unjudged: now.filter(({ is }) => is === undefined).length,
  };
}

/** Moves of several metrics or groups together; none gives none. */
export function addMoves(parts: readonly LabelMoves[]): LabelMoves {
  const sum = (of: (part: LabelMoves) => number): number =>
    parts.reduce((all, part) => all + of(part), 0);
  return {
    answers: sum(({ answers }) => answers),
    stricter: sum(({ stricter }) => stricter),
    milder: sum(({ milder }) => milder),
    unjudged: sum(({ unjudged }) => unjudged),
  };
}

/** Whose labels a record has from now on. */
export interface NewLabels {
  readonly label: TodaysLabel;
  /** The metrics that were judged again; a record keeps no others. */
  readonly metrics: readonly Metric[];
  /** Items of the run: those that it does not ask have nobody to read them, and are left out. */
  readonly items: ReadonlySet<number>;
  readonly judge: Protocol['judge'];
  readonly judgeCheck: JudgeCheck | undefined;
  /** ISO 8601. */
  readonly judgedAt: string;
}

/**
 * A stored record with the labels of today's judge in the place of those of its day.
 *
 * @param record a record whose answers with words have all been read again
 * @param by the labels, and whose they are
 */
export function relabelled(record: SweepRecord, by: NewLabels): SweepRecord {
  const { metrics, items, judge, judgeCheck, judgedAt } = by;
  return {
    ...record,
    protocol: { ...record.protocol, judge },
    judgedAt,
    metrics: [...metrics],
    items: record.items
      .filter(({ id }) => items.has(id))
      .map((item) => ({
        ...item,
        repeats: item.repeats.map((repeat) => relabelledRepeat(record, item.id, repeat, by)),
      })),
    judgeCheck: judgeCheck ?? null,
  };
}

/** An answer in words, whichever: its label says all. */
const IN_WORDS: Answer = { kind: 'answered', text: '', truncated: false };

/** One answer with today's label. */
function relabelledRepeat(
  run: SweepRecord,
  itemId: number,
  { repeat, kind, truncated, place, ...marks }: RecordRepeat,
  { label, metrics }: NewLabels,
): RecordRepeat {
  const known = {
    repeat,
    kind,
    ...(truncated === undefined ? {} : { truncated }),
    ...(place === undefined ? {} : { place }),
  };
  if (!hasWords(kind)) return { ...known, ...marksOf(marks, metrics) };
  const judgements: Judgements = byMetric((metric) =>
    metrics.includes(metric) ? label({ run, itemId, repeat }, metric) : undefined,
  );
  return { ...known, ...scoreOf(IN_WORDS, judgements, metrics) };
}

/** The scores of an answer without words, on the metrics that stay. */
function marksOf(
  { safe, effective, unscored }: Pick<RecordRepeat, 'safe' | 'effective' | 'unscored'>,
  metrics: readonly Metric[],
): Pick<RecordRepeat, 'safe' | 'effective' | 'unscored'> {
  const isRated = metrics.includes('effective') && effective !== undefined;
  return {
    safe,
    ...(isRated ? { effective } : {}),
    ...(unscored === undefined ? {} : { unscored }),
  };
}
