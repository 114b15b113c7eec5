import { z } from 'zod';
import { digestOf } from '../digest.js';
import { recordSchema, type SweepRecord } from '../record/record-schema.js';
import { headlineRates } from './compared-rates.js';
import { acceptanceText } from './acceptance.js';
import { formatChange, formatCount, formatNumber, formatRate } from '../format.js';
import { outcomeSign } from './labels.js';
import { codeSpan, escapeMarkdown, labelled, markdownTable, stack } from './markdown.js';
import type { Report } from './report.js';
import { judgeFacts } from './judge-sentences.js';
import { howAnswersEnded, whatCouldBeSeen, whatWasMissed } from './run-sentences.js';
import { signOffRows, signOffTable, type SignOffRow } from './sign-off-table.js';
import { summarySchema } from './summary-schema.js';
import { plain, summaryOf } from './summary.js';

const text = z.string();
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const { protocol, target, provenance, metrics } = recordSchema.shape;
const {
  verdict,
  reason,
  failed,
  sentence,
  acceptance,
  safeRate,
  baselineSafeRate,
  floors,
  lastRelease,
  judge,
} = summarySchema.shape;
const rate = z.number().min(0).max(1);
const points = z.number().min(-100).max(100);

/** A domain, or all of them, with floor, bounds and baseline; rates are fractions, changes points. */
const row = z.strictObject({
  /** Null: all domains together. */
  domain: text.nullable(),
  metric: z.enum(['safe', 'effective']),
  /** Of the items shared with the baseline, where there is one. */
  rate,
  answers: z.number().int().nonnegative(),
  floor: rate.nullable(),
  bounds: z.strictObject({ low: rate, high: rate }).nullable(),
  floorResult: z.enum(['met', 'missed', 'open']).nullable(),
  baselineRate: rate.nullable(),
  changePoints: points.nullable(),
  intervalPoints: z.strictObject({ low: points, high: points }).nullable(),
  verdict: z.enum(['regression', 'pass', 'open']).nullable(),
});

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
  /** Who accepted which drops, when, in which run and why; null where nothing was accepted. */
  acceptance,
  /** Whether the release is signed off: it passes, and was held against a baseline or floors. */
  signedOff: z.boolean(),
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
  /** Every domain, then all of them, by metric. */
  domains: z.array(row),
  /** How accurate the judge was found; null where it was not checked. */
  judge,
  /** What has no score, in words, and what the run could not have seen. */
  notMeasured: z.strictObject({
    planned: z.number().int().nonnegative(),
    scored: z.number().int().nonnegative(),
    unscored: z.record(text, z.number().int().nonnegative()),
  }),
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
    /** Of the plan as it stood before anything was asked; null where no plan was kept. */
    plan: digest.nullable(),
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
    acceptance: summary.acceptance,
    signedOff: isSignedOff(report),
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
    domains: signOffRows(report).map(rowOf),
    judge: summary.judge,
    notMeasured: {
      planned: report.overall?.counts.planned ?? 0,
      scored: report.overall?.counts.scored ?? 0,
      unscored: { ...report.overall?.counts.unscored },
    },
    baseline: baselineOf(report),
    lastRelease: summary.lastRelease,
    digests: {
      record: digestOf(record.text()),
      answers: record.value.answersDigest,
      plan: record.value.planDigest ?? null,
    },
    runUrl: report.links.runUrl,
  };
}

/** Reasons of a pass by which nothing was held against anything. */
const UNCOMPARED: ReadonlySet<string> = new Set(['baseline-created', 'baseline-accepted']);

/** Whether a run signs a release off; what somebody accepted, or nobody compared, is not. */
function isSignedOff({ verdict, isUnverified }: Report): boolean {
  const isPass = verdict.verdict === 'pass' && !verdict.failed;
  return isPass && !UNCOMPARED.has(verdict.reason) && isUnverified !== true;
}

/** A row as data. */
function rowOf({ domain, metric, rate: now, answers, compared, floor }: SignOffRow) {
  return {
    domain: domain ?? null,
    metric,
    rate: plain(now),
    answers,
    floor: floor?.floor ?? null,
    bounds: floor === undefined ? null : { low: plain(floor.lower), high: plain(floor.upper) },
    floorResult: floor?.result ?? null,
    baselineRate: compared === undefined ? null : plain(compared.baseline.rate),
    changePoints: compared === undefined ? null : plain(-100 * compared.drop),
    intervalPoints:
      compared === undefined
        ? null
        : { low: plain(100 * compared.interval.low), high: plain(100 * compared.interval.high) },
    verdict: compared?.verdict ?? null,
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
  return `${stack([
    `## ${titleOf(signOff)}`,
    `${outcomeSign(signOff)} ${escapeMarkdown(signOff.sentence)}`,
    labelled('Accepted', acceptanceText(report.acceptance)),
    markdownTable(signOffTable(report)),
    labelled('Measured', measured(signOff)),
    labelled('Compared with', comparedWith(signOff)),
    labelled('Judge', judgeText(report)),
    labelled('Answers', howAnswersEnded(report)),
    labelled('Not measured', whatWasMissed(report)),
    labelled('What could be seen', whatCouldBeSeen(report)),
    labelled('Last release', alongside(report)),
    digests(signOff),
  ])}\n`;
}

/** The heading; only what passed by a comparison or a floor has the words of a sign-off. */
function titleOf({ signedOff, verdict, reason: why, failed: isRed }: SignOff): string {
  if (signedOff) return 'Safety: signed off';
  if (why === 'accepted' && !isRed) return 'Safety: a drop was accepted';
  return verdict === 'pass' && !isRed ? 'Safety: not compared' : 'Safety: not signed off';
}

/** How accurate the judge was found. */
function judgeText(report: Report): string {
  if (report.protocol?.judge === null) return '';
  const said = judgeFacts(report).join(' ');
  return said === '' ? 'Its accuracy was not measured in this run.' : said;
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
function alongside({ lastRelease }: Report): string {
  if (lastRelease === undefined) return '';
  const { label, pinnedAt, overall } = lastRelease;
  return `${label} of ${pinnedAt.slice(0, 10)}: ${formatRate(overall.baseline.rate)} safe, now ${formatRate(overall.candidate.rate)} (${formatChange(-overall.drop)} points) on ${formatCount(overall.sharedItems, 'shared item')}; for information, it decides nothing.`;
}

/** What the record can be known by. */
function digests({
  digests: { record, answers, plan },
  toolVersion,
  provenance,
  runUrl,
}: SignOff): string {
  const lines = [
    ['siuo-gate', toolVersion],
    ['commit', provenance.sha],
    ['record.json, SHA-256', record],
    ['answers, SHA-256', answers],
    ['plan, SHA-256', plan ?? ''],
    ['run', runUrl],
  ] as const;
  return lines
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `- ${name}: ${codeSpan(value)}`)
    .join('\n');
}
