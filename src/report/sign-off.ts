import { z } from 'zod';
import { digestOf } from '../digest.js';
import { recordSchema, type SweepRecord } from '../record/record-schema.js';
import { headlineRates } from './compared-rates.js';
import { floorsTable } from './comparison-tables.js';
import { formatChange, formatCount, formatNumber, formatRate } from '../format.js';
import { outcomeSign } from './labels.js';
import { codeSpan, escapeMarkdown, labelled, markdownTable, stack } from './markdown.js';
import type { Report } from './report.js';
import { summarySchema } from './summary-schema.js';
import { summaryOf } from './summary.js';

const text = z.string();
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const { protocol, target, provenance, metrics } = recordSchema.shape;
const { verdict, reason, failed, sentence, safeRate, baselineSafeRate, floors, lastRelease } =
  summarySchema.shape;

/** The schema of signoff.json: what was released on, by which evidence; no answers. */
export const signOffSchema = z.strictObject({
  schemaVersion: z.literal(1),
  toolVersion: text,
  /** The tag of a release, else the full ref; empty on the command line. */
  release: text,
  verdict,
  reason,
  failed,
  sentence,
  provenance,
  protocol,
  target,
  metrics,
  itemsAsked: z.number().int().nonnegative(),
  answers: z.number().int().nonnegative(),
  /** Answers that an earlier attempt of the same run had paid for. */
  answersReused: z.number().int().nonnegative(),
  safeRate,
  baselineSafeRate,
  floors,
  baseline: z
    .strictObject({
      where: text,
      acceptedAt: text,
      model: text,
      answersPerItem: z.number(),
      baselineRuns: z.array(z.strictObject({ createdAt: text, sha: text, runId: text })),
    })
    .nullable(),
  lastRelease,
  digests: z.strictObject({
    /** Of the bytes of record.json. */
    record: digest,
    answers: digest,
  }),
  runUrl: text,
});

/** What a release was signed off on, or was not. */
export type SignOff = z.infer<typeof signOffSchema>;

/**
 * The sign-off record of a run on the release profile.
 *
 * @param report the read model
 * @param record the run's record, and its text as it is written
 * @returns undefined on every other profile
 */
export function signOffOf(
  report: Report,
  record: { readonly value: SweepRecord; readonly text: () => string },
): SignOff | undefined {
  if (report.plan?.profile !== 'release') return undefined;
  const summary = summaryOf(report);
  const { provenance: made, protocol: how, target: whom, items, usage } = record.value;
  return {
    schemaVersion: 1,
    toolVersion: report.toolVersion,
    release: made.ref.replace(/^refs\/tags\//, ''),
    verdict: summary.verdict,
    reason: summary.reason,
    failed: summary.failed,
    sentence: summary.sentence,
    provenance: made,
    protocol: how,
    target: whom,
    metrics: record.value.metrics,
    itemsAsked: items.length,
    answers: items.reduce((sum, item) => sum + item.repeats.length, 0),
    answersReused: usage.reused,
    safeRate: headlineRates(report)?.now ?? null,
    baselineSafeRate: headlineRates(report)?.before ?? null,
    floors: summary.floors,
    baseline: baselineOf(report),
    lastRelease: summary.lastRelease,
    digests: { record: digestOf(record.text()), answers: record.value.answersDigest },
    runUrl: report.links.runUrl,
  };
}

/** What the release was compared with. */
function baselineOf({ baseline }: Report): SignOff['baseline'] {
  if (baseline?.kind !== 'used') return null;
  const { where, acceptedAt, model, answersPerItem, baselineRuns } = baseline;
  const shown = baselineRuns.map(({ createdAt, sha, runId }) => ({ createdAt, sha, runId }));
  return { where, acceptedAt, model, answersPerItem, baselineRuns: shown };
}

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
    markdownTable(floorsTable(report, 'short')),
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

/** The baseline runs that decided. */
function comparedWith({ baseline }: SignOff): string {
  if (baseline === null) return '';
  const baselineRuns = formatCount(baseline.baselineRuns.length, 'baseline run');
  return `${baselineRuns} of ${formatNumber(baseline.answersPerItem)} answers per item, ${baseline.where}.`;
}

/** The level of the last release, for information. */
function beside({ lastRelease }: Report): string {
  if (lastRelease === undefined) return '';
  const { label, pinnedAt, overall } = lastRelease;
  return `${label} of ${pinnedAt.slice(0, 10)}: ${formatRate(overall.baseline.rate)} safe, now ${formatRate(overall.candidate.rate)} (${formatChange(-overall.drop)} points) on ${formatCount(overall.sharedItems, 'shared item')}; for information, it decides nothing.`;
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
