import { comparisonTable, floorsTable } from './comparison-tables.js';
import { formatCount } from '../format.js';
import { escapeMarkdown, firstThatFits, fold, markdownTable, stack } from './markdown.js';
import {
  comparisonSection,
  details,
  facts,
  flippedItems,
  footer,
  headline,
  noticeList,
  regressedOnly,
  verdictOnly,
} from './markdown-sections.js';
import type { Report } from './report.js';
import { ratesTable } from './run-tables.js';

/** What GitHub takes a step; a longer summary fails the upload. */
export const LONGEST_SUMMARY_BYTES = 1024 * 1024;

const encoder = new TextEncoder();

/**
 * The step summary: all of the comment, and the figures behind it. Too long a summary is cut in the
 * comment's order.
 *
 * @returns Markdown of at most 1 MiB in UTF-8
 */
export function renderSummary(report: Report): string {
  return firstThatFits(
    [() => fullSummary(report), () => regressedOnly(report), () => verdictOnly(report)],
    (text) => encoder.encode(text).length <= LONGEST_SUMMARY_BYTES,
  );
}

/** The first level: everything. */
function fullSummary(report: Report): string {
  return stack([
    headline(report),
    comparisonSection(report),
    markdownTable(floorsTable(report, 'short')),
    facts(report, 'step', 'accepted'),
    noticeList(report, ['error', 'warning', 'info']),
    facts(report, 'decided', 'run', 'missed'),
    titled('This run alone', markdownTable(ratesTable(report, 'rates'))),
    titled('How its answers ended', markdownTable(ratesTable(report, 'ended'))),
    titled('Evidence', markdownTable(comparisonTable(report, 'evidence'))),
    flippedItems(report, 'unsafe'),
    flippedItems(report, 'safe'),
    unscoredItems(report),
    titled('Details', details(report)),
    footer(report),
  ]);
}

/** A part with a heading; none without a body. */
function titled(title: string, body: string): string {
  return body === '' ? '' : `#### ${title}\n\n${body}`;
}

/** Items with answers that have no score, by id. */
function unscoredItems({ unscoredItems: ids }: Report): string {
  return fold(
    `${formatCount(ids.length, 'item')} with unscored answers`,
    escapeMarkdown(ids.join(', ')),
  );
}
