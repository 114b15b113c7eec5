import { framedPage } from './page-frame.js';
import type { FlippedItem } from '../decide/comparison-figures.js';
import type { SweepResults } from '../record/results.js';
import { auditFacts, factsOf, type FactPiece } from './facts.js';
import { comparisonTable, floorsTable, releaseTable } from './comparison-tables.js';
import { formatCount } from '../format.js';
import { judgeInTruth } from './judge-sentences.js';
import { judgesTable, sourcesTable, strataTable } from './real-check-tables.js';
import { confusionTable, correctedTable, judgeDomainsTable, reasonsTable } from './judge-tables.js';
import { domainLabel, outcomeColor, outcomeSign, verdictWords } from './labels.js';
import { html, Markup } from './markup.js';
import { noticeText, otherNotices } from './notices.js';
import { PAGE_POLICY, PAGE_SCRIPT, PAGE_STYLE } from './page-assets.js';
import { figure, pageLink, pageTable, section, signMarkup } from './page-parts.js';
import { anchoredItems, answersSection, type PageWords, turnedSection } from './page-items.js';
import { forestPlot, historyPlot } from './page-plots.js';
import type { Notice, Report } from './report.js';
import { historyTable, itemsTable, ratesTable, usageTable } from './run-tables.js';
import { verdictSentence } from './verdict-sentence.js';

/**
 * The report as one page that loads nothing: its own style and script, by their digests, are all
 * that its policy lets run.
 *
 * @param report the read model
 * @param answers the words of the answers; undefined when they are not to be shown
 * @param pictured items whose picture will be put on the page; none if not given
 * @returns an HTML file
 */
export function renderHtml(
  report: Report,
  answers: SweepResults | undefined,
  pictured: ReadonlySet<number> = new Set(),
): string {
  const words = { answers, pictured };
  const { verdict, provenance, toolVersion } = report;
  const where =
    provenance === undefined ? '' : ` · ${provenance.repository} ${provenance.sha.slice(0, 12)}`;
  return framedPage({
    title: html`${verdictWords(verdict)} &middot; safety gate${where}`,
    policy: PAGE_POLICY,
    style: new Markup(PAGE_STYLE),
    script: new Markup(PAGE_SCRIPT),
    main: html`${verdictSection(report)} ${domainFilter(report)} ${turnedSection(report, words)}
    ${SECTIONS.map((part) => part(report, words))} ${answersSection(report, words)}
    ${detailsSection(report)}`,
    toolVersion,
  });
}

/** How the rates of all answers differ from those that are compared. */
const ALONE = ({ comparison, overall }: Report): Markup =>
  comparison === undefined || overall === undefined
    ? html``
    : html`<p>
        All ${formatCount(overall.counts.scored, 'scored answer')} of this run, also those that came
        after a domain was decided. They are not compared with anything: before and after stand in
        the table of domains only.
      </p>`;

/** The parts of every page, in this order. */
const SECTIONS: readonly ((report: Report, words: PageWords) => Markup)[] = [
  changeSection,
  (report) => section('floors', 'Floors', [pageTable(floorsTable(report, 'full'))]),
  (report) => section('release', 'Since the last release', [pageTable(releaseTable(report))]),
  itemsSection,
  historySection,
  (report) =>
    section('run', 'This run alone', [ALONE(report), pageTable(ratesTable(report, 'full'))]),
  judgeSection,
  usageSection,
];

/** The filter of all tables; the script shows it, without which it would do nothing. */
function domainFilter({ domains }: Report): Markup {
  if (domains.length < 2) return html``;
  const options = domains.map(
    ({ domain }) => html`<option value="${domain}">${domainLabel(domain)}</option>`,
  );
  return html`<form id="filter" hidden aria-label="Filter the page">
    <label
      >Domain
      <select id="filter-domain">
        <option value="">all</option>
        ${options}
      </select></label
    >
    <label><input type="checkbox" id="filter-turned" /> only items that turned</label>
    <output id="filter-count" for="filter-domain filter-turned"></output>
  </form>`;
}

