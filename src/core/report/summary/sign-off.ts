import { z } from 'zod';
import { digestOf } from '../../digest.js';
import { recordSchema, type SweepRecord } from '../../record/record-schema.js';
import { headlineRates } from '../headline-rates.js';
import type { Report } from '../report.js';
import { summaryOf } from './summary-json.js';
import { summarySchema } from './summary-schema.js';

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
      nights: z.array(z.strictObject({ createdAt: text, sha: text, runId: text })),
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
 * The sign-off record of a run on the release ladder.
 *
 * @param report the read model
 * @param record the run's record, and its text as it is written
 * @returns undefined on every other ladder
 */
export function signOffOf(
  report: Report,
  record: { readonly value: SweepRecord; readonly text: () => string },
): SignOff | undefined {
  if (report.plan?.ladder !== 'release') return undefined;
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
  const { where, acceptedAt, model, answersPerItem, nights } = baseline;
  const shown = nights.map(({ createdAt, sha, runId }) => ({ createdAt, sha, runId }));
  return { where, acceptedAt, model, answersPerItem, nights: shown };
}
