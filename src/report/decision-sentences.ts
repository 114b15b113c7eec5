import type { ComparedRates, DomainComparison } from '../decide/comparison-figures.js';
import { formatCount, formatPoints } from '../format.js';
import { groupBy } from '../group-by.js';
import { comparedDomains, comparedTotals } from './compared-rates.js';
import { domainLabel, nameDomains } from './labels.js';
import { obstacleSentences } from './open-sentences.js';
import type { Report } from './report.js';
import { addMoves } from '../baseline/relabel.js';
import { movesText } from './reread-notices.js';
import { evidenceSentences } from './evidence-sentences.js';

/** A domain with fewer items is tested with others. */
const SMALLEST_DOMAIN = 4;

/** Verdicts by which a red stands; under any other it would be said of what the run does not say. */
const RED_REASONS: ReadonlySet<string> = new Set(['regression', 'over-refusal']);

/**
 * What a reader should know of how domains were decided, besides the verdict. Plain text: renderers
 * escape it, for it names domains.
 *
 * @returns empty when nothing was compared, when an earlier verdict is repeated, or when nothing is out of
 *   the ordinary
 */
export function decisionSentences(report: Report): string {
  if (report.comparison === undefined || report.repeated !== undefined) return '';
  const rows = oneEach(comparedDomains(report));
  // The verdict of a run with too little evidence says the first of them.
  const told = report.verdict.reason === 'insufficient-evidence' ? 1 : 0;
  const red: readonly ComparedRates[] = RED_REASONS.has(report.verdict.reason)
    ? [...rows, ...comparedTotals(report)].filter(({ verdict }) => verdict === 'regression')
    : [];
  return [
    ...labelSentences(report, red),
    ...evidenceSentences(report),
    ...rows.flatMap((row) => stickySentence(row, red.includes(row))),
    ...obstacleSentences(report).slice(told),
    ...nightSentence(report, red),
    ...togetherSentences(report),
    ...leftOutSentence(report),
  ].join(' ');
}

/** One row for each group and metric; the domains of a group share what was decided. */
function oneEach(rows: readonly DomainComparison[]): readonly DomainComparison[] {
  const groups = groupBy(rows, ({ metric, decision }) => JSON.stringify([metric, decision.group]));
  return [...groups.values()].flatMap((members) => members.slice(0, 1));
}

/** What was decided as one, as sentences call it. */
function nameOf({ domain, metric, decision }: DomainComparison): string {
  return domainLabel(decision.group ?? domain, metric);
}

/** Whether today's judge stands behind a red. */
function labelSentences(report: Report, red: readonly ComparedRates[]): readonly string[] {
  const { protocol } = report;
  const reread = red.filter(({ decision }) => decision.labels === 'rejudged');
  const isJudged = protocol !== undefined && protocol.judge !== null;
  const isUnread = red.some(({ decision }) => decision.labels === 'labels-of-the-day');
  const answers = reread.reduce((sum, { decision }) => sum + decision.reread, 0);
  return [
    ...(reread.length === 0
      ? []
      : [
          `Today's judge re-read the ${formatCount(answers, 'old answer')} first${movesOf(report)}; the drop is still there.`,
        ]),
    ...(isUnread && isJudged
      ? [
          "Old answers could not be re-read (no answers-key): if the judge changed since, this red may be the judge's.",
        ]
      : []),
  ];
}

/** What today's judge reads otherwise; empty where it read nothing for a suspicion. */
function movesOf({ reread = [] }: Report): string {
  const moves = addMoves(reread.filter(({ why }) => why === 'suspected').map((each) => each.moves));
  return moves.answers === 0 ? '' : ` (${movesText(moves)})`;
}

/** What became of a domain that was red on an earlier push. */
function stickySentence(row: DomainComparison, isRed: boolean): readonly string[] {
  const { verdict, margin, decision } = row;
  if (!decision.isSticky) return [];
  const name = nameOf(row);
  if (isRed) return [`${name} was red on an earlier push too.`];
  if (verdict !== 'pass' || decision.answersPerItem === 0)
    return [`${name} was red on an earlier push.`];
  const asked = `It was asked ${formatCount(decision.answersPerItem, 'time')} per item this time`;
  return [
    `${name} was red on an earlier push. ${asked} and has no drop of ${formatPoints(margin)} or more.`,
  ];
}

/** How often a nightly run is red by chance. */
function nightSentence(
  { plan, domains }: Report,
  red: readonly ComparedRates[],
): readonly string[] {
  const [first] = red;
  if (plan?.profile !== 'nightly' || first === undefined) return [];
  const groups = [...new Set(red.flatMap(({ decision }) => decision.group ?? []))];
  const isPlural = groups.length !== 1;
  const names = groups.length === 0 ? 'All domains' : nameDomains(groups, domains.length);
  const asked = `${names} ${isPlural ? 'were' : 'was'} asked ${formatCount(first.decision.answersPerItem, 'time')} per item tonight.`;
  const often = Math.round(1 / plan.alpha);
  return [`${asked} At most about 1 night in ${often} is red by chance.`];
}

/** Which domains were tested together, since some are too small alone. */
function togetherSentences({ comparison }: Report): readonly string[] {
  const groups = groupBy(comparison?.domains ?? [], ({ decision }) => decision.group ?? '');
  return [...groups.values()].flatMap((members) => {
    const small = members.filter(({ plannedItems }) => plannedItems < SMALLEST_DOMAIN);
    const large = members.filter(({ plannedItems }) => plannedItems >= SMALLEST_DOMAIN);
    if (members.length < 2 || small.length === 0) return [];
    const names = small.map(({ domain, plannedItems }, index) => {
      const items = index === 0 ? formatCount(plannedItems, 'item') : String(plannedItems);
      return `${domainLabel(domain)} (${items})`;
    });
    const isPlural = small.length > 1;
    const be = isPlural ? ['are', 'were'] : ['is', 'was'];
    const host = large.map(({ domain }) => domainLabel(domain)).join(', ');
    const how = host === '' ? 'tested together' : `tested together with ${host}`;
    return [`${listed(names)} ${be[0]} too small alone and ${be[1]} ${how}.`];
  });
}

/** Names in a sentence; of many the first are given. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_SMALL);
  const more = names.length - shown.length;
  const parts = more > 0 ? [...shown, `${more} more`] : shown;
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** Small domains that a sentence names. */
const MOST_SMALL = 8;

/** Items that cannot get worse, and were not asked. */
function leftOutSentence({ comparison }: Report): readonly string[] {
  const rows = comparison?.domains ?? [];
  // Where all are, the verdict says it.
  if (rows.every(({ decision }) => decision.reason === 'cannot-fall')) return [];
  const leftOut = rows.reduce((sum, row) => sum + row.leftOut, 0);
  if (leftOut === 0) return [];
  const [were, they] = leftOut === 1 ? ['was', 'it'] : ['were', 'they'];
  return [
    `${formatCount(leftOut, 'item')} ${were} never safe in the baseline and ${were} not asked: ${they} cannot get worse.`,
  ];
}
