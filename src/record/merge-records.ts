import { addFailures, isUnscorable } from '../model/answer.js';
import { joinCommonTexts, joinRepeatedTexts } from './common-text.js';
import { joinDigests } from './results.js';
import {
  invalidRecord,
  mismatch,
  type NamedRecord,
  type Protocol,
  type RecordItem,
  type RecordRepeat,
  shownText,
  type SweepRecord,
} from './record-schema.js';
import type { EndpointUsage } from '../model/limits.js';
import { type Metric, METRICS } from '../decide/metric.js';
import { type Item, shardItems } from '../dataset/item.js';
import type { Task } from '../config/config.js';
import { wordlessMark } from '../judge/score.js';
import { type Difference, fieldDifferences } from './identity.js';

/**
 * Puts the shards of one sweep together: the record that one unsharded sweep would have made. Their
 * order does not matter. A single record of a whole sweep is a sweep of one shard.
 *
 * @param given the records, one or more
 * @param expected what they have to be the records of
 * @throws GateError RECORD_INVALID for a record that does not hold what its sweep asked,
 *   RECORD_MISMATCH for one that is missing, there twice, or of another sweep
 */
export function mergeRecords(given: readonly NamedRecord[], expected: ExpectedSweep): SweepRecord {
  for (const named of given) conformRecord(named, expected);
  refuseOtherShards(given);
  const sorted = [...given].sort((a, b) => indexOf(a) - indexOf(b));
  const [first, ...others] = sorted;
  if (first === undefined) throw mismatch('there is no record', 'Give the records of a sweep.');
  for (const other of others) refuseForeign(first, other);
  return join(
    first.record,
    others.map(({ record }) => record),
  );
}

/** The number of a shard. */
function indexOf({ record }: NamedRecord): number {
  return record.plan.shard?.index ?? 1;
}

/** Refuses a shard that asked another model, or was judged in another way, than the first. */
function refuseForeign(first: NamedRecord, other: NamedRecord): void {
  const [one, two] = [identityOf(first.record), identityOf(other.record)];
  const field = Object.keys(one).find((name) => one[name] !== two[name]);
  if (field === undefined) return;
  throw mismatch(
    `${shownText(other.name)} has ${field} ${shownText(two[field])}, and ${shownText(first.name)} has ${shownText(one[field])}`,
    'Give the shards of one sweep only.',
  );
}

/** What all shards of one sweep have in common, besides what this run knows of it. */
function identityOf({ target, protocol, provenance, toolVersion }: SweepRecord): IdentityFields {
  const { judge } = protocol;
  return {
    'target.origin': target.origin,
    'target.model': target.model,
    'target.systemPromptDigest': target.systemPromptDigest,
    'target.requestBodyDigest': target.requestBodyDigest,
    'protocol.judge': judge === null ? null : JSON.stringify(judge),
    runId: provenance.runId,
    event: provenance.event,
    ref: provenance.ref,
    toolVersion,
  };
}

type IdentityFields = Readonly<Record<string, string | null>>;

/** One record of several parts. */
function join(first: SweepRecord, others: readonly SweepRecord[]): SweepRecord {
  const parts = [first, ...others];
  const failures = addFailures(parts.flatMap((part) => part.failures ?? []));
  const { profile, seed, stages, stagesReached } = first.plan;
  const joined: SweepRecord = {
    ...first,
    provenance: {
      ...first.provenance,
      runAttempt: Math.max(...parts.map(({ provenance }) => provenance.runAttempt)),
      createdAt: latest(parts.map(({ provenance }) => provenance.createdAt)),
    },
    target: { ...first.target, served: joinTexts(parts.map(({ target }) => target.served)) },
    capabilities: {
      model: joinCapabilities(parts.map(({ capabilities }) => capabilities.model)),
      judge: joinCapabilities(parts.map(({ capabilities }) => capabilities.judge)),
    },
    plan: { profile, seed, stages, stagesReached },
    items: parts.flatMap(({ items }) => items).sort((a, b) => a.id - b.id),
    judgeCheck: parts.find(({ judgeCheck }) => judgeCheck !== null)?.judgeCheck ?? null,
    ...(failures.length === 0 ? {} : { failures: [...failures] }),
    answersDigest: joinDigests(parts.map((part) => part.answersDigest)),
    commonText: joinCommonTexts(parts.map(({ commonText }) => commonText)),
    repeatedText: joinRepeatedTexts(parts.map(({ repeatedText }) => repeatedText)),
    usage: joinUsage(parts.map(({ usage }) => usage)),
  };
  // Who puts records together decides by them again.
  delete joined.decision;
  delete joined.planDigest;
  return joined;
}

/** The latest of some times. */
function latest(times: readonly string[]): string {
  return times.reduce((last, time) => (Date.parse(time) > Date.parse(last) ? time : last));
}

/** What a server said of itself; several versions one alongside the other, so that it shows. */
function joinTexts(texts: readonly (string | null)[]): string | null {
  const distinct = [...new Set(texts.flatMap((text) => text ?? []))].sort();
  return distinct.length === 0 ? null : distinct.join(' | ').slice(0, 1000);
}

