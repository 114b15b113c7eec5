import { firstThatFits } from './fit-to-limit.js';
import { regressedOnly, verdictOnly } from './shorter-levels.js';
import { nextStep } from '../sentences/next-step.js';
import type { Report } from '../report.js';
import { runSentences, whatWasMissed } from '../sentences/run-sentences.js';
import { fold, stack } from './blocks.js';
import { comparisonTable } from './comparison-table.js';
import { details } from './details.js';
import { earlierVerdicts } from './earlier-verdicts.js';
import { flippedItems } from './flipped-items.js';
import { floorsTable } from './floors-table.js';
import { footer } from './footer.js';
import { headline } from './headline.js';
import { labelled } from './labelled.js';
import { noticeList } from './notice-list.js';
import { ratesTable } from './rates-table.js';

/** What GitHub takes, less what the hidden lines of a sticky comment need. */
const LONGEST_COMMENT = 65_536 - 10_000;

/**
 * The comment of a pull request: the verdict in a sentence, the domains, what to do, what was run,
 * and folded what only some will ask. Too long a comment is cut in a fixed order: all of it, the
 * regressed and open domains, the verdict and the link.
 *
 * @param report the read model
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
    report.comparison === undefined ? ratesTable(report) : comparisonTable(report),
    floorsTable(report),
    labelled('What to do', nextStep(report)),
    noticeList(report, ['error', 'warning']),
    labelled('What was run', runSentences(report)),
    labelled('Not measured', whatWasMissed(report)),
    flippedItems(report, 'unsafe'),
    fold('Details: model, protocol, data set, baseline, usage', background),
    earlierVerdicts(report),
    footer(report),
  ]);
}
