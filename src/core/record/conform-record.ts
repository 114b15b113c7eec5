import type { Metric } from '../compare/metric.js';
import type { Item } from '../dataset/item.js';
import { shardItems } from '../dataset/select-items.js';
import { fieldDifferences, type Difference } from './comparability.js';
import { conformItems } from './conform-items.js';
import { mismatch } from './record-mismatch.js';
import { invalidRecord, shownText, type NamedRecord } from './parse-record.js';
import type { Protocol, SweepRecord } from './record-schema.js';

/** What records have to be the records of. */
export interface ExpectedSweep {
  /** Of this run; its judge is null when nothing is judged here. */
  readonly protocol: Protocol;
  readonly metrics: readonly Metric[];
  /** Empty where it is not known: on the command line. */
  readonly repository: string;
  readonly sha: string;
  readonly plan: Pick<SweepRecord['plan'], 'ladder' | 'seed' | 'rungs'>;
  /** The items of the whole sweep. */
  readonly items: readonly Item[];
}

const SAME_INPUTS =
  'Give mode report the inputs of the sweep (dataset, task, ladder, repeats, seed, domains and the like), and the records of this commit.';

/**
 * Makes sure that a record is one of this sweep, and holds what its shard asked, no more and no less.
 *
 * @param named the record
 * @param expected what it has to be a record of
 * @throws GateError RECORD_MISMATCH or RECORD_INVALID
 */
export function conformRecord(named: NamedRecord, expected: ExpectedSweep): void {
  const { name, record } = named;
  const [difference] = differencesFrom(record, expected);
  if (difference !== undefined) {
    const { field, baseline, candidate } = difference;
    throw mismatch(
      `${shownText(name)} has ${field} ${shownText(baseline)}, and this run ${shownText(candidate)}`,
      SAME_INPUTS,
    );
  }
  if (record.partial) {
    throw invalidRecord(name, 'its sweep stopped before its end; run that shard again');
  }
  const answers = expected.plan.rungs[0]?.answers ?? 0;
  const { shard } = record.plan;
  if (shard !== undefined && shard.of > expected.items.length) {
    throw invalidRecord(name, `it is one of ${shard.of} shards of ${expected.items.length} items`);
  }
  conformItems(named, { items: shardItems(expected.items, shard), answers });
}

/** Where a record departs from what this run knows of its sweep. */
function differencesFrom(record: SweepRecord, expected: ExpectedSweep): readonly Difference[] {
  const { repository, sha, plan } = expected;
  const isJudgedTwice = record.protocol.judge !== null && expected.protocol.judge !== null;
  const protocolOf = (protocol: Protocol): object =>
    isJudgedTwice ? protocol : { ...protocol, judge: null };
  const planOf = ({ ladder, seed, rungs }: ExpectedSweep['plan']): object => ({
    ladder,
    seed,
    rungs: JSON.stringify(rungs),
  });
  const { provenance } = record;
  return [
    ...(repository === '' ? [] : fieldDifferences('repository', provenance.repository, repository)),
    ...(sha === '' ? [] : fieldDifferences('sha', provenance.sha, sha)),
    ...fieldDifferences('', protocolOf(record.protocol), protocolOf(expected.protocol)),
    ...fieldDifferences('metrics', record.metrics.join(', '), expected.metrics.join(', ')),
    ...fieldDifferences('plan', planOf(record.plan), planOf(plan)),
  ];
}