/** Negotiated parameters; where shards differ, every value. */
function joinCapabilities(
  capabilities: readonly Readonly<Record<string, string>>[],
): Record<string, string> {
  const names = [
    ...new Set(capabilities.flatMap((capabilities) => Object.keys(capabilities))),
  ].sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      joinTexts(capabilities.map((capabilities) => capabilities[name] ?? null)) ?? '',
    ]),
  );
}

/** What all parts cost together; they ran side by side, so that the longest time counts. */
function joinUsage(parts: readonly SweepRecord['usage'][]): SweepRecord['usage'] {
  const spared = parts.reduce((sum, { reusedJudgements = 0 }) => sum + reusedJudgements, 0);
  const again = parts.reduce((sum, { reAsked = 0 }) => sum + reAsked, 0);
  return {
    model: addUsage(parts.map(({ model }) => model)),
    judge: addUsage(parts.map(({ judge }) => judge)),
    reused: parts.reduce((sum, { reused }) => sum + reused, 0),
    ...(spared === 0 ? {} : { reusedJudgements: spared }),
    ...(again === 0 ? {} : { reAsked: again }),
    wallMs: Math.max(...parts.map(({ wallMs }) => wallMs)),
  };
}

/**
 * What several parts of a run cost at one endpoint.
 *
 * @param parts each part's usage; none costs nothing
 */
export function addUsage(parts: readonly EndpointUsage[]): EndpointUsage {
  const sum = (field: keyof EndpointUsage): number =>
    parts.reduce((total, part) => total + part[field], 0);
  return {
    requests: sum('requests'),
    retries: sum('retries'),
    tokensIn: sum('tokensIn'),
    tokensOut: sum('tokensOut'),
  };
}

/** How many missing shards a message names. */
const MOST_NAMED = 10;

/**
 * Makes sure that records are every shard of one sweep, each once.
 *
 * @throws GateError RECORD_MISMATCH naming the record that is too many, or the shards that are missing
 */
function refuseOtherShards(given: readonly NamedRecord[]): void {
  const seen = new Map<number, NamedRecord>();
  const of = given[0]?.record.plan.shard?.of ?? 1;
  for (const named of given) {
    const { shard = { index: 1, of: 1 } } = named.record.plan;
    const earlier = seen.get(shard.index);
    if (shard.of !== of) {
      throw mismatch(
        `${shownText(named.name)} is shard ${shard.index}/${shard.of}, and the sweep has ${of}`,
        'Give the shards of one sweep only.',
      );
    }
    if (earlier !== undefined) {
      throw mismatch(
        `${shownText(earlier.name)} and ${shownText(named.name)} are both shard ${shard.index}/${of}`,
        'Give each shard once.',
      );
    }
    seen.set(shard.index, named);
  }
  refuseMissing(seen, of);
}

/** Refuses a sweep without some of its shards. */
function refuseMissing(seen: ReadonlyMap<number, NamedRecord>, of: number): void {
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((index) => !seen.has(index));
  if (missing.length === 0) return;
  const named = missing.slice(0, MOST_NAMED).map((index) => `${index}/${of}`);
  const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
  throw mismatch(
    `shard ${named.join(', ')}${more} is missing`,
    'Run the missing shards again and give all of them; see that no artifact is left out.',
  );
}

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
 * @param expected what it has to be a record of
 * @throws GateError RECORD_MISMATCH or RECORD_INVALID
 */
function conformRecord(named: NamedRecord, expected: ExpectedSweep): void {
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
  if (shard !== undefined && shard.index > shard.of) {
    throw invalidRecord(name, `it is shard ${shard.index} of ${shard.of}`);
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
interface AskedItems {
  readonly items: readonly Item[];
  /** Answers per item. */
  readonly answers: number;
}

/**
 * Makes sure that a record holds every item that was asked, with every answer, and nothing else: a
 * score for an item that nobody asked is no score.
 *
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
  { answers, ...marking }: Omit<Marking, 'isHarmless'> & { readonly answers: number },
): string | undefined {
  if (asked === undefined) return 'was not asked by its shard of this sweep';
  if (given.domain !== asked.domain) return 'has another domain than in the data set';
  if (given.rowDigest !== asked.rowDigest) return 'has another row than in the data set';
  const isComplete =
    given.repeats.length === answers && given.repeats.every(({ repeat }, at) => repeat === at + 1);
  if (!isComplete) return `does not have the answers 1 to ${answers}`;
  return given.repeats.every((repeat) =>
    isCoherent(repeat, { ...marking, isHarmless: asked.expect === 'comply' }),
  )
    ? undefined
    : 'has a score that its answer cannot have';
}

/** What can have given the answers of a record their marks. */
interface Marking {
  readonly task: Task;
  /** Whether its protocol has a judge. */
  readonly isJudged: boolean;
  readonly isHarmless: boolean;
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
  { task, isJudged, isHarmless }: Marking,
): boolean {
  const { kind, unscored = {}, [metric]: mark = null } = repeat;
  if ((mark === null) !== (unscored[metric] !== undefined)) return false;
  if (isUnscorable(kind)) return unscored[metric] === kind;
  if (kind === 'filtered' || kind === 'empty') {
    return task === 'mcqa' ? mark === null : mark === wordlessMark(metric, kind, isHarmless);
  }
  return mark === null || task === 'mcqa' || isJudged;
}
