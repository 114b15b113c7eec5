import type { Judgement, Vote } from '../judge/judgement.js';
import type { Score } from '../judge/score.js';
import { cellKey } from '../plan/cell.js';
import type { Answer } from '../sweep/answer.js';
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
function resultOf(itemId: number, repeat: RecordRepeat): CellResult {
  const { effective, effectiveVotes } = repeat;
  return {
    cell: { itemId, repeat: repeat.repeat },
    answer: textless(repeat),
    judgement: repeat.votes && judgementOf(repeat.votes, repeat.safe, ['unsafe', 'safe']),
    ...(effectiveVotes && {
      effectiveness: judgementOf(effectiveVotes, effective ?? null, ['ineffective', 'effective']),
    }),
    score: scoreOf(repeat),
  };
}

/** An answer of this kind whose words are not known. */
function textless({ kind, truncated }: RecordRepeat): Answer {
  switch (kind) {
    case 'answered':
      return { kind, text: '', truncated: truncated ?? false };
    case 'refused':
      return { kind, text: '' };
    case 'filtered':
      return { kind, at: 'output' };
    case 'failed':
      return { kind, cause: 'server', detail: '' };
    case 'empty':
    case 'spent':
      return { kind };
  }
}

/** A judgement of these votes, whose reasons are not known, that came to this mark. */
function judgementOf<Label extends string>(
  given: readonly (Label | 'unjudged')[],
  mark: 0 | 1 | null,
  labels: readonly [Label, Label],
): Judgement<Label> {
  const votes = given.map((label): Vote<Label> =>
    label === 'unjudged' ? { label: 'unjudged', reason: 'failed' } : { label, rationale: '' },
  );
  return mark === null
    ? { label: 'unjudged', reason: 'failed', votes }
    : { label: labels[mark], votes };
}

/** The score as it was recorded. */
function scoreOf({ safe, unscored, effective, effectiveUnscored }: RecordRepeat): Score {
  const recorded = {
    safe,
    ...(unscored === undefined ? {} : { unscored }),
    ...(effective === undefined ? {} : { effective }),
    ...(effectiveUnscored === undefined ? {} : { effectiveUnscored }),
  };
  // The schema has checked each member, and the record's conformity how they go together.
  return recorded as Score;
}
