import type { TextProblem } from '../baseline/answer-vault.js';
import type { LabelMoves } from '../baseline/relabel.js';
import { formatCount } from '../format.js';
import type { Notice, Reread } from './report.js';

/**
 * What the reader should know of stored answers: that all were read again, that they could not be read,
 * or that this run's own were not kept.
 *
 * @param known what was read, and why something was not
 * @param unsaved why the words of this run's answers were not kept; undefined where they were
 */
export function rereadNotices(
  known: { readonly reread: readonly Reread[]; readonly textProblem?: TextProblem },
  unsaved: string | undefined,
): readonly Notice[] {
  const { reread, textProblem } = known;
  return [
    ...reread.filter(({ why }) => why === 'all').map(rereadNotice),
    ...(textProblem === undefined ? [] : [problemNotice(textProblem)]),
    ...(unsaved === undefined ? [] : [unsavedNotice(unsaved)]),
  ];
}

/** The whole baseline was read again. */
function rereadNotice({ name, moves }: Reread): Notice {
  return {
    level: 'warning',
    code: 'baseline-rejudged',
    text: `${name} The baseline was re-judged: ${movesText(moves)}.`,
    remedy: 'Compare with earlier reports with care: their rates are by other labels.',
  };
}

/**
 * How labels moved, in words.
 *
 * @param moves of any stored answers
 */
export function movesText({ answers, stricter, milder, unjudged }: LabelMoves): string {
  const left = unjudged === 0 ? '' : `, ${unjudged} without a label`;
  return `of ${formatCount(answers, 'stored answer')} ${stricter} stricter and ${milder} milder${left}`;
}

/** A suspected domain was decided on the labels of the day. */
function problemNotice({ isFault, text, remedy }: TextProblem): Notice {
  return {
    level: isFault ? 'warning' : 'info',
    code: 'labels-of-the-day',
    text: `Old answers could not be re-read, so the labels of their day hold: if the judge has changed since, a drop may be the judge's. ${text}`,
    remedy,
  };
}

/** The baseline was saved without the words of this run. */
function unsavedNotice(problem: string): Notice {
  return {
    level: 'warning',
    code: 'answers-not-kept',
    text: `The baseline was saved, and the answers next to it were not: ${problem.replace(/[.\s]+$/, '')}.`,
    remedy:
      'Until this run leaves the pool, later runs cannot have the stored answers re-judged. Correct what keeps the store from saving them.',
  };
}
