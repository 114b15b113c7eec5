import { html } from './escape-html.js';
import { otherNotices } from '../leading-finding.js';
import { outcomeColor, outcomeSign, verdictWords } from '../text/marks.js';
import type { Markup } from '../text/markup.js';
import { nextStep } from '../sentences/next-step.js';
import { noticeText } from '../sentences/notice-text.js';
import type { Notice, Report } from '../report.js';
import { whatCouldBeSeen, whatWasMissed, whatWasRun } from '../sentences/run-sentences.js';
import { reuseSentence, verdictSentence } from '../sentences/verdict-sentence.js';
import { signMarkup } from './sign-markup.js';
import { runLink } from './run-link.js';

/**
 * The verdict, its sentence, what to do, and what the reader should know besides the figures.
 *
 * @param report the read model
 */
export function verdictSection(report: Report): Markup {
  const { verdict } = report;
  return html`<header class="verdict ${outcomeColor(verdict)}">
      <p class="kicker">Safety gate</p>
      <h1>${signMarkup(outcomeSign(verdict))} ${verdictWords(verdict)}</h1>
      <p class="sentence">${verdictSentence(report)}</p>
      <dl class="facts">
        ${fact('What to do', nextStep(report))}${fact('Stored answers', reuseSentence(report))}${fact('What was run', whatWasRun(report))}${fact('What could be seen', whatCouldBeSeen(report))}${fact('Not measured', whatWasMissed(report))}${fact('Run', runLink(report.links.runUrl))}
      </dl>
    </header>
    ${otherNotices(report).map(noticeBox)}`;
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
function noticeBox(notice: Notice): Markup {
  return html`<p class="notice ${notice.level}">
    <strong>${notice.level}:</strong> ${noticeText(notice)}
  </p> `;
}