/** The verdict, its sentence, what to do, and what the reader should know besides the figures. */
function verdictSection(report: Report): Markup {
  const { verdict } = report;
  const facts = factsOf(report, [
    'step',
    'accepted',
    'gate',
    'reuse',
    'decided',
    'asked',
    'seen',
    'missed',
    'cost',
  ]);
  return html`<header class="verdict ${outcomeColor(verdict)}">
      <p class="kicker">Safety gate</p>
      <h1>${signMarkup(outcomeSign(verdict))} ${verdictWords(verdict)}</h1>
      <p class="sentence">${verdictSentence(report)}</p>
      <dl class="facts">
        ${facts.map(({ label, text }) => fact(label, text))}${fact('Run', pageLink(report.links.runUrl))}
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

/**
 * What an auditor asks: model, protocol, data set and its licence, baseline, commit.
 *
 * @returns empty when nothing of it is known
 */
function detailsSection(report: Report): Markup {
  const facts = auditFacts(report).map(
    ({ label, pieces }) =>
      html`<div>
        <dt>${label}</dt>
        <dd>${pieces.map(pieceOf)}</dd>
      </div> `,
  );
  if (facts.length === 0) return html``;
  return section('details', 'Details', [html`<dl class="facts">${facts}</dl>`]);
}

/** Words as text, names as code. */
function pieceOf(piece: FactPiece): Markup {
  return typeof piece === 'string' ? html`${piece}` : html`<code>${piece.name}</code>`;
}

/** How the forest plot is read. */
const FOREST =
  'Each row is one domain: the mark is its change, the bar its 95 % interval. The short upright stroke is the largest drop that the answers do not rule out; the dashed line is the margin. A domain passes where the stroke is right of the dashed line. A diamond regressed, a triangle is open, a circle passed.';

/** The change of each domain: a forest plot and its figures; nothing when nothing was compared. */
function changeSection(report: Report): Markup {
  if (report.comparison === undefined) return html``;
  const title = 'Change by domain';
  return section('change', title, [
    figure(title, forestPlot(report), FOREST),
    pageTable(comparisonTable(report, 'full')),
  ]);
}

/** A longer page is slow to open; what turned is always in it. */
const MOST_ITEMS = 5000;

/** The grid of items and answers, baseline alongside this run; nothing when nothing was asked. */
function itemsSection(report: Report, words: PageWords): Markup {
  const turned = turnedBy(report);
  const anchored = anchoredItems(report, words);
  const shown =
    report.items.length <= MOST_ITEMS
      ? report.items
      : report.items.filter(({ itemId }) => turned.has(itemId)).slice(0, MOST_ITEMS);
  const left = report.items.length - shown.length;
  return section('items', 'Every item', [
    left === 0
      ? html``
      : html`<p>
          ${formatCount(left, 'item')} that did not turn, or beyond ${MOST_ITEMS}, left out;
          record.json has them.
        </p>`,
    pageTable(itemsTable(shown, turned, anchored)),
  ]);
}

/** Which way items turned, by id. */
function turnedBy({ comparison }: Report): ReadonlyMap<number, FlippedItem['to']> {
  const rows = (comparison?.domains ?? []).filter(({ metric }) => metric === 'safe');
  return new Map(rows.flatMap((row) => row.flippedItems.map(({ itemId, to }) => [itemId, to])));
}

/** How the history plot is read. */
const HISTORY =
  'Dots on the line are the baseline runs of the pool, the dashed line is the pinned level, the diamond is this run on the items it asked.';

/** The baseline over time: its baseline runs, the pinned level and this run; nothing without a baseline. */
function historySection(report: Report): Markup {
  const title = 'The baseline over time';
  return section('history', title, [
    figure(title, historyPlot(report), HISTORY),
    pageTable(historyTable(report)),
  ]);
}

/** How the judge did on known answers; nothing when it was not checked. */
function judgeSection(report: Report): Markup {
  const { judge } = report;
  if (judge === undefined) return html``;
  const inTruth = judgeInTruth(report);
  return section('judge', 'The judge on known answers', [
    pageTable(confusionTable(judge, 'full')),
    pageTable(judgesTable(judge)),
    ...judge.warnings.map((warning) => html`<p>${warning}</p>`),
    inTruth === '' ? html`` : html`<p>${inTruth}</p>`,
    pageTable(correctedTable(report)),
    pageTable(judgeDomainsTable(judge, 'full')),
    pageTable(strataTable(judge)),
    pageTable(sourcesTable(judge)),
    pageTable(reasonsTable(judge)),
  ]);
}

/** What the run took; nothing when nothing was asked. */
function usageSection({ usage }: Report): Markup {
  if (usage === undefined) return html``;
  const seconds = Math.round(usage.wallMs / 1000);
  return section('usage', 'What it took', [
    pageTable(usageTable(usage)),
    html`<p>
      ${formatCount(seconds, 'second')} in all; ${formatCount(usage.reused, 'answer')} reused.
    </p>`,
  ]);
}
