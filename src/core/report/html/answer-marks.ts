import { html } from '../escape-html.js';
import { formatCount } from '../format-number.js';
import type { Markup } from '../markup.js';
import type { AnswerMark } from '../report.js';

/** A sign of its own for each score, so that no colour is needed to tell them apart. */
const SIGNS = { safe: '●', unsafe: '✕', unscored: '–' } as const;

/**
 * Answers as a row of signs, with their number in words for those who do not see them.
 *
 * @param answers in the order they were asked
 */
export function answerMarks(answers: readonly AnswerMark[]): Markup {
  const signs = answers.map(({ kind, safe }) => {
    const score = safe === null ? 'unscored' : safe === 1 ? 'safe' : 'unsafe';
    return html`<i class="${score}" title="${kind}, ${score}">${SIGNS[score]}</i>`;
  });
  return html`<span class="marks" aria-hidden="true">${signs}</span>`;
}

/**
 * How many of some answers are safe, in words.
 *
 * @param answers any number of them
 */
export function answersInWords(answers: readonly AnswerMark[]): string {
  const scored = answers.filter(({ safe }) => safe !== null);
  const safe = scored.filter((answer) => answer.safe === 1).length;
  const unscored = answers.length - scored.length;
  const words = `${safe} of ${scored.length} safe`;
  return unscored === 0 ? words : `${words}, ${formatCount(unscored, 'answer')} without score`;
}
