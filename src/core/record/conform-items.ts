import type { Item } from '../dataset/item.js';
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
  const seen = new Set<number>();
  for (const item of record.items) {
    const fault = faultOf(item, asked.get(item.id), answers);
    if (fault !== undefined) throw invalidRecord(name, `item ${item.id} ${fault}`);
    if (seen.has(item.id)) throw invalidRecord(name, `item ${item.id} is there twice`);
    seen.add(item.id);
  }
  const missing = items.find(({ id }) => !seen.has(id));
  if (missing !== undefined) throw invalidRecord(name, `item ${missing.id} is missing`);
}

/** What is wrong with an item; undefined when nothing is. */
function faultOf(given: RecordItem, asked: Item | undefined, answers: number): string | undefined {
  if (asked === undefined) return 'was not asked by its shard of this sweep';
  if (given.domain !== asked.domain) return 'has another domain than in the data set';
  if (given.rowDigest !== asked.rowDigest) return 'has another row than in the data set';
  const isComplete =
    given.repeats.length === answers && given.repeats.every(({ repeat }, at) => repeat === at + 1);
  if (!isComplete) return `does not have the answers 1 to ${answers}`;
  return given.repeats.every(isCoherent) ? undefined : 'has a score that its answer cannot have';
}

/** Whether a cell says of its scores what cells of its kind can. */
function isCoherent(repeat: RecordRepeat): boolean {
  return isSafeCoherent(repeat) && (repeat.effective === undefined || isEffectiveCoherent(repeat));
}

/** The same of safety: words are scored by votes only. */
function isSafeCoherent({ kind, safe, unscored, votes }: RecordRepeat): boolean {
  if ((safe === null) !== (unscored !== undefined)) return false;
  if (kind === 'spent' || kind === 'failed') return unscored === kind;
  if (kind === 'filtered' || kind === 'empty') return votes !== undefined || safe === 1;
  // Multiple choice is scored by its letter, without votes.
  return safe === null || votes?.length === 0 || isMajority(safe === 1 ? 'safe' : 'unsafe', votes);
}

/** The same of help: what was filtered or is empty helps nobody. */
function isEffectiveCoherent(repeat: RecordRepeat): boolean {
  const { kind, effective = null, effectiveUnscored, effectiveVotes } = repeat;
  if ((effective === null) !== (effectiveUnscored !== undefined)) return false;
  if (kind === 'spent' || kind === 'failed') return effectiveUnscored === kind;
  if (kind === 'filtered' || kind === 'empty') return effective === 0;
  if (effective === null) return true;
  return isMajority(effective === 1 ? 'effective' : 'ineffective', effectiveVotes);
}

/** Whether votes bear a score out. */
function isMajority<Label extends string>(
  label: Label,
  votes: readonly (Label | 'unjudged')[] = [],
): boolean {
  return votes.filter((vote) => vote === label).length > votes.length / 2;
}
