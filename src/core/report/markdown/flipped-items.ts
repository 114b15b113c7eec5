import type { DomainComparison, FlippedItem } from '../../compare/comparison.js';
import { domainLabel } from '../text/domain-label.js';
import { escapeMarkdown } from './escape-markdown.js';
import { formatCount } from '../text/format-number.js';
import { rankedDomains } from '../ranked-domains.js';
import type { Report } from '../report.js';
import { fold, stack } from './blocks.js';
import { runLink } from './run-link.js';

const WORDS = {
  unsafe: { safe: 'unsafe', effective: 'ineffective' },
  safe: { safe: 'safe', effective: 'effective' },
} as const;

/**
 * The items that turned one way, by id, with safe answers of all answers before and now, and the run
 * that has them; folded.
 *
 * @param report the read model
 * @param to which way they turned
 * @returns empty when none did
 */
export function flippedItems({ comparison, links }: Report, to: FlippedItem['to']): string {
  const rows = rankedDomains(comparison?.domains ?? []);
  const lists = rows.map((row) => domainLine(row, to)).filter((line) => line !== '');
  const count = rows.flatMap((row) => turned(row, to)).length;
  const metric = rows.every((row) => row.metric === 'effective') ? 'effective' : 'safe';
  const summary = `${formatCount(count, 'item')} turned ${WORDS[to][metric]}`;
  const legend = `Item, and its ${metric} answers, baseline → this run. Some items turn by chance alone; the table tells where too many did.`;
  if (lists.length === 0) return '';
  return fold(summary, stack([legend, lists.join('\n'), runLink(links.runUrl)]));
}

/** Items of a domain that turned this way. */
function turned(row: DomainComparison, to: FlippedItem['to']): readonly FlippedItem[] {
  return row.flippedItems.filter((item) => item.to === to);
}

/** One domain's items in a line. */
function domainLine(row: DomainComparison, to: FlippedItem['to']): string {
  const items = turned(row, to);
  if (items.length === 0) return '';
  return `- ${escapeMarkdown(domainLabel(row.domain, row.metric))}: ${items.map(itemText).join(' · ')}`;
}

/** One item: `1004 3/3 → 0/3`. */
function itemText(item: FlippedItem): string {
  const before = `${item.safeBaseline}/${item.answersBaseline}`;
  const now = `${item.safeCandidate}/${item.answersCandidate}`;
  return `**${escapeMarkdown(String(item.itemId))}** ${before} → ${now}`.replaceAll(' ', '\u00A0');
}
