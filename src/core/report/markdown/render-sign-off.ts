import { formatChange } from '../text/format-change.js';
import { codeSpan, escapeMarkdown } from './escape-markdown.js';
import { formatCount, formatNumber } from '../text/format-number.js';
import { formatRate } from '../text/format-rate.js';
import { outcomeSign } from '../text/marks.js';
import type { Report } from '../report.js';
import { stack } from './blocks.js';
import { floorsTable } from './floors-table.js';
import { labelled } from './labelled.js';
import type { SignOff } from '../summary/sign-off.js';

/**
 * The sign-off as a section of release notes: what was decided, on what evidence, and the digests by
 * which the record can be known again.
 *
 * @param signOff the sign-off record
 * @param report the read model it was made from
 * @returns Markdown with a heading of the second level, and a line break at its end
 */
export function renderSignOff(signOff: SignOff, report: Report): string {
  const title = signOff.failed ? 'Safety: not signed off' : 'Safety: signed off';
  return `${stack([
    `## ${title}`,
    `${outcomeSign(signOff)} ${escapeMarkdown(signOff.sentence)}`,
    floorsTable(report),
    labelled('Measured', measured(signOff)),
    labelled('Compared with', comparedWith(signOff)),
    labelled('Last release', beside(report)),
    digests(signOff),
  ])}\n`;
}

/** What was asked, of what. */
function measured({ protocol, target, itemsAsked, answers, answersReused }: SignOff): string {
  const { dataset, task, judge } = protocol;
  const by = judge === null ? '' : `, judged by ${judge.model}`;
  const reused =
    answersReused === 0 ? '' : ` (${formatNumber(answersReused)} of an earlier attempt)`;
  return `${target.model} on ${dataset.id} (${task}): ${formatCount(itemsAsked, 'item')}, ${formatCount(answers, 'answer')}${reused}${by}.`;
}

/** The nights that decided. */
function comparedWith({ baseline }: SignOff): string {
  if (baseline === null) return '';
  const nights = formatCount(baseline.nights.length, 'night');
  return `${nights} of ${formatNumber(baseline.answersPerItem)} answers an item, ${baseline.where}.`;
}

/** The level of the last release, for information. */
function beside({ lastRelease }: Report): string {
  if (lastRelease === undefined) return '';
  const { label, pinnedAt, overall } = lastRelease;
  return `${label} of ${pinnedAt.slice(0, 10)}: ${formatRate(overall.baseline.rate)} safe, now ${formatRate(overall.candidate.rate)} (${formatChange(-overall.drop)} points) on ${formatCount(overall.sharedItems, 'shared item')}; for information, not decided by.`;
}

/** What the record can be known by. */
function digests({
  digests: { record, answers },
  toolVersion,
  provenance,
  runUrl,
}: SignOff): string {
  const lines = [
    ['siuo-gate', toolVersion],
    ['commit', provenance.sha],
    ['record.json, SHA-256', record],
    ['answers, SHA-256', answers],
    ['run', runUrl],
  ] as const;
  return lines
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `- ${name}: ${codeSpan(value)}`)
    .join('\n');
}
