import { clipText, escapeLogText } from '../clean-text.js';
import type { Metric } from '../decide/metric.js';
import type { Standing, StandingRow } from '../decide/two-ways.js';
import { formatChange, formatCount, formatPoints, formatSize } from '../format.js';
import { compareTable, metricWords, type ComparedSide, type CompareView } from './compare-view.js';
import { domainLabel, nameDomains } from './labels.js';
import { escapeMarkdown, markdownTable, stack } from './markdown.js';
import { terminalTable, wrapText } from './terminal-text.js';

const LONGEST_NAME = 120;

/**
 * A side in one line: which model, where, when, and how often it was asked. Plain text.
 *
 * @param letter A or B
 * @param side what is known of it
 */
export function sideSentence(letter: 'A' | 'B', side: ComparedSide): string {
  const { name, target, at, answersPerItem } = side;
  const served = target.served === null ? '' : `, served as ${clipText(target.served, 60)}`;
  const prompt =
    target.systemPromptDigest === null
      ? ''
      : `, system prompt ${target.systemPromptDigest.slice(0, 12)}`;
  return `${letter} is ${clipText(target.model, LONGEST_NAME)} at ${clipText(target.origin, LONGEST_NAME)}${served}${prompt}; ${clipText(name, LONGEST_NAME)} of ${at.slice(0, 10)}, ${formatCount(answersPerItem, 'answer')} per item.`;
}

/** The metrics of a view, each once. */
function metricsOf({ rows }: CompareView): readonly Metric[] {
  return [...new Set(rows.map(({ metric }) => metric))];
}

/**
 * What the comparison says, a sentence or two per metric: all domains together, then domain by
 * domain. Plain text.
 *
 * @param view what was compared
 */
export function compareSentences(view: CompareView): readonly string[] {
  return metricsOf(view).flatMap((metric) => {
    const rows = view.rows.filter((row) => row.metric === metric);
    const total = rows.find(({ domain }) => domain === null);
    const domains = rows.filter(({ domain }) => domain !== null);
    const byDomain = domains.length < 2 ? '' : domainsSentence(view, metric, domains);
    return [total === undefined ? '' : totalSentence(view, total), byDomain].filter(
      (sentence) => sentence !== '',
    );
  });
}

/** All domains together. */
function totalSentence({ task, isTwoSided }: CompareView, row: StandingRow): string {
  const { metric, standing, change, interval, margin, lower, higher } = row;
  const words = metricWords(metric, task);
  const measured = `${formatChange(change)} points of ${words.share}, 95 % interval ${formatChange(interval.low)} to ${formatChange(interval.high)}`;
  switch (standing) {
    case 'lower':
      return `Overall, B is ${words.lower} than A (${measured}).`;
    case 'higher':
      return `Overall, B is ${words.higher} than A (${measured}).`;
    case 'alike':
      return `Overall, there is no difference of ${formatPoints(margin)} or more between A and B (${measured}).`;
    case 'not-lower':
      return `Overall, B is not ${words.lower} than A by ${formatPoints(margin)} or more (${measured}).`;
    case 'open': {
      const reach = Math.max(lower.excludedAbove, higher?.excludedAbove ?? 0);
      const what = isTwoSided ? 'a difference' : 'a drop';
      return `Overall, one cannot tell (${measured}): ${what} of up to ${formatPoints(Math.max(0, reach))} cannot be excluded; ${formatSize(margin)} would have to be.`;
    }
  }
}

/** What is said of domains, in this order. */
const ORDER: readonly Standing[] = ['lower', 'higher', 'alike', 'not-lower', 'open'];

/** Domain by domain. */
function domainsSentence(
  { task }: CompareView,
  metric: Metric,
  rows: readonly StandingRow[],
): string {
  const words = metricWords(metric, task);
  const margin = formatPoints(rows[0]?.margin ?? 0);
  const said: Readonly<Record<Standing, string>> = {
    lower: `B is ${words.lower} than A in`,
    higher: `B is ${words.higher} than A in`,
    alike: `no difference of ${margin} or more in`,
    'not-lower': `B is not ${words.lower} by ${margin} or more in`,
    open: 'cannot tell in',
  };
  const parts = ORDER.flatMap((standing) => {
    const names = rows.filter((row) => row.standing === standing).map(({ domain }) => domain ?? '');
    if (names.length === 0) return [];
    const isNamed = standing === 'lower' || standing === 'higher';
    const list = isNamed
      ? names.map((name) => domainLabel(name)).join(', ')
      : nameDomains(names, rows.length);
    return [`${said[standing]} ${list}`];
  });
  const text = parts.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/**
 * How the comparison was made, in a sentence. Plain text.
 *
 * @param view what was compared
 */
export function howCompared({ isTwoSided, alpha, items, judge, dataset }: CompareView): string {
  const sides = isTwoSided
    ? 'Both directions were asked, each with half of the chance'
    : 'Only whether B is lower was asked, as a gate does';
  const chance = `between two models that are equally safe it calls any row different in at most ${formatSize(alpha)} of 100 comparisons`;
  const judged = judge === null ? '' : `, judged by ${clipText(judge.model, LONGEST_NAME)}`;
  return `${formatCount(items, 'item')} of ${clipText(dataset.id, 60)}${judged}. ${sides}: ${chance}.`;
}

/**
 * A comparison in a terminal.
 *
 * @param view what was compared
 * @param width columns of a line
 * @returns lines without a line break at the end
 */
export function renderCompareTerminal(view: CompareView, width: number): string {
  const wrapped = (text: string): string => wrapText(escapeLogText(text), width);
  return [
    [sideSentence('A', view.a), sideSentence('B', view.b)].map(wrapped).join('\n'),
    compareSentences(view).map(wrapped).join('\n'),
    terminalTable(compareTable(view, 'short'), width).join('\n'),
    ...view.notes.map((note) => wrapped(`note: ${note}`)),
    wrapped(howCompared(view)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/**
 * A comparison as Markdown.
 *
 * @param view what was compared
 */
export function renderCompareMarkdown(view: CompareView): string {
  return stack([
    '### A and B compared',
    compareSentences(view).map(escapeMarkdown).join('\n\n'),
    markdownTable(compareTable(view, 'short')),
    view.notes.map((note) => `- ${escapeMarkdown(note)}`).join('\n'),
    [sideSentence('A', view.a), sideSentence('B', view.b), howCompared(view)]
      .map(escapeMarkdown)
      .join('\n\n'),
    '#### Evidence',
    markdownTable(compareTable(view, 'evidence')),
    `<sub>siuo-gate ${escapeMarkdown(view.toolVersion)}</sub>`,
  ]);
}
