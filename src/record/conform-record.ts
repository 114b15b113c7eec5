import { type Metric, METRICS } from '../decide/metric.js';
import type { Item } from '../dataset/item.js';
import { shardItems } from '../dataset/select-items.js';
import type { Task } from '../config/config.js';
import { METRIC_TERMS } from '../judge/score.js';
import { isUnscorable } from '../model/answer.js';
import { type Difference, fieldDifferences } from './identity.js';
import { invalidRecord, mismatch, type NamedRecord, shownText } from './parse-record.js';
import type { Protocol, RecordItem, RecordRepeat, SweepRecord } from './record-schema.js';

/** What records have to be the records of. */
export interface ExpectedSweep {
  /** Of this run; its judge is null when nothing is judged here. */
  readonly protocol: Protocol;
  readonly metrics: readonly Metric[];
  /** Empty where it is not known: on the command line. */
  readonly repository: string;
  readonly sha: string;
  readonly plan: Pick<SweepRecord['plan'], 'profile' | 'seed' | 'stages'>;
  /** The items of the whole sweep. */
  readonly items: readonly Item[];
}

const SAME_INPUTS =
  'Give mode report the inputs of the sweep (dataset, task, profile, repeats, seed, domains and the like), and the records of this commit.';

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
  const answers = expected.plan.stages[0]?.answers ?? 0;
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
  const planOf = ({ profile, seed, stages }: ExpectedSweep['plan']): object => ({
    profile,
    seed,
    stages: JSON.stringify(stages),
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

/** What a record has to hold. */
export interface AskedItems {
  readonly items: readonly Item[];
  /** Answers per item. */
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

/** Whether a sample says of its marks what samples of its kind can. */
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
