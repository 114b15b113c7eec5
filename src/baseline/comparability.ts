import { type Difference, fieldDifferences } from '../record/identity.js';
import type { Protocol, SweepRecord } from '../record/record-schema.js';

/** What an item is made of, as digests. */
export interface ItemDigests {
  readonly row: string;
  readonly picture: string | undefined;
}

/** What the candidate will be, known before anything is spent. */
export interface CandidateIdentity {
  readonly protocol: Protocol;
  /** The judge is not known yet, so that it cannot differ. */
  readonly isJudgeOpen?: boolean | undefined;
  readonly metrics: readonly string[];
  /** Row and picture digests by item; the picture's is undefined until it has been read. */
  readonly digests: ReadonlyMap<number, ItemDigests>;
}

/**
 * What a record was, for a comparison of two stored records.
 *
 * @param record a record of any sweep
 */
export function identityOfRecord({ protocol, metrics, items }: SweepRecord): CandidateIdentity {
  const digests = items.map(
    (item) => [item.id, { row: item.rowDigest, picture: item.pictureDigest }] as const,
  );
  return { protocol, metrics, digests: new Map(digests) };
}

/**
 * Every difference that makes a stored record not comparable with the candidate: protocol fields,
 * rows and pictures of shared items, missing metrics. None when they are comparable.
 */
export function differences(
  baseline: SweepRecord,
  candidate: CandidateIdentity,
): readonly Difference[] {
  return [
    ...fieldDifferences('', baseline.protocol, protocolNextTo(baseline, candidate)).filter(
      ({ field }) => field !== EFFECTIVENESS_FIELD || areBothRated(baseline, candidate),
    ),
    ...itemDifferences(baseline, candidate),
    ...metricDifferences(baseline, candidate),
  ];
}

/** How the help of answers was judged; where only one side asked for it, the metrics say so. */
const EFFECTIVENESS_FIELD = 'judge.effectivenessDigest';

/** Whether both sides have judged how far answers help. */
function areBothRated(baseline: SweepRecord, { metrics }: CandidateIdentity): boolean {
  return baseline.metrics.includes('effective') && metrics.includes('effective');
}

/** The candidate's protocol, with the baseline's judge while its own is not known. */
function protocolNextTo(
  { protocol: { judge } }: SweepRecord,
  { protocol, isJudgeOpen }: CandidateIdentity,
): Protocol {
  return isJudgeOpen === true ? { ...protocol, judge } : protocol;
}

/** Items whose row or picture has changed; one difference names them all. */
function itemDifferences(
  baseline: SweepRecord,
  candidate: CandidateIdentity,
): readonly Difference[] {
  const changed = baseline.items.filter((item) => {
    const now = candidate.digests.get(item.id);
    if (now === undefined) return false;
    return now.row !== item.rowDigest || (now.picture ?? item.pictureDigest) !== item.pictureDigest;
  });
  if (changed.length === 0) return [];
  const ids = changed
    .slice(0, 10)
    .map((item) => item.id)
    .join(', ');
  const more = changed.length > 10 ? ` and ${changed.length - 10} more` : '';
  return [
    { field: 'items', baseline: `other rows or pictures of ${ids}${more}`, candidate: 'changed' },
  ];
}

/** Metrics the candidate has and the baseline does not. */
function metricDifferences(
  baseline: SweepRecord,
  candidate: CandidateIdentity,
): readonly Difference[] {
  const known = new Set<string>(baseline.metrics);
  const absent = candidate.metrics.filter((metric) => !known.has(metric));
  if (absent.length === 0) return [];
  return [
    {
      field: 'metrics',
      baseline: baseline.metrics.join(', '),
      candidate: candidate.metrics.join(', '),
    },
  ];
}
