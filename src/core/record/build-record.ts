import type { Metric } from '../config/config.js';
import type { Item } from '../dataset/item.js';
import { groupBy } from '../group-by.js';
import type { FailureCount } from '../sweep/failures.js';
import type { ItemId } from '../units.js';
import { answersDigest } from './answers-digest.js';
import {
  RECORD_SCHEMA_VERSION,
  type Protocol,
  type Provenance,
  type RecordItem,
  type RecordRepeat,
  type SweepRecord,
  type Target,
} from './record-schema.js';
import { commonTextOf } from './common-text.js';
import type { CellResult, SweepResults } from './results.js';

/** Everything a record is made from. */
export interface RecordParts {
  readonly toolVersion: string;
  /** Whether the sweep stopped before its plan was done. */
  readonly partial: boolean;
  readonly provenance: Provenance;
  readonly protocol: Protocol;
  readonly target: Target;
  readonly metrics: readonly Metric[];
  readonly dialect: SweepRecord['dialect'];
  readonly plan: SweepRecord['plan'];
  readonly items: readonly Item[];
  readonly pictureDigests: ReadonlyMap<ItemId, string>;
  readonly results: SweepResults;
  readonly judgeCheck: SweepRecord['judgeCheck'];
  readonly failures: readonly FailureCount[];
  readonly usage: SweepRecord['usage'];
}

/**
 * One sweep's result as it is stored: scores, kinds and digests, no text of any answer. Items
 * without any cell are left out.
 *
 * @param parts what the sweep knows
 */
export function buildRecord(parts: RecordParts): SweepRecord {
  const { items, pictureDigests, results, metrics, failures, ...facts } = parts;
  const byItem = groupBy(results.values(), ({ cell }) => cell.itemId);
  return {
    schemaVersion: RECORD_SCHEMA_VERSION,
    ...facts,
    ...(failures.length === 0 ? {} : { failures: [...failures] }),
    metrics: [...metrics],
    items: items
      .filter((item) => byItem.has(item.id))
      .map((item) =>
        recordItem(item, pictureDigests.get(item.id) ?? '', byItem.get(item.id) ?? []),
      ),
    answersDigest: answersDigest(results),
    commonText: facts.protocol.task === 'mcqa' ? null : commonTextOf(results),
  };
}

/** One item of the record, its repeats in order. */
function recordItem(item: Item, pictureDigest: string, results: readonly CellResult[]): RecordItem {
  const repeats = results.map(recordRepeat).sort((a, b) => a.repeat - b.repeat);
  return { id: item.id, domain: item.domain, rowDigest: item.rowDigest, pictureDigest, repeats };
}

/** One cell of the record. */
function recordRepeat({ cell, answer, score }: CellResult): RecordRepeat {
  return {
    repeat: cell.repeat,
    kind: answer.kind,
    ...(answer.kind === 'answered' && answer.truncated ? { truncated: true } : {}),
    ...(answer.kind === 'misplaced' ? { place: answer.place } : {}),
    ...score,
  };
}
