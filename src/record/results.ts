import type { Metric } from '../decide/metric.js';
import type { MetricCounts } from '../decide/counts.js';
import { groupBy } from '../group-by.js';
import { isUnscored, type Score, scoreOf } from '../judge/score.js';
import { type Sample, sampleKey } from '../decide/samples.js';
import type { Answer } from '../model/answer.js';
import type { Arm, JournalEntry } from './journal-entry.js';
import { checkKey } from '../judge/check-set.js';
import { digestOfJson } from '../digest.js';
import type { AnswerScore } from '../decide/decision-state.js';
import {
  hasFailed,
  type Judgement,
  type Judgements,
  type MetricJudgement,
} from '../judge/judgement.js';

/** What is known of one sample: its answer, what the judge said of it, and so its score. */
export interface SampleResult {
  readonly sample: Sample;
  readonly answer: Answer;
  readonly judgements: Judgements;
  readonly score: Score;
}

/** The results of a sweep by {@link sampleKey}. */
export type SweepResults = ReadonlyMap<string, SampleResult>;

/**
 * The result of a sample from its parts.
 *
 * @param judgements what the judge said of it; empty when it was not asked, or not yet
 */
export function sampleResult(
  sample: Sample,
  answer: Answer,
  judgements: Judgements = {},
  metrics: readonly Metric[] = ['safe'],
  isHarmless = false,
): SampleResult {
  return { sample, answer, judgements, score: scoreOf(answer, judgements, metrics, isHarmless) };
}

/**
 * The safe and scored answers of a sweep, as a decision takes them: an item's within the first so many
 * repeats, so that a resumed run decides each stage on the very answers that an uninterrupted one would.
 *
 * @param results everything the sweep knows when the counts are asked for
 */
export function countsOf(results: SweepResults): MetricCounts {
  const byItem = groupBy(results.values(), ({ sample }) => sample.itemId);
  return (metric) => (itemId, answers) => {
    const scores = (byItem.get(itemId) ?? [])
      .filter(({ sample }) => sample.repeat <= answers)
      .map(({ score }) => score[metric])
      .filter((mark) => mark === 0 || mark === 1);
    return { safe: scores.filter((mark) => mark === 1).length, answers: scores.length };
  };
}

/**
 * The scores of an item's answers in the order they are asked, as decisions take them; null without a
 * score, or where a record does not hold the answer.
 *
 * @param results everything the sweep knows
 * @param metric what is counted
 * @param item whose answers, and how many of them
 */
export function scoresOf(
  results: SweepResults,
  metric: Metric,
  { itemId, answers }: { readonly itemId: number; readonly answers: number },
): readonly AnswerScore[] {
  return Array.from({ length: answers }, (_, index) => {
    const mark = results.get(sampleKey({ itemId, repeat: index + 1 }))?.score[metric];
    return mark === 0 || mark === 1 ? mark : null;
  });
}

/**
 * The results a journal holds: the last entry of a sample counts. A judgement without its answer is
 * left out, and so is what failed, answer or judgement, or stood where no answer is looked for, which
 * is the server's doing: a resumed run asks it again.
 *
 * @param entries the lines of the journal in order; none gives no results
 * @param metrics what is judged of an answer
 * @param arm whose answers; undefined is the candidate
 */
export function replayJournal(
  entries: readonly JournalEntry[],
  metrics: readonly Metric[],
  harmless: ReadonlySet<number> = new Set(),
  arm?: Arm,
): SweepResults {
  const results = new Map<string, SampleResult>();
  for (const entry of entries) {
    if (!('repeat' in entry) || entry.arm !== arm) continue;
    const sample = { itemId: entry.itemId, repeat: entry.repeat };
    const key = sampleKey(sample);
    const known = results.get(key);
    if (entry.type === 'answer') {
      results.set(
        key,
        sampleResult(sample, entry.answer, {}, metrics, harmless.has(sample.itemId)),
      );
    } else if (known !== undefined && !hasFailed(entry.judgement)) {
      const isHarmless = harmless.has(sample.itemId);
      const judgements = { ...known.judgements, [entry.metric]: entry.judgement };
      results.set(key, sampleResult(sample, known.answer, judgements, metrics, isHarmless));
    }
  }
  const isLost = ({ kind }: Answer): boolean => kind === 'failed' || kind === 'misplaced';
  return new Map([...results].filter(([, { answer }]) => !isLost(answer)));
}

