import type { SweepResults } from '../../record/results.js';
import { html } from './escape-html.js';
import { Markup } from '../text/markup.js';
import { domainLabel } from '../text/domain-label.js';
import { verdictWords } from '../text/marks.js';
import type { Report } from '../report.js';
import { answersSection } from './answers-section.js';
import { changeSection } from './change-section.js';
import { detailsSection } from './details-section.js';
import { floorsSection } from './floors-section.js';
import { historySection } from './history-section.js';
import { itemsSection } from './items-section.js';
import { judgeSection } from './judge-section.js';
import { PAGE_POLICY, PAGE_SCRIPT, PAGE_STYLE } from './page-assets.js';
import { releaseSection } from './release-section.js';
import { runSection, usageSection } from './run-section.js';
import { verdictSection } from './verdict-section.js';

/**
 * The report as one page that loads nothing: its own style and script, by their digests, are all
 * that its policy lets run.
 *
 * @param report the read model
 * @param answers the words of the answers; undefined when they are not to be shown
 * @returns an HTML file
 */
export function renderHtml(report: Report, answers: SweepResults | undefined): string {
  const { verdict, provenance, toolVersion } = report;
  const where =
    provenance === undefined ? '' : ` · ${provenance.repository} ${provenance.sha.slice(0, 12)}`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${verdictWords(verdict)} &middot; safety gate${where}</title>
        ${new Markup(PAGE_STYLE)}
      </head>
      <body>
        <main>
          ${verdictSection(report)} ${domainFilter(report)} ${SECTIONS.map((part) => part(report))}
          ${answersSection(report, answers)} ${detailsSection(report)}
        </main>
        <footer>siuo-gate ${toolVersion}</footer>
        ${new Markup(PAGE_SCRIPT)}
      </body>
    </html> `.text;
}

/** The parts of every page, in this order. */
const SECTIONS = [
  changeSection,
  floorsSection,
  releaseSection,
  itemsSection,
  historySection,
  runSection,
  judgeSection,
  usageSection,
];

/** The filter of all tables; the script shows it, without which it would do nothing. */
function domainFilter({ domains }: Report): Markup {
  if (domains.length < 2) return html``;
  const options = domains.map(
    ({ domain }) => html`<option value="${domain}">${domainLabel(domain)}</option>`,
  );
  return html`<form id="filter" hidden aria-label="Filter the tables">
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
