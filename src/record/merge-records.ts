import { addFailures } from '../model/answer.js';
import { conformRecord, type ExpectedSweep } from './conform-record.js';
import { joinCommonTexts, joinDigests } from './answers-digest.js';
import { mismatch, type NamedRecord, shownText } from './parse-record.js';
import type { EndpointUsage } from '../model/limits.js';
import type { SweepRecord } from './record-schema.js';

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
  return {
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
    usage: joinUsage(parts.map(({ usage }) => usage)),
  };
}

/** The latest of some times. */
function latest(times: readonly string[]): string {
  return times.reduce((last, time) => (Date.parse(time) > Date.parse(last) ? time : last));
}

/** What a server said of itself; several versions one beside the other, so that it shows. */
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
  return {
    model: addUsage(parts.map(({ model }) => model)),
    judge: addUsage(parts.map(({ judge }) => judge)),
    reused: parts.reduce((sum, { reused }) => sum + reused, 0),
    ...(spared === 0 ? {} : { reusedJudgements: spared }),
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
 * @param given the records
 * @throws GateError RECORD_MISMATCH naming the record that is too many, or the shards that are missing
 */
function refuseOtherShards(given: readonly NamedRecord[]): void {
  const seen = new Map<number, NamedRecord>();
  const of = given[0]?.record.plan.shard?.of ?? 1;
  for (const named of given) {
    const { shard = { index: 1, of: 1 } } = named.record.plan;
    const earlier = seen.get(shard.index);
    if (shard.of !== of || shard.index > shard.of) {
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