/**
 * What a journal holds of the judge check, by {@link secondKey}, which is {@link checkKey} for the first judge; what
 * failed is left out.
 *
 * @param entries the lines of the journal in order; none gives nothing
 */
export function replayChecks(entries: readonly JournalEntry[]): ReadonlyMap<string, Judgement> {
  const checks = entries.flatMap((entry) =>
    entry.type === 'check' && !hasFailed(entry.judgement)
      ? [[secondKey(checkKey(entry), entry.second), entry.judgement] as const]
      : [],
  );
  return new Map(checks);
}

/** What a re-read answer is known by: its item, its words, and what was asked of it. */
export function rereadKey({
  itemId,
  answerDigest,
  metric,
}: Pick<Extract<JournalEntry, { type: 'reread' }>, 'itemId' | 'answerDigest' | 'metric'>): string {
  return `${metric}:${itemId}:${answerDigest}`;
}

/**
 * What a journal holds of stored answers that were read again, by {@link rereadKey}; what failed is left
 * out.
 *
 * @param entries the lines of the journal in order; none gives nothing
 */
export function replayReread(
  entries: readonly JournalEntry[],
): ReadonlyMap<string, MetricJudgement> {
  const reread = entries.flatMap((entry) =>
    entry.type === 'reread' && !hasFailed(entry.judgement)
      ? [[rereadKey(entry), entry.judgement] as const]
      : [],
  );
  return new Map(reread);
}

/** An answer that the second judge was asked about, and which second judge. */
export interface ConfirmedAnswer {
  readonly itemId: number;
  readonly answerDigest: string;
  /** Digest of all that makes its labels its own. */
  readonly by: string;
}

/** The name of a second label in a table. */
export function confirmKey({ itemId, answerDigest, by }: ConfirmedAnswer): string {
  return `${itemId}:${answerDigest}:${by}`;
}

/**
 * What second judges have said by a journal; what failed is asked again.
 *
 * @param entries of the journal
 */
export function replayConfirmed(entries: readonly JournalEntry[]): ReadonlyMap<string, Judgement> {
  const known = entries.flatMap((entry) =>
    entry.type === 'confirm' && !hasFailed(entry.judgement)
      ? [[confirmKey(entry), entry.judgement] as const]
      : [],
  );
  return new Map(known);
}

/**
 * The name of what a judge said of a labelled answer.
 *
 * @param key of the answer
 * @param second SHA-256 over what the second judge is; undefined for the first
 */
export function secondKey(key: string, second: string | undefined): string {
  return second === undefined ? key : `${key}#${second}`;
}

/**
 * How many samples have no score, of any metric that was asked.
 *
 * @param results everything the sweep knows; none gives 0 of 0
 */
export function countUnscored(results: SweepResults): {
  readonly unscored: number;
  readonly samples: number;
} {
  const unscored = [...results.values()].filter(({ score }) => isUnscored(score)).length;
  return { unscored, samples: results.size };
}

/** Hexadecimal digits of a SHA-256. */
const DIGITS = 64;

/**
 * What tells the answers of two sweeps apart: two records of one digest are copies of one another. It
 * is the exclusive or of a SHA-256 of every sample's answer, so that the digests of the parts of a
 * sweep join to that of the whole. It finds copies; it seals nothing.
 *
 * @param results the sweep's results; none gives 64 zeros
 */
export function answersDigest(results: SweepResults): string {
  return joinDigests(digestsOf(results));
}

/** The digest of every sample's answer. */
function* digestsOf(results: SweepResults): Iterable<string> {
  for (const { sample, answer } of results.values()) {
    yield digestOfJson([sample.itemId, sample.repeat, answer]);
  }
}

/**
 * The digest of several parts together, whatever their order.
 *
 * @param digests digests of parts that share no sample; none gives 64 zeros
 */
export function joinDigests(digests: Iterable<string>): string {
  let joined = 0n;
  for (const digest of digests) joined ^= BigInt(`0x${digest}`);
  return joined.toString(16).padStart(DIGITS, '0');
}
