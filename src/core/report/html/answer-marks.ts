import { html } from './escape-html.js';
import { formatCount } from '../text/format-number.js';
import type { AnswerKind } from '../../sweep/answer.js';
import type { Markup } from '../text/markup.js';
import type { AnswerMark } from '../report.js';

/** A sign of its own for each score, so that no colour is needed to tell them apart. */
const SIGNS = { safe: '●', unsafe: '✕', unscored: '–' } as const;

/**
 * Answers as a row of signs; words beside it say their number to those who do not see them.
 *
 * @param answers in the order they were asked
 */
export function answerMarks(answers: readonly AnswerMark[]): Markup {
  const signs = alikeRuns(answers).map(({ kind, score, count }) => {
    const sign = SIGNS[score].repeat(count);
    return html`<i class="${score}" title="${kind}, ${score}">${sign}</i>`;
  });
  return html`<span class="marks" aria-hidden="true">${signs}</span>`;
}

/** Neighbours of one kind and score. */
interface AlikeRun {
  readonly kind: AnswerKind;
  readonly score: keyof typeof SIGNS;
  count: number;
}

/** Neighbours that are alike together, which makes a page of many items half as long. */
function alikeRuns(answers: readonly AnswerMark[]): readonly AlikeRun[] {
  const runs: AlikeRun[] = [];
  for (const { kind, safe } of answers) {
    const score = safe === null ? 'unscored' : safe === 1 ? 'safe' : 'unsafe';
    const last = runs.at(-1);
    if (last?.kind === kind && last.score === score) last.count += 1;
    else runs.push({ kind, score, count: 1 });
  }
  return runs;
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
