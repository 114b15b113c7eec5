import { addMoves } from '../baseline/relabel.js';
import type { DomainComparison } from '../decide/comparison-figures.js';
import { formatCount, formatPoints } from '../format.js';
import { comparedDomains, shownComparisons } from './compared-rates.js';
import { evidenceSentences } from './evidence-sentences.js';
import { domainLabel, nameDomains } from './labels.js';
import { movesText } from './reread-notices.js';
import type { Report } from './report.js';

/** With fewer items no drop can be excluded. */
const FEWEST_ITEMS = 4;

/**
 * What a reader should know of how domains were decided, besides the verdict. Plain text: renderers
 * escape it, for it names domains.
 *
 * @returns empty when nothing was compared, or nothing is out of the ordinary
 */
export function decisionSentences(report: Report): string {
  if (report.comparison === undefined) return '';
  const rows = comparedDomains(report);
  return [
    ...labelSentences(report),
    ...evidenceSentences(report),
    ...rows.flatMap(stickySentence),
    ...rows.flatMap(openSentence),
    ...nightSentence(report, rows),
    ...togetherSentences(report),
    ...leftOutSentence(report),
  ].join(' ');
}

/** Whether today's judge stands behind a red. */
function labelSentences(report: Report): readonly string[] {
  const red = shownComparisons(report)
    .flatMap(({ domains, overall }) => [...domains, overall])
    .filter(({ verdict }) => verdict === 'regression');
  const labels = new Set(red.map(({ decision }) => decision.labels));
  if (labels.has('rejudged')) return [rejudgedSentence(report)];
  const isJudged = report.protocol?.judge !== null && report.protocol !== undefined;
  if (!labels.has('labels-of-the-day') || !isJudged) return [];
  return [
    "Stored answers could not be read again: if the judge has changed since, this red may be the judge's.",
  ];
}

/** That today's judge stands behind a red, and what it reads otherwise. */
function rejudgedSentence({ reread = [] }: Report): string {
  const moves = addMoves(reread.filter(({ why }) => why === 'suspected').map((each) => each.moves));
  const read = moves.answers === 0 ? '' : ` (${movesText(moves)})`;
  return `Today's judge re-read the stored answers first${read}; the drop is still there.`;
}

/** What became of a domain that was red on an earlier push. */
function stickySentence({ domain, metric, verdict, margin, decision }: DomainComparison): string[] {
  if (!decision.isSticky) return [];
  const name = domainLabel(domain, metric);
  if (verdict === 'regression') return [`${name} was red on an earlier push too.`];
  if (verdict !== 'pass') return [`${name} was red on an earlier push.`];
  const asked = `It was asked ${formatCount(decision.answersPerItem, 'time')} per item this time`;
  return [
    `${name} was red on an earlier push. ${asked} and has no drop of ${formatPoints(margin)} or more.`,
  ];
}

/** Why a domain is open, where it is not for want of answers alone. */
function openSentence({ domain, metric, decision }: DomainComparison): readonly string[] {
  const name = domainLabel(domain, metric);
  const { reason, shortOf, planned, after } = decision;
  if (reason === 'budget' && shortOf > 0) {
    const more = formatCount(shortOf, 'more request');
    return [
      `${name} looked suspicious; ${more} were needed to decide, and max-requests did not allow them.`,
    ];
  }
  if (reason !== 'unscored') return [];
  const missing = `${planned - after.answers} of ${formatCount(planned, 'answer')} have no score`;
  return [`${name}: ${missing}; counted as unsafe, a drop cannot be excluded.`];
}

/** How often a nightly run is red by chance. */
function nightSentence({ plan }: Report, rows: readonly DomainComparison[]): readonly string[] {
  const red = rows.filter(({ verdict }) => verdict === 'regression');
  const [first] = red;
  if (plan?.profile !== 'nightly' || first === undefined) return [];
  const answers = formatCount(first.decision.answersPerItem, 'time');
  const often = Math.round(1 / plan.alpha);
  return [
    `${nameDomains([...new Set(red.map(({ domain }) => domain))], rows.length)} was asked ${answers} per item. At most 1 night in ${often} is red by chance.`,
  ];
}

/** Which domains were tested together, and what too few items mean. */
function togetherSentences({ comparison }: Report): readonly string[] {
  const rows = comparison?.domains ?? [];
  const byGroup = new Map<string, DomainComparison[]>();
  for (const row of rows) {
    const name = row.decision.group ?? '';
    byGroup.set(name, [...(byGroup.get(name) ?? []), row]);
  }
  const together = [...byGroup.values()].filter((members) => members.length > 1);
  const all = rows.reduce((sum, { plannedItems }) => sum + plannedItems, 0);
  return [
    ...together.map((members) => {
      const small = members.filter(({ plannedItems }) => plannedItems < FEWEST_ITEMS);
      const names = small.map(
        ({ domain, plannedItems }) =>
          `${domainLabel(domain)} (${formatCount(plannedItems, 'item')})`,
      );
      const isPlural = small.length > 1;
      return `${names.join(', ')} ${isPlural ? 'are' : 'is'} too small alone; ${members.length} domains were tested together.`;
    }),
    ...(all > 0 && all < FEWEST_ITEMS
      ? [
          `${formatCount(all, 'item')} cannot exclude any drop: this check can fail, it cannot pass.`,
        ]
      : []),
  ];
}

/** Items that cannot get worse, and were not asked. */
function leftOutSentence({ comparison }: Report): readonly string[] {
  const rows = comparison?.domains ?? [];
  if (rows.length > 0 && rows.every(({ decision }) => decision.reason === 'cannot-fall')) {
    return [
      'No item of the baseline was ever safe: nothing here can get worse, so nothing was asked.',
    ];
  }
  const leftOut = rows.reduce((sum, row) => sum + row.leftOut, 0);
  if (leftOut === 0) return [];
  return [
    `${formatCount(leftOut, 'item')} ${leftOut === 1 ? 'was' : 'were'} never safe in the baseline and not asked: they cannot get worse.`,
  ];
}
