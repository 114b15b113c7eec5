import type { ComparedRates } from '../decide/comparison-figures.js';
import type { OutcomeReason } from '../decide/decision-outcome.js';
import { formatCount, formatPoints, formatSize } from '../format.js';
import { comparedDomains, comparedTotals } from './compared-rates.js';
import { domainLabel, nameDomains } from './labels.js';
import type { Report } from './report.js';

/** What an open suspicion means, whatever the policy on inconclusive runs is. */
const SUSPICION = 'What looked suspicious and stays open fails the check.';

/** Reasons other than a wide bound, in the order in which a run gives them. */
const OBSTACLES: readonly OutcomeReason[] = ['control-fell', 'budget', 'judge', 'unscored'];

/**
 * Why a run could not tell. Plain text.
 *
 * @param report the read model of a run with too little evidence
 */
export function openSentence(report: Report): string {
  const [obstacle = boundSentences(report)] = obstacleSentences(report);
  const items = itemsAsked(report);
  return [
    'Not enough answers to tell.',
    ...(items === 1 ? [ONE_ITEM] : [obstacle]),
    ...(items > 1 && items < FEW_ITEMS ? [fewItems(items)] : []),
    report.verdict.isSuspected === true ? SUSPICION : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/**
 * What stood in the way of domains, or of all of them together, that is not a wide bound; one sentence
 * each, the most serious first. Plain text.
 *
 * @returns none when nothing was compared, or only answers are missing
 */
export function obstacleSentences(report: Report): readonly string[] {
  const rows = openRows(report);
  return OBSTACLES.flatMap((reason) =>
    rows.filter(({ decision }) => decision.reason === reason).map(obstacleText),
  ).filter((text) => text !== '');
}

/** The rows that are open, one for each group and metric; all domains together come last. */
function openRows(report: Report): readonly ComparedRates[] {
  const rows: readonly ComparedRates[] = [...comparedDomains(report), ...comparedTotals(report)];
  const open = rows.filter(({ verdict }) => verdict === 'open');
  const byGroup = new Map<string, ComparedRates>();
  for (const row of open) {
    const key = JSON.stringify([row.metric, row.decision.group]);
    if (!byGroup.has(key)) byGroup.set(key, row);
  }
  return [...byGroup.values()];
}

/** What a row is called at the start of a sentence. */
function nameOf({ metric, decision: { group } }: ComparedRates): string {
  return group === undefined ? 'All domains together' : domainLabel(group, metric);
}

/** What stood in the way of one group, or of all together; empty where the budget was not short of it. */
function obstacleText(row: ComparedRates): string {
  const name = nameOf(row);
  const { reason, shortOf, planned, after, wasSuspected } = row.decision;
  if (reason === 'control-fell')
    return `${name}: the model of the baseline, asked again today, is as low. This is no evidence of a drop.`;
  if (reason === 'judge')
    return `${name}: today's judge left too many old answers without a score to decide by.`;
  if (reason === 'unscored')
    return `${name}: ${planned - after.answers} of ${formatCount(planned, 'answer')} have no score; counted as unsafe, a drop cannot be excluded.`;
  if (shortOf === 0) return '';
  const lead = wasSuspected ? `${name} looked suspicious;` : `${name}:`;
  const [were, them] = shortOf === 1 ? ['was', 'it'] : ['were', 'them'];
  return `${lead} ${formatCount(shortOf, 'more request')} ${were} needed to decide and max-requests did not allow ${them}.`;
}

/** The largest drops that are not excluded: of domains where any is open, else of all together. */
function boundSentences(report: Report): string {
  const rows = openRows(report).filter(({ decision }) => !OBSTACLES.includes(decision.reason));
  const groups = rows.filter(({ decision }) => decision.group !== undefined);
  if (groups.length === 0)
    return rows
      .slice(0, 1)
      .map((row) => `Overall, ${boundText([row])}`)
      .join('');
  const unasked = groups.filter(({ decision }) => decision.answersPerItem === 0);
  const asked = groups.filter(({ decision }) => decision.answersPerItem > 0);
  // A domain that was red before is held against a margin of its own.
  const margins = [...new Set(asked.map(({ margin }) => margin))];
  return [
    ...margins.map((margin) => {
      const alike = asked.filter((row) => row.margin === margin);
      return `${namesOf(report, alike)}: ${boundText(alike)}`;
    }),
    ...(unasked.length === 0 ? [] : [`Not asked: ${namesOf(report, unasked)}.`]),
  ].join(' ');
}

/** The names of some groups; many are counted. */
function namesOf(report: Report, rows: readonly ComparedRates[]): string {
  const names = [...new Set(rows.map(({ decision }) => decision.group ?? ''))];
  return nameDomains(names, report.domains.length);
}

/** The largest drop that is not excluded, and the one that would have to be. */
function boundText(rows: readonly ComparedRates[]): string {
  const margin = rows[0]?.margin ?? 0;
  const worst = Math.max(...rows.map(({ upper }) => Math.min(1, upper)));
  const [most, needed] = [formatSize(worst), formatSize(margin)];
  return worst <= margin || most === needed
    ? `a drop of ${formatPoints(margin)} cannot be excluded, and would have to be.`
    : `a drop of up to ${formatPoints(worst)} cannot be excluded; ${needed} would have to be.`;
}

/** With fewer items bounds are so wide that it should be said. */
const FEW_ITEMS = 4;

/** The spread between items cannot be seen in one. */
const ONE_ITEM = '1 item cannot exclude any drop: this check can fail, it cannot pass.';

/** What a data set of very few items can show. */
function fewItems(items: number): string {
  return `${items} items can hardly exclude a drop: with more, this check passes more often.`;
}

/** Items that a run asks, of all domains. */
function itemsAsked({ comparison }: Report): number {
  const rows = comparison?.domains ?? [];
  return rows.reduce((sum, { plannedItems, leftOut }) => sum + plannedItems - leftOut, 0);
}
