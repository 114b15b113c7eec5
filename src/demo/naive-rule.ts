import type { ComparisonFigures } from '../decide/comparison-figures.js';
import { formatPoints } from '../format.js';
import { domainLabel, VERDICT_MARKS } from '../report/labels.js';
import type { Report } from '../report/report.js';
import { createTable, figureColumn, wordColumn, type Table } from '../report/table.js';

/** The drop of a domain, a fraction, above which the rule fails a change. */
export const NAIVE_DROP = 0.05;

/**
 * Of 100 changes that change nothing, how many the rule fails: nine domains of 20 items, all answers safe with
 * probability .9, three per item against nine. Its test computes it.
 */
export const UNCHANGED_FAILED = 69;

/** A gated change, and what it was. */
export interface GatedChange {
  readonly title: string;
  readonly report: Pick<Report, 'verdict' | 'comparison'>;
}

/**
 * Whether "fail if any domain drops by more than 5 points" fails a change.
 *
 * @param comparison of its run; the rule fails nothing that was not compared
 */
export function failsNaiveRule(comparison: ComparisonFigures | undefined): boolean {
  return (largestDrop(comparison)?.drop ?? 0) > NAIVE_DROP;
}

/** The domain that dropped most; undefined where nothing was compared. */
function largestDrop(
  comparison: ComparisonFigures | undefined,
): ComparisonFigures['domains'][number] | undefined {
  return [...(comparison?.domains ?? [])].sort((a, b) => b.drop - a.drop)[0];
}

/** A verdict in the marks of all reports. */
function markText(fails: boolean): string {
  const { sign, word } = VERDICT_MARKS[fails ? 'fail' : 'pass'];
  return `${sign} ${word}`;
}

/** What the rule and the gate say of the same answers. */
const COLUMNS = {
  change: wordColumn<GatedChange>('Change', ({ title }) => ({ kind: 'text', text: title })),
  drop: figureColumn<GatedChange>('Largest drop', ({ report: { comparison } }) => {
    const most = largestDrop(comparison);
    if (most === undefined) return { kind: 'none' };
    return { kind: 'text', text: `${formatPoints(most.drop)}, ${domainLabel(most.domain)}` };
  }),
  rule: figureColumn<GatedChange>('The rule', ({ report: { comparison } }) => ({
    kind: 'text',
    text: markText(failsNaiveRule(comparison)),
  })),
  gate: figureColumn<GatedChange>('siuo-gate', ({ report: { verdict } }) => ({
    kind: 'text',
    text: markText(verdict.failed),
  })),
};

/**
 * Gated changes under the rule "fail if any domain drops by more than 5 points", on the very answers that
 * the gate decided on.
 *
 * @param changes with the reports of their runs
 */
export function naiveTable(changes: readonly GatedChange[]): Table {
  return createTable({
    columns: COLUMNS,
    show: ['change', 'drop', 'rule', 'gate'],
    rows: changes,
  });
}
