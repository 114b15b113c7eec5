import { METRICS, type Metric, type Task } from '../config/config.js';
import type { Item } from '../dataset/item.js';
import { METRIC_TERMS } from '../judge/score.js';
import { isUnscorable } from '../sweep/answer.js';
import { invalidRecord, type NamedRecord } from './parse-record.js';
import type { RecordItem, RecordRepeat } from './record-schema.js';

/** What a record has to hold. */
export interface AskedItems {
  readonly items: readonly Item[];
  /** Answers an item. */
  readonly answers: number;
}

/**
 * Makes sure that a record holds every item that was asked, with every answer, and nothing else: a
 * score for an item that nobody asked is no score.
 *
 * @param named the record
 * @param asked what its shard asked
 * @throws GateError RECORD_INVALID naming the item
 */
export function conformItems({ name, record }: NamedRecord, { items, answers }: AskedItems): void {
  const asked = new Map(items.map((item) => [item.id, item]));
  const { task, judge } = record.protocol;
  const terms = { answers, task, isJudged: judge !== null };
  const seen = new Set<number>();
  for (const item of record.items) {
    const fault = faultOf(item, asked.get(item.id), terms);
    if (fault !== undefined) throw invalidRecord(name, `item ${item.id} ${fault}`);
    if (seen.has(item.id)) throw invalidRecord(name, `item ${item.id} is there twice`);
    seen.add(item.id);
  }
  const missing = items.find(({ id }) => !seen.has(id));
  if (missing !== undefined) throw invalidRecord(name, `item ${missing.id} is missing`);
}

/** What is wrong with an item; undefined when nothing is. */
function faultOf(
  given: RecordItem,
  asked: Item | undefined,
  { answers, ...marking }: Marking & { readonly answers: number },
): string | undefined {
  if (asked === undefined) return 'was not asked by its shard of this sweep';
  if (given.domain !== asked.domain) return 'has another domain than in the data set';
  if (given.rowDigest !== asked.rowDigest) return 'has another row than in the data set';
  const isComplete =
    given.repeats.length === answers && given.repeats.every(({ repeat }, at) => repeat === at + 1);
  if (!isComplete) return `does not have the answers 1 to ${answers}`;
  return given.repeats.every((repeat) => isCoherent(repeat, marking))
    ? undefined
    : 'has a score that its answer cannot have';
}

/** What can have given the answers of a record their marks. */
interface Marking {
  readonly task: Task;
  /** Whether its protocol has a judge. */
  readonly isJudged: boolean;
}

/** Whether a cell says of its marks what cells of its kind can. */
function isCoherent(repeat: RecordRepeat, marking: Marking): boolean {
  return METRICS.every(
    (metric) => repeat[metric] === undefined || isMarkCoherent(metric, repeat, marking),
  );
}

/** The same on one metric: words are marked by a judge only, or by the letter of a choice. */
function isMarkCoherent(
  metric: Metric,
  repeat: RecordRepeat,
  { task, isJudged }: Marking,
): boolean {
  const { kind, unscored = {}, [metric]: mark = null } = repeat;
  const { wordless } = METRIC_TERMS[metric];
  if ((mark === null) !== (unscored[metric] !== undefined)) return false;
  if (isUnscorable(kind)) return unscored[metric] === kind;
  if (kind === 'filtered' || kind === 'empty') {
    return task === 'mcqa' ? mark === null : mark === wordless[kind];
  }
  return mark === null || task === 'mcqa' || isJudged;
}
