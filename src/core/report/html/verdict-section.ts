import { clipText } from '../text/clean-text.js';
import { html } from './escape-html.js';
import { leadingFinding } from '../leading-finding.js';
import { VERDICT_MARKS } from '../text/marks.js';
import type { Markup } from '../text/markup.js';
import { nextStep } from '../sentences/next-step.js';
import type { Notice, Report } from '../report.js';
import { whatCouldBeSeen, whatWasMissed, whatWasRun } from '../sentences/run-sentences.js';
import { verdictSentence } from '../sentences/verdict-sentence.js';
import { signMarkup } from './sign-markup.js';
import { runLink } from './run-link.js';

/** A notice is a sentence or two. */
const LONGEST_NOTICE = 1000;

/**
 * The verdict, its sentence, what to do, and what the reader should know besides the figures.
 *
 * @param report the read model
 */
export function verdictSection(report: Report): Markup {
  const { verdict, failed } = report.verdict;
  const { sign, word } = VERDICT_MARKS[verdict];
  const said = leadingFinding(report);
  const notices = report.notices.filter((notice) => notice !== said);
  return html`<header class="verdict ${verdict}">
      <p class="kicker">Safety gate</p>
      <h1>${signMarkup(sign)} ${word}${verdict === 'inconclusive' ? policyOf(failed) : ''}</h1>
      <p class="sentence">${verdictSentence(report)}</p>
      <dl class="facts">
        ${fact('What to do', nextStep(report))}${fact('What was run', whatWasRun(report))}${fact('What could be seen', whatCouldBeSeen(report))}${fact('Not measured', whatWasMissed(report))}${fact('Run', runLink(report.links.runUrl))}
      </dl>
    </header>
    ${notices.map(noticeBox)}`;
}

/** Whether an inconclusive verdict fails, which the word alone does not tell. */
function policyOf(failed: boolean): string {
  return failed ? ' (fails the check)' : ' (does not fail the check)';
}

/** A labelled fact; none without a text. */
function fact(label: string, text: string | Markup): Markup {
  if (text === '' || (typeof text === 'object' && text.text === '')) return html``;
  return html`<div>
    <dt>${label}</dt>
    <dd>${text}</dd>
  </div> `;
}

/** A notice with what to do. */
function noticeBox({ level, text, remedy }: Notice): Markup {
  return html`<p class="notice ${level}">
    <strong>${level}:</strong> ${clipText(`${text} ${remedy}`, LONGEST_NOTICE)}
  </p> `;
}
