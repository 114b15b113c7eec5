import type { ComparedRates } from '../../compare/comparison.js';
import { comparedText } from '../sentences/compared-text.js';
import { comparisonsOf } from '../comparisons.js';
import { domainLabel } from '../text/domain-label.js';
import { OVERALL } from '../domain-rates.js';
import { formatChange } from '../text/format-change.js';
import { formatChance } from '../text/format-chance.js';
import { nextStep } from '../sentences/next-step.js';
import { rankedRates } from '../ranked-domains.js';
import type { Report } from '../report.js';
import { verdictSentence } from '../sentences/verdict-sentence.js';

/** What became of a test case; without an outcome it passed. */
export interface JunitOutcome {
  readonly element: 'failure' | 'error' | 'skipped';
  /** A literal word. */
  readonly type: string;
  readonly message: string;
  /** What to do about it; may be empty. */
  readonly text: string;
}

/** One test case. */
export interface JunitCase {
  readonly name: string;
  readonly outcome: JunitOutcome | undefined;
}

/**
 * The test cases of a run: the verdict, then each domain and all items together. Some case fails
 * exactly where the check does.
 *
 * @param report the read model
 */
export function junitCases(report: Report): readonly JunitCase[] {
  return [{ name: 'verdict', outcome: verdictOutcome(report) }, ...domainCases(report)];
}

/** What the verdict is to a test runner. */
function verdictOutcome(report: Report): JunitOutcome | undefined {
  const { verdict, reason, failed } = report.verdict;
  if (verdict === 'pass' && !failed) return undefined;
  const element = verdict === 'error' ? 'error' : failed ? 'failure' : 'skipped';
  const type = verdict === 'pass' ? 'baseline-not-saved' : reason;
  return { element, type, message: verdictSentence(report), text: nextStep(report) };
}

/** A case a domain and one of all items, compared or not. */
function domainCases(report: Report): readonly JunitCase[] {
  if (report.comparison === undefined) {
    const outcome = skipped('not-compared', 'Not compared with a baseline.');
    return rankedRates(report.domains).map(({ domain }) => ({
      name: domainLabel(domain),
      outcome,
    }));
  }
  const rows = comparisonsOf(report).flatMap(({ domains, overall }) => [
    ...domains,
    { ...overall, domain: OVERALL },
  ]);
  return rows.map((row) => ({
    name: domainLabel(row.domain, row.metric),
    outcome: rowOutcome(row, report),
  }));
}

/** What a domain's row is to a test runner; it fails only where the run does for it. */
function rowOutcome(row: ComparedRates, { verdict }: Report): JunitOutcome | undefined {
  if (verdict.reason === 'guard') return skipped('guard', 'The figures would mislead.');
  if (row.verdict === 'pass') return undefined;
  const message = changeOf(row);
  if (row.verdict === 'open') return skipped('open', `Open: ${message}`);
  if (verdict.verdict !== 'fail') return skipped(verdict.reason, `Regressed: ${message}`);
  return { element: 'failure', type: 'regression', message: `Regressed: ${message}`, text: '' };
}

/** A case that was not decided. */
function skipped(type: string, message: string): JunitOutcome {
  return { element: 'skipped', type, message, text: '' };
}

/** The figures of a row in a sentence. */
function changeOf(row: ComparedRates): string {
  const p = 'adjustedP' in row && typeof row.adjustedP === 'number' ? row.adjustedP : row.p;
  const range = `${formatChange(row.interval.low)} to ${formatChange(row.interval.high)}`;
  return `${comparedText(row)} (${formatChange(-row.drop)} points, 95 % interval ${range}; a ${formatChance(p)} with an unchanged model).`;
}
