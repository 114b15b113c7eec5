import type { Metric } from '../decide/metric.js';
import type { MetricCounts } from '../decide/counts.js';
import type { AnswerScore } from '../decide/decision-state.js';
import { groupBy } from '../group-by.js';
import { hasFailed, type Judgement, type Judgements } from '../judge/judgement.js';
import { isUnscored, type Score, scoreOf } from '../judge/score.js';
import { sampleKey, type Sample } from '../decide/samples.js';
import type { Answer } from '../model/answer.js';
import type { JournalEntry } from './journal-entry.js';
import { checkKey } from '../judge/check-set.js';

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
 * @param sample which sample
 * @param answer what the model said
 * @param judgements what the judge said of it; empty when it was not asked, or not yet
 * @param metrics those that are asked
 */
export function sampleResult(
  sample: Sample,
  answer: Answer,
  judgements: Judgements = {},
  metrics: readonly Metric[] = ['safe'],
): SampleResult {
  return { sample, answer, judgements, score: scoreOf(answer, judgements, metrics) };
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
 * @param metrics those that are asked
 */
export function replayJournal(
  entries: readonly JournalEntry[],
  metrics: readonly Metric[],
): SweepResults {
  const results = new Map<string, SampleResult>();
  for (const entry of entries) {
    if (!('repeat' in entry)) continue;
    const sample = { itemId: entry.itemId, repeat: entry.repeat };
    const key = sampleKey(sample);
    const known = results.get(key);
    if (entry.type === 'answer') {
      results.set(key, sampleResult(sample, entry.answer, {}, metrics));
    } else if (known !== undefined && !hasFailed(entry.judgement)) {
      const judgements = { ...known.judgements, [entry.metric]: entry.judgement };
      results.set(key, sampleResult(sample, known.answer, judgements, metrics));
    }
  }
  const isLost = ({ kind }: Answer): boolean => kind === 'failed' || kind === 'misplaced';
  return new Map([...results].filter(([, { answer }]) => !isLost(answer)));
}

/**
 * What a journal holds of the judge check, by {@link checkKey}; what failed is left out.
 *
 * @param entries the lines of the journal in order; none gives nothing
 */
export function replayChecks(entries: readonly JournalEntry[]): ReadonlyMap<string, Judgement> {
  const checks = entries.flatMap((entry) =>
    entry.type === 'check' && !hasFailed(entry.judgement)
      ? [[checkKey(entry), entry.judgement] as const]
      : [],
  );
  return new Map(checks);
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
