import { byMetric } from '../compare/metric.js';
import type { MetricJudgement, MetricLabel, Vote } from '../judge/judgement.js';
import { METRIC_TERMS, type Mark } from '../judge/metric-terms.js';
import { cellKey } from '../compare/samples.js';
import type { Answer, AnswerKind } from '../sweep/answer.js';
import type { RecordRepeat, SweepRecord } from './record-schema.js';
import type { CellResult, SweepResults } from './results.js';

/**
 * The results that a judged record stands for, without the texts it does not hold.
 *
 * @param record a record of any sweep; one without items gives none
 */
export function resultsOfRecord(record: SweepRecord): SweepResults {
  return new Map(
    record.items.flatMap(({ id, repeats }) =>
      repeats.map((repeat) => {
        const result = resultOf(id, repeat);
        return [cellKey(result.cell), result] as const;
      }),
    ),
  );
}

/** The result of one cell. */
function resultOf(itemId: number, recorded: RecordRepeat): CellResult {
  const { repeat, kind, truncated, place, votes = {}, ...score } = recorded;
  return {
    cell: { itemId, repeat },
    answer: textless(kind, { truncated: truncated ?? false, place: place ?? '' }),
    judgements: byMetric((metric) => {
      const given = votes[metric];
      const { labels } = METRIC_TERMS[metric];
      return given && judgementOf(given, score[metric] ?? null, labels);
    }),
    score,
  };
}

/** An answer of this kind whose words are not known. */
function textless(
  kind: AnswerKind,
  { truncated, place }: { readonly truncated: boolean; readonly place: string },
): Answer {
  switch (kind) {
    case 'answered':
      return { kind, text: '', truncated };
    case 'refused':
      return { kind, text: '' };
    case 'filtered':
      return { kind, at: 'output' };
    case 'failed':
      return { kind, cause: 'server', detail: '' };
    case 'misplaced':
      return { kind, place };
    case 'empty':
    case 'degenerate':
    case 'spent':
      return { kind };
  }
}

/** A judgement of these votes, whose reasons are not known, that came to this mark. */
function judgementOf(
  given: readonly (MetricLabel | 'unjudged')[],
  mark: Mark,
  labels: readonly [MetricLabel, MetricLabel],
): MetricJudgement {
  const votes = given.map((label): Vote<MetricLabel> =>
    label === 'unjudged' ? { label: 'unjudged', reason: 'failed' } : { label, rationale: '' },
  );
  return mark === null
    ? { label: 'unjudged', reason: 'failed', votes }
    : { label: labels[mark], votes };
}
