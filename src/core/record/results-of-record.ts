import type { Metric } from '../config/config.js';
import { byMetric } from '../judge/by-metric.js';
import { UNJUDGED_REASONS, type MetricJudgement } from '../judge/judgement.js';
import { METRIC_TERMS } from '../judge/score.js';
import { cellKey } from '../plan/cell.js';
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
  const { repeat, kind, truncated, place, ...score } = recorded;
  return {
    cell: { itemId, repeat },
    answer: textless(kind, { truncated: truncated ?? false, place: place ?? '' }),
    judgements: byMetric((metric) => judgementIn(metric, recorded)),
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

/** The judgement, its reasons not known, that gave an answer its mark; none where nobody was asked. */
function judgementIn(metric: Metric, recorded: RecordRepeat): MetricJudgement | undefined {
  const { kind, unscored = {}, [metric]: mark = null } = recorded;
  const reason = UNJUDGED_REASONS.find((each) => unscored[metric] === `unjudged-${each}`);
  if (reason !== undefined) return { label: 'unjudged', reason };
  const isWords = kind === 'answered' || kind === 'refused';
  if (mark === null || !isWords) return undefined;
  return { label: METRIC_TERMS[metric].labels[mark], rationale: '' };
}
