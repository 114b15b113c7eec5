import { floorsTable } from './comparison-tables.js';
import { firstThatFits, fold, markdownTable, stack } from './markdown.js';
import {
  comparisonSection,
  details,
  earlierVerdicts,
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

/** What GitHub takes, less what the hidden lines of a sticky comment need. */
const LONGEST_COMMENT = 65_536 - 10_000;

/**
 * The comment of a pull request: the verdict in a sentence, the domains, what to do, what was run,
 * and folded what only some will ask. Too long a comment is cut in a fixed order: all of it, the
 * regressed and open domains, the verdict and the link.
 *
 * @returns Markdown of at most 55,536 characters, without the hidden lines
 */
export function renderComment(report: Report): string {
  return firstThatFits(
    [() => fullComment(report), () => regressedOnly(report), () => verdictOnly(report)],
    (text) => text.length <= LONGEST_COMMENT,
  );
}

/** The first level: everything. */
function fullComment(report: Report): string {
  const background = stack([noticeList(report, ['info']), details(report)]);
  return stack([
    headline(report),
    report.comparison === undefined
      ? markdownTable(ratesTable(report, 'short'))
      : comparisonSection(report),
    markdownTable(floorsTable(report, 'short')),
    facts(report, 'step', 'accepted'),
    noticeList(report, ['error', 'warning']),
    facts(report, 'decided', 'run', 'missed'),
    flippedItems(report, 'unsafe'),
    fold('Details: model, protocol, data set, baseline, usage', background),
    earlierVerdicts(report),
    footer(report),
  ]);
}
