import { escapeMarkdown } from './escape-markdown.js';
import { firstThatFits } from './fit-to-limit.js';
import { regressedOnly, verdictOnly } from './shorter-levels.js';
import { nextStep } from '../sentences/next-step.js';
import type { Report } from '../report.js';
import { runSentences, whatWasMissed } from '../sentences/run-sentences.js';
import { aloneTable, answersTable } from './answers-table.js';
import { fold, stack } from './blocks.js';
import { comparisonTable } from './comparison-table.js';
import { details } from './details.js';
import { evidenceTable } from './evidence-table.js';
import { flippedItems } from './flipped-items.js';
import { floorsTable } from './floors-table.js';
import { footer } from './footer.js';
import { headline } from './headline.js';
import { labelled } from './labelled.js';
import { noticeList } from './notice-list.js';
import { formatCount } from '../text/format-number.js';

/** What GitHub takes a step; a longer summary fails the upload. */
export const LONGEST_SUMMARY_BYTES = 1024 * 1024;

const encoder = new TextEncoder();

/**
 * The step summary: all of the comment, and the figures behind it. Too long a summary is cut in the
 * comment's order.
 *
 * @param report the read model
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
    comparisonTable(report),
    floorsTable(report),
    labelled('What to do', nextStep(report)),
    noticeList(report, ['error', 'warning', 'info']),
    labelled('What was run', runSentences(report)),
    labelled('Not measured', whatWasMissed(report)),
    titled('This run alone', aloneTable(report)),
    titled('How its answers ended', answersTable(report)),
    titled('Evidence', evidenceTable(report)),
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
