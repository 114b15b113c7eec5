import type { DomainComparison } from '../../compare/comparison.js';
import { nextStep } from '../sentences/next-step.js';
import type { Report } from '../report.js';
import { stack } from './blocks.js';
import { comparisonTable } from './comparison-table.js';
import { footer } from './footer.js';
import { headline } from './headline.js';
import { labelled } from './labelled.js';

const CUT_TO_DOMAINS =
  'Cut to fit: only regressed and open domains are shown. The report files hold everything.';
const CUT_TO_VERDICT = 'Cut to fit: only the verdict is shown. The report files hold everything.';

/**
 * The second level of every Markdown rendering: verdict, regressed and open domains, no folds.
 *
 * @param report the read model
 */
export function regressedOnly(report: Report): string {
  const matters = (row: DomainComparison): boolean => row.verdict !== 'pass';
  const step = labelled('What to do', nextStep(report));
  return stack([
    headline(report),
    comparisonTable(report, matters),
    step,
    CUT_TO_DOMAINS,
    footer(report),
  ]);
}

/**
 * The last level of every Markdown rendering. It fits any limit of this tool: names in the sentence
 * are few and clipped.
 *
 * @param report the read model
 */
export function verdictOnly(report: Report): string {
  return stack([headline(report), CUT_TO_VERDICT, footer(report)]);
}
