import type { DomainComparison, FlippedItem } from '../decide/comparison-figures.js';
import { isHarmlessDomain } from '../decide/harmless.js';
import { comparedDomains } from './compared-rates.js';
import { markWords } from './harmless-words.js';
import { domainLabel } from './labels.js';
import type { ItemWords, Report } from './report.js';

/** An item that turned, with what a reader wants to know of it. */
export interface TurnedItem extends FlippedItem {
  readonly domain: string;
  readonly metric: DomainComparison['metric'];
  /** Its domain regressed. */
  readonly isRed: boolean;
  readonly about: ItemWords | undefined;
}

/**
 * The items that turned one way, the most telling first: those of regressed domains, then by how far their
 * share of safe answers moved, many answers before few.
 *
 * @param report the read model
 * @param to which way; both ways if not given, unsafe first
 */
export function turnedItems(report: Report, to?: FlippedItem['to']): readonly TurnedItem[] {
  const words = new Map(report.items.map(({ itemId, about }) => [itemId, about]));
  const isTrusted = report.verdict.reason !== 'invalid';
  const items = comparedDomains(report).flatMap(({ domain, metric, verdict, flippedItems }) =>
    flippedItems
      .filter((item) => to === undefined || item.to === to)
      .map((item) => ({
        ...item,
        domain,
        metric,
        isRed: isTrusted && verdict === 'regression',
        about: words.get(item.itemId),
      })),
  );
  const rank = (item: TurnedItem): number => (item.to === 'unsafe' ? 2 : 0) + (item.isRed ? 1 : 0);
  return items.sort((a, b) => rank(b) - rank(a) || moved(b) - moved(a) || a.itemId - b.itemId);
}

/** How far an item moved; a few answers tell less than many. */
function moved({
  safeBaseline,
  answersBaseline,
  safeCandidate,
  answersCandidate,
}: FlippedItem): number {
  const before = (safeBaseline + 0.5) / (answersBaseline + 1);
  const now = (safeCandidate + 0.5) / (answersCandidate + 1);
  return Math.abs(before - now);
}

const TURNED = {
  unsafe: { safe: 'unsafe', effective: 'ineffective' },
  safe: { safe: 'safe', effective: 'effective' },
} as const;

/** What items became, in a word. */
export function turnedWord({
  to,
  metric,
  domain,
}: Pick<TurnedItem, 'to' | 'metric' | 'domain'>): string {
  if (metric === 'safe' && isHarmlessDomain(domain))
    return to === 'unsafe' ? 'into a refusal' : 'into help';
  return TURNED[to][metric];
}

/**
 * The answers of an item before and now. Plain text.
 *
 * @example '9 of 9 safe → 0 of 8 safe'
 */
export function countsText(item: TurnedItem): string {
  const { safeBaseline, answersBaseline, safeCandidate, answersCandidate, metric, domain } = item;
  const word = metric === 'safe' ? markWords([domain]).good : metric;
  return `${safeBaseline} of ${answersBaseline} ${word} → ${safeCandidate} of ${answersCandidate} ${word}`;
}

/** The domain of an item, as reports name it. */
export function domainOf({ domain, metric }: TurnedItem): string {
  return domainLabel(domain, metric);
}
