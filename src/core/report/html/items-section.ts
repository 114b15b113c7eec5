import type { FlippedItem } from '../../compare/comparison.js';
import { domainLabel } from '../text/domain-label.js';
import { html } from './escape-html.js';
import { formatCount } from '../text/format-number.js';
import type { Markup } from '../text/markup.js';
import type { AnswerMark, ItemAnswers, Report } from '../report.js';
import { answerMarks, answersInWords } from './answer-marks.js';
import { dataTable, type DataCell, type DataColumn, type DataRow } from './data-table.js';
import { section } from './section.js';

const COLUMNS: readonly DataColumn[] = [
  { head: 'Item', align: 'left' },
  { head: 'Domain', align: 'left' },
  { head: 'Baseline', align: 'left' },
  { head: 'This run', align: 'left' },
  { head: 'Turned', align: 'left' },
];

const CAPTION =
  'Every item by id, its answers in the order they were asked; baseline answers night by night. ● safe, ✕ unsafe, – without score.';

/** A longer page is slow to open; what turned is always in it. */
const MOST_ITEMS = 5000;

/** Words and order of what became of an item. */
const TURNS = {
  unsafe: { word: '▼ unsafe', rank: 0 },
  safe: { word: '▲ safe', rank: 1 },
} as const;

/**
 * The grid of items and answers, baseline beside this run.
 *
 * @param report the read model
 * @returns empty when nothing was asked
 */
export function itemsSection(report: Report): Markup {
  const turned = turnedItems(report);
  const shown =
    report.items.length <= MOST_ITEMS
      ? report.items
      : report.items.filter(({ itemId }) => turned.has(itemId)).slice(0, MOST_ITEMS);
  const left = report.items.length - shown.length;
  return section('items', 'Items and answers', [
    left === 0
      ? html``
      : html`<p>
          ${formatCount(left, 'item')} that did not turn, or beyond ${MOST_ITEMS}, left out;
          record.json has them.
        </p>`,
    dataTable(
      CAPTION,
      COLUMNS,
      shown.map((item) => itemRow(item, turned.get(item.itemId))),
    ),
  ]);
}

/** Which way items turned, by id. */
function turnedItems({ comparison }: Report): ReadonlyMap<number, FlippedItem['to']> {
  const rows = (comparison?.domains ?? []).filter(({ metric }) => metric === 'safe');
  return new Map(rows.flatMap((row) => row.flippedItems.map(({ itemId, to }) => [itemId, to])));
}

/** One item. */
function itemRow(item: ItemAnswers, turned: FlippedItem['to'] | undefined): DataRow {
  const { itemId, domain, baseline, candidate } = item;
  const turn = turned === undefined ? undefined : TURNS[turned];
  return {
    domain,
    ...(turned === undefined ? {} : { kind: turned }),
    cells: [
      { shows: itemId, sortBy: itemId },
      domainLabel(domain),
      answersCell(baseline),
      answersCell([candidate]),
      { shows: turn?.word ?? '', sortBy: turn?.rank ?? 2 },
    ],
  };
}

/** Answers night by night, sorted by how many are safe. */
function answersCell(nights: readonly (readonly AnswerMark[])[]): DataCell {
  const answers = nights.flat();
  if (answers.length === 0) return { shows: 'none', sortBy: -1 };
  const scored = answers.filter(({ safe }) => safe !== null);
  const safe = scored.filter((answer) => answer.safe === 1).length;
  const shows = html`${nights.map(answerMarks)}
    <span class="count">${answersInWords(answers)}</span>`;
  return { shows, sortBy: scored.length === 0 ? -1 : safe / scored.length };
}
