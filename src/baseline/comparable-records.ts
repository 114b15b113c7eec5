import { GateError } from '../errors.js';
import { fieldDifferences, type Difference } from '../record/identity.js';
import type { NamedRecord, RecordItem, SweepRecord } from '../record/record-schema.js';

/** Which of the two. */
export type Side = 'a' | 'b';

/** The items that both sides have, and how many are left out. */
interface SharedItems {
  readonly ids: ReadonlySet<number>;
  readonly onlyIn: Readonly<Record<Side, number>>;
  readonly changed: number;
}

/**
 * The items that two records have in common: the same row with the same picture.
 *
 * @param records both
 * @param domains which domains are looked at; empty is all
 * @throws GateError RECORD_MISMATCH where there is none
 */
export function sharedItems(
  { a, b }: Readonly<Record<Side, SweepRecord>>,
  domains: readonly string[],
): SharedItems {
  const isAsked = ({ domain }: RecordItem): boolean =>
    domains.length === 0 || domains.includes(domain);
  const [inA, inB] = [a.items.filter(isAsked), b.items.filter(isAsked)];
  const known = new Map(inB.map((item) => [item.id, item]));
  const both = inA.filter(({ id }) => known.has(id));
  const same = both.filter((item) => {
    const other = known.get(item.id);
    return (
      other?.rowDigest === item.rowDigest &&
      other.pictureDigest === item.pictureDigest &&
      other.domain === item.domain
    );
  });
  if (same.length === 0) {
    throw refused(
      domains.length === 0
        ? 'they have no item in common, row and picture'
        : `they have no item in common in ${domains.map((each) => JSON.stringify(each)).join(', ')}`,
      'Give records of the same data set; without --domains all that both have are compared.',
    );
  }
  return {
    ids: new Set(same.map(({ id }) => id)),
    onlyIn: { a: inA.length - both.length, b: inB.length - both.length },
    changed: both.length - same.length,
  };
}

/**
 * Refuses records whose labels are not of one kind.
 *
 * @throws GateError RECORD_MISMATCH for another data set, task or judge, answers without labels, or one run twice
 */
export function refuseDifferent(a: NamedRecord, b: NamedRecord): void {
  const [left, right] = [a.record.protocol, b.record.protocol];
  if (left.dataset.id !== right.dataset.id || left.task !== right.task) {
    throw refused(
      `A is of ${left.dataset.id}, ${left.task}, and B of ${right.dataset.id}, ${right.task}`,
      'Give two records of one data set and task.',
    );
  }
  const unjudged =
    left.task === 'mcqa' ? [] : [a, b].filter((each) => each.record.protocol.judge === null);
  const [first] = unjudged;
  if (first !== undefined) {
    throw refused(
      `nobody has judged the answers of ${first.name}`,
      `Have them judged: npx siuo-gate measure --from ${first.name} --judge-model …`,
    );
  }
  const differing = judgeDifferences(left.judge, right.judge);
  if (differing.length > 0) {
    const shown = differing.map(
      ({ field, baseline, candidate }) =>
        `${field} ${baseline.slice(0, 60)} and ${candidate.slice(0, 60)}`,
    );
    throw refused(
      `labels of different judges do not mean the same (${shown.join('; ')})`,
      `Have the answers of one judged again by the judge of the other: npx siuo-gate measure --from ${a.name} --judge-model …`,
    );
  }
  if (isSameRun(a.record, b.record)) {
    throw refused('they are the same measurement', 'Give two different ones.');
  }
}

/** Whether two records are of one run; two runs of a model that never varies may agree in every word. */
function isSameRun(a: SweepRecord, b: SweepRecord): boolean {
  return a.answersDigest === b.answersDigest && a.provenance.createdAt === b.provenance.createdAt;
}

/** In what two judges differ; one that was not asked about effectiveness may be the same all the same. */
function judgeDifferences(
  a: SweepRecord['protocol']['judge'],
  b: SweepRecord['protocol']['judge'],
): readonly Difference[] {
  return fieldDifferences('judge', a, b).filter(
    ({ field }) =>
      field !== 'judge.effectivenessDigest' ||
      (a?.effectivenessDigest !== undefined && b?.effectivenessDigest !== undefined),
  );
}

/** The error for two records that cannot be compared. */
function refused(fault: string, remedy: string): GateError {
  return new GateError('RECORD_MISMATCH', `A and B cannot be compared: ${fault}.`, { remedy });
}
