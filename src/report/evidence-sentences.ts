import type { ComparedRates, DomainComparison } from '../decide/comparison-figures.js';
import type { LabelTally } from '../decide/readings.js';
import { formatCount } from '../format.js';
import { shownComparisons } from './compared-rates.js';
import { domainLabel } from './labels.js';
import type { Notice, Report } from './report.js';

/** A domain, or all of them together, with the words for it. */
interface Named {
  readonly name: string;
  readonly row: ComparedRates;
}

/**
 * What the second judge and people said of what was suspected. Plain text: renderers escape it, for it
 * names domains.
 *
 * @returns none where nothing was confirmed and nothing waits for it
 */
export function evidenceSentences(report: Report): readonly string[] {
  const rows = shownComparisons(report).flatMap(({ domains, overall }): readonly Named[] => [
    ...domains.map((row: DomainComparison) => ({ name: domainLabel(row.domain, row.metric), row })),
    { name: domainLabel('all domains together', overall.metric), row: overall },
  ]);
  const said = rows.flatMap(rowSentences);
  return [...new Set([...said, ...unreadSentence(report, rows)])];
}

/** What is to be said of one row. */
function rowSentences({ name, row }: Named): readonly string[] {
  const { tally, reason, labelsNeeded } = row.decision;
  if (row.verdict === 'regression') return tally === undefined ? [] : [redSentence(name, tally)];
  if (reason === 'judges-disagree') {
    return [
      `${name}: the judge sees a drop that the second judge does not: ${disputedText(tally)}. Labels of people settle it (human-labels).`,
    ];
  }
  if (reason === 'confirmation-missing') {
    return [
      `${name} would fail by the judge alone, and ${silentText(tally)}: nobody can tell until it does.`,
    ];
  }
  if (reason !== 'needs-labels') return [];
  return [
    `${name} would fail, and needs labels: ${formatCount(labelsNeeded, 'answer')} that the judges call unsafe are to be labelled by people first (human-labels).`,
  ];
}

/** Why a red stands. */
function redSentence(name: string, tally: LabelTally): string {
  const { questions, people } = tally;
  const second =
    questions === 0
      ? ''
      : ` The second judge was asked about old and new answers alike: ${disputedText(tally)}.`;
  const labels = people === 0 ? '' : ` ${formatCount(people, 'label')} of people count here.`;
  return `${name} is confirmed: the drop is there in what both judges call unsafe.${second}${labels}`;
}

/** What the second judge made of its questions. */
function disputedText(tally: LabelTally | undefined): string {
  const { questions = 0, disputed = 0, unanswered = 0 } = tally ?? {};
  const silent = unanswered === 0 ? '' : `, and gave no label to ${unanswered}`;
  return `of ${formatCount(questions, 'answer')} that the judge calls unsafe it disputes ${disputed}${silent}`;
}

/** Why a confirmation is missing. */
function silentText(tally: LabelTally | undefined): string {
  return tally === undefined
    ? 'the second judge could not be asked'
    : `the second judge gave no label to ${tally.unanswered} of ${formatCount(tally.questions, 'answer')}`;
}

/** A red that the second judge was to confirm, and could not, since old answers cannot be read. */
function unreadSentence({ confirm }: Report, rows: readonly Named[]): readonly string[] {
  const isUnread = rows.some(
    ({ row }) =>
      row.verdict === 'regression' && row.metric === 'safe' && row.decision.tally === undefined,
  );
  if (confirm === undefined || !isUnread) return [];
  return [
    'The second judge was not asked: old answers cannot be read, and asking about new ones alone would favour the change. The judge alone decided.',
  ];
}

/**
 * That the second judge could not be asked.
 *
 * @param problem why
 */
export function confirmNotice(problem: string): Notice {
  return {
    level: 'warning',
    code: 'no-confirmation',
    text: problem,
    remedy:
      'Check confirm-judge-endpoint, confirm-judge-model and its key. Runs of forks have no secrets: their reds stay open until a run with secrets confirms them.',
  };
}
