import type { AnswerKind } from '../model/answer.js';
import { FLOOR_VERDICTS } from './comparison-tables.js';
import type { MarkWords } from './harmless-words.js';
import { COMPARISON_MARKS, VERDICT_MARKS } from './labels.js';
import { html, Markup } from './markup.js';
import type { AnswerMark } from './report.js';
import { figureText, isFigure, sortKey, type Cell, type Table, type TableRow } from './table.js';

/**
 * A part of the page with its heading.
 *
 * @param id the part's anchor, a word of ours
 * @param title words of ours
 * @param body its content; a part of nothing is nothing
 */
export function section(id: string, title: string, body: readonly Markup[]): Markup {
  if (body.every(({ text }) => text === '')) return html``;
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section> `;
}

/**
 * A picture with its explanation.
 *
 * @param name what it shows, in a few words
 * @param picture the plot; undefined gives nothing
 * @param explanation how it is read, in words
 */
export function figure(name: string, picture: Markup | undefined, explanation: string): Markup {
  if (picture === undefined) return html``;
  return html`<figure data-all>
    <div class="scroll" role="region" aria-label="Plot: ${name}" tabindex="0">${picture}</div>
    <figcaption>${explanation}</figcaption>
  </figure> `;
}

/**
 * A table that people can scroll and sort; the first cell of a row names it.
 *
 * @param table without rows it is nothing
 */
export function pageTable({ caption, columns, rows }: Table): Markup {
  if (rows.length === 0) return html``;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ label, align }) => html`<th scope="col" class="${align}">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => pageRow(row, columns))}
      </tbody>
    </table>
  </div>`;
}

/** Stands in a cell that has nothing to show. */
const NO_VALUE = '–';

/** One row; its first cell is its head. */
function pageRow({ domain, item, kind, cells }: TableRow, columns: Table['columns']): Markup {
  const filter = domain === undefined ? html`` : html` data-domain="${domain}"`;
  const anchor =
    item === undefined
      ? html``
      : html` data-item="${item.id}"${item.isElsewhere ? '' : html` id="item-${item.id}"`}`;
  const [first, ...rest] = cells;
  const head = first === undefined ? html`` : pageCell(first);
  const title = item === undefined ? head : html`<a href="#item-${item.id}">${head}</a>`;
  const figures = rest.map((cell, index) => {
    const align = columns[index + 1]?.align ?? 'left';
    return html`<td class="${align}" ${sortMark(cell)}>${pageCell(cell)}</td>`;
  });
  return html`<tr class="${kind ?? ''}" ${filter}${anchor}>
    <th scope="row" ${first ? sortMark(first) : ''}>${title}</th>
    ${figures}
  </tr> `;
}

/** The number that the page's script sorts a cell by. */
function sortMark(cell: Cell): Markup {
  const key = sortKey(cell);
  return key === undefined ? html`` : html` data-sort="${key}"`;
}

/** What a cell shows. */
function pageCell(cell: Cell): Markup {
  if (cell.kind === 'answers') {
    return html`${cell.baselineRuns.map((answers) => answerMarks(answers, cell.words))}
      <span class="count">${figureText(cell)}</span>`;
  }
  if (isFigure(cell)) return html`${figureText(cell)}`;
  switch (cell.kind) {
    case 'none':
      return html`${NO_VALUE}`;
    case 'blank':
      return html``;
    case 'name':
    case 'text':
    case 'id':
      return html`${cell.text}`;
    case 'code':
      return html`<code>${cell.text}</code>`;
    case 'verdict': {
      const { sign, word } = COMPARISON_MARKS[cell.verdict];
      return html`${signMarkup(sign)} ${word}`;
    }
    case 'floor': {
      const { sign } = COMPARISON_MARKS[FLOOR_VERDICTS[cell.result]];
      return html`${signMarkup(sign)} ${cell.result}`;
    }
    case 'outcome': {
      const { sign, word } = VERDICT_MARKS[cell.verdict];
      return html`${signMarkup(sign)} ${word}`;
    }
  }
}

/** A sign of its own for each score, so that no colour is needed to tell them apart. */
const SIGNS = { safe: '●', unsafe: '✕', unscored: '–' } as const;

/**
 * Answers as a row of signs; words alongside it say their number to those who do not see them.
 *
 * @param answers in the order they were asked
 * @param words what they are called
 */
function answerMarks(answers: readonly AnswerMark[], { good, bad }: MarkWords): Markup {
  const called = { safe: good, unsafe: bad, unscored: 'unscored' };
  const signs = alikeRuns(answers).map(({ kind, score, count }) => {
    const sign = SIGNS[score].repeat(count);
    return html`<i class="${score}" title="${kind}, ${called[score]}">${sign}</i>`;
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
 * The sign of a mark, which the word alongside it says too. It may end in a variation selector, which
 * escaping would take for something hidden.
 *
 * @param sign one of ours
 */
export function signMarkup(sign: string): Markup {
  return new Markup(`<span aria-hidden="true">${sign}</span>`);
}

/** An address that is a web page's and needs no escaping. */
const PLAIN_URL = /^https?:\/\/[\w.:@%&=?~/+#-]{1,2000}$/;

/**
 * A link to the run's page.
 *
 * @param runUrl its address; one that is not plain gives no link
 */
export function pageLink(runUrl: string): Markup {
  if (!PLAIN_URL.test(runUrl)) return html``;
  return html`<a href="${runUrl}" rel="noreferrer">${runUrl}</a>`;
}
