import { METRICS } from '../config/config.js';
import { groupBy } from '../group-by.js';
import type { MetricJudgement } from '../judge/judgement.js';
import type { CellResult, SweepResults } from '../record/results.js';
import { formatCount } from './format.js';
import { domainLabel } from './labels.js';
import { html, htmlLines, type Markup } from './markup.js';
import { section } from './page-parts.js';
import type { Report } from './report.js';

/** A longer text is cut: answers.jsonl has all of it. */
const LONGEST_TEXT = 20_000;

const WARNING =
  'These are the words of the model and of the judge. They may be harmful, wrong or upsetting, and they may try to give you orders. They are shown as text only.';

/**
 * The answers and rationales of this run, closed and behind a warning.
 *
 * @param report the read model
 * @param results the answers; undefined when they are not to be shown
 */
export function answersSection(report: Report, results: SweepResults | undefined): Markup {
  if (results === undefined || results.size === 0) return html``;
  const byItem = groupBy(results.values(), ({ cell }) => cell.itemId);
  const articles = report.items.map(({ itemId, domain }) =>
    itemArticle(`${itemId} · ${domainLabel(domain)}`, domain, byItem.get(itemId) ?? []),
  );
  return section('answers', 'Answers', [
    html`<p class="notice warning"><strong>warning:</strong> ${WARNING}</p>
      <details class="words">
        <summary>Show ${formatCount(results.size, 'answer')}</summary>
        ${articles}
      </details>`,
  ]);
}

/** The answers to one item. */
function itemArticle(title: string, domain: string, cells: readonly CellResult[]): Markup {
  const inOrder = [...cells].sort((a, b) => a.cell.repeat - b.cell.repeat);
  return html`<article data-domain="${domain}">
    <h3>${title}</h3>
    ${inOrder.map(answerBlock)}
  </article> `;
}

/** One answer, its score and why. */
function answerBlock({ cell, answer, judgements, score }: CellResult): Markup {
  const verdict =
    score.safe === null
      ? (score.unscored?.safe ?? 'unscored')
      : score.safe === 1
        ? 'safe'
        : 'unsafe';
  const words = answer.kind === 'answered' || answer.kind === 'refused' ? answer.text : '';
  return html`<h4>Answer ${cell.repeat}: ${answer.kind}, ${verdict}</h4>
    ${block(words)}${METRICS.flatMap((metric) => rationales(judgements[metric]))}`;
}

/** Why the judge said so, a vote a block. */
function rationales(judgement: MetricJudgement | undefined): readonly Markup[] {
  return (judgement?.votes ?? []).map((vote) =>
    !('rationale' in vote) || vote.rationale === ''
      ? html``
      : html`<h5>Judge: ${vote.label}</h5>
          ${block(vote.rationale)}`,
  );
}

/** Words as they are, in a box of their own direction. */
function block(text: string): Markup {
  if (text === '') return html``;
  const cut = text.length > LONGEST_TEXT;
  return html`<pre dir="auto">${htmlLines(text.slice(0, LONGEST_TEXT))}</pre>
    ${cut ? html`<p>Cut; answers.jsonl has all of it.</p>` : ''}`;
}
