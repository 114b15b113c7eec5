import { TOOL_VERSION } from '../tool-version.js';
import type { Config } from '../config/config.js';
import { conflict, missing } from '../config/config-errors.js';
import { isSameModel } from '../config/same-endpoint.js';
import type { Item } from '../dataset/item.js';
import type { RankedItems } from '../decide/samples.js';
import { parseAnswers } from '../record/answers-file.js';
import { buildRecord, resultsOfRecord } from '../record/build-record.js';
import { parseForeignAnswers } from '../record/foreign-answers.js';
import {
  invalidRecord,
  mismatch,
  parseRecord,
  type NamedRecord,
  type RecordFile,
  type RecordSource,
  type SweepRecord,
  type Target,
} from '../record/record-schema.js';
import type { SweepResults } from '../record/results.js';
import { openJournal } from './answers.js';
import { isJudged } from './figures.js';
import type { Pictures } from './items.js';
import { holdResults, type ResultStore } from './result-store.js';
import type { Items } from './run-log.js';
import type { Run } from './run.js';
import { GateError } from '../errors.js';

/** Stored answers that are measured again, or labels that are only shown. */
export interface MeasuredRecord {
  readonly kind: 'judged' | 'answers';
  /** Without labels where answers are judged again. */
  readonly merged: SweepRecord;
  /** The items that have answers. */
  readonly items: Items;
  readonly resultStore: ResultStore;
  /** The inputs, with as many answers per item as there are. */
  readonly config: Config;
  /** Whether the record says which pictures were asked about. */
  readonly knowsPictures: boolean;
}

/** The origin of answers that came from another tool; no server has such a name (RFC 2606). */
const IMPORTED = 'https://imported.invalid';

type Reading = Pick<Run, 'config' | 'context' | 'journal' | 'events' | 'clock'>;

/**
 * Reads what is to be measured again: a record with its answers alongside it, or answers of another tool.
 *
 * @param run inputs, and the journal that judgements go to
 * @param source the file
 * @param items the data set
 * @throws GateError RECORD_INVALID, RECORD_MISMATCH for another data set, CONFIG_CONFLICT for a model that
 *   would judge itself
 */
export async function readMeasured(
  run: Reading,
  source: RecordSource,
  items: Items,
): Promise<MeasuredRecord> {
  run.events.append({ type: 'step', name: 'readRecords' });
  const [file] = await source.read();
  if (file === undefined) throw missing('records', 'Give a record or a file of answers.');
  return file.name.endsWith('.jsonl')
    ? importAnswers(run, file, items)
    : takeRecord(run, file, items);
}

/** A record: its labels where no judge is named, else its answers. */
async function takeRecord(run: Reading, file: RecordFile, items: Items): Promise<MeasuredRecord> {
  const named = parseRecord(file.name, file.bytes);
  const { record } = named;
  conform(named, items);
  const isShown =
    run.config.judge === undefined && (isJudged(record) || record.protocol.task === 'mcqa');
  if (isShown) {
    const known = resultsOfRecord(record);
    return taken(run, { kind: 'judged', items, merged: record, results: known, named });
  }
  const text = await file.answers();
  if (text === undefined) {
    throw new GateError(
      'RECORD_INVALID',
      `The answers of ${JSON.stringify(file.name)} cannot be judged again: no answers.jsonl lies next to it.`,
      {
        remedy:
          'Measure with --show-answers true, which keeps the answers in the report folder; or leave --judge-model out to see the labels that are there.',
      },
    );
  }
  const bounds = { longestAnswer: Number.POSITIVE_INFINITY, skipsJudgements: true };
  const results = parseAnswers(named, text, bounds);
  const merged = {
    ...withoutLabels(record),
    protocol: { ...record.protocol, judge: null },
    usage: { ...record.usage, judge: { requests: 0, retries: 0, tokensIn: 0, tokensOut: 0 } },
  };
  return taken(run, { kind: 'answers', items, merged, results, named });
}

/** A record without what only its labels gave it. */
function withoutLabels(record: SweepRecord): SweepRecord {
  const plain = { ...record };
  delete plain.judgedAt;
  delete plain.decision;
  return plain;
}

/** Answers of another tool, as a sweep of them would have recorded them. */
function importAnswers(run: Reading, file: RecordFile, items: Items): Promise<MeasuredRecord> {
  const { config, context, clock } = run;
  const results = parseForeignAnswers(file.name, new TextDecoder().decode(file.bytes));
  const known = new Map([...items.ranked.values()].flat().map((item) => [item.id, item]));
  const unknown = [...results.values()].find(({ sample }) => !known.has(sample.itemId));
  if (unknown !== undefined) {
    throw mismatch(
      `the answers have item ${unknown.sample.itemId}, which ${items.dataset.id} has not, or not in the domains that are asked`,
      'Give --dataset with the data set that was asked.',
    );
  }
  const target: Target = {
    origin: IMPORTED,
    model: config.modelName ?? file.name.split('/').at(-1) ?? file.name,
    served: null,
    systemPromptDigest: null,
    requestBodyDigest: null,
  };
  const none = { requests: 0, retries: 0, tokensIn: 0, tokensOut: 0 };
  const answers = mostRepeats(results);
  const { repository, sha, ref, eventName, runId, runAttempt } = context;
  const merged = buildRecord({
    toolVersion: TOOL_VERSION,
    partial: false,
    provenance: {
      ...{ repository, sha, ref, event: eventName, runId, runAttempt },
      createdAt: new Date(clock.nowMs()).toISOString(),
    },
    protocol: { ...items.protocol, judge: null },
    target,
    metrics: config.decision.metrics,
    capabilities: { model: {}, judge: {} },
    plan: {
      profile: config.decision.profile,
      seed: config.decision.seed,
      stages: [{ itemsPerDomain: 'all', answers }],
      stagesReached: 1,
    },
    items: [...known.values()],
    pictureDigests: new Map(),
    results,
    judgeCheck: null,
    failures: [],
    usage: { model: none, judge: none, reused: 0, wallMs: 0 },
  });
  return taken(run, { kind: 'answers', items, merged, results, named: undefined });
}

/** What was read. */
interface Taken extends Pick<MeasuredRecord, 'kind' | 'items' | 'merged'> {
  readonly results: SweepResults;
  /** Undefined for answers of another tool. */
  readonly named: NamedRecord | undefined;
}

/** Tells the log of what was read, and opens the journal that judgements go to. */
async function taken(
  run: Reading,
  { kind, items: all, merged, results, named }: Taken,
): Promise<MeasuredRecord> {
  refuseSelfJudged(run.config, merged.target);
  const ids = new Set([...results.values()].map(({ sample }) => sample.itemId));
  const ranked = restricted(all.ranked, ids);
  const { judge } = kind === 'judged' ? merged.protocol : all.protocol;
  const items = { ...all, ranked, protocol: { ...merged.protocol, judge } };
  run.events.append({ type: 'merged', record: merged, files: 1 });
  run.events.append({ type: 'ranked', ranked });
  run.events.append({ type: 'protocol', protocol: items.protocol });
  const { decision } = run.config;
  const config = { ...run.config, decision: { ...decision, repeats: mostRepeats(results) } };
  const shared = { kind, merged, items, config, knowsPictures: named !== undefined };
  if (kind === 'judged') {
    const resultStore = holdResults(run.journal, results);
    run.events.append({ type: 'resultStore', resultStore, isContinued: false });
    return { ...shared, resultStore };
  }
  const { resultStore } = await openJournal(run, { ...items, target: merged.target });
  resultStore.keepOnly([...results.values()].map(({ sample }) => sample));
  for (const result of results.values()) await resultStore.bring(result);
  return { ...shared, resultStore };
}

/** The most answers that an item has. */
function mostRepeats(results: SweepResults): number {
  return [...results.values()].reduce((most, { sample }) => Math.max(most, sample.repeat), 1);
}

/** The items that have answers; a domain without any is left out. */
function restricted(ranked: RankedItems<Item>, ids: ReadonlySet<number>): RankedItems<Item> {
  return new Map(
    [...ranked].flatMap(([domain, items]) => {
      const kept = items.filter(({ id }) => ids.has(id));
      return kept.length === 0 ? [] : [[domain, kept] as const];
    }),
  );
}

/** Refuses a record of other rows than the data set has here. */
function conform({ name, record }: NamedRecord, { dataset, ranked, protocol }: Items): void {
  const { dataset: own, task } = record.protocol;
  if (own.id !== dataset.id || task !== protocol.task) {
    throw mismatch(
      `${JSON.stringify(name)} is of ${own.id.slice(0, 100)}, task ${task}, and this run of ${dataset.id}, task ${protocol.task}`,
      'Give --dataset and --task as they were asked.',
    );
  }
  const rows = new Map([...ranked.values()].flat().map((item) => [item.id, item]));
  for (const { id, domain, rowDigest } of record.items) {
    const row = rows.get(id);
    if (row?.rowDigest === rowDigest && row.domain === domain) continue;
    throw invalidRecord(name, `item ${id} is not, or is another one, in the data set of this run`);
  }
}

/** Refuses a judge that would label its own answers. */
function refuseSelfJudged({ judge }: Config, target: Target): void {
  if (judge === undefined) return;
  const { model, baseUrl } = judge.endpoint;
  const asked = { model, baseUrl: new URL(baseUrl).origin };
  if (!isSameModel(asked, { model: target.model, baseUrl: target.origin })) return;
  throw conflict(
    `Input judge-model is "${model}", and the answers are of that model at the same endpoint.`,
    'Give another judge: a model must not judge itself.',
  );
}

/**
 * Refuses to judge answers next to other pictures than they were given to.
 *
 * @param stored the answers; those of another tool do not say which pictures they are about
 * @param pictures as they are here
 * @throws GateError RECORD_MISMATCH naming the first item
 */
export function refuseOtherMeasured(
  { merged, knowsPictures }: MeasuredRecord,
  { digests }: Pictures,
): void {
  if (!knowsPictures) return;
  const other = merged.items.find(({ id, pictureDigest }) => digests.get(id) !== pictureDigest);
  if (other === undefined) return;
  throw mismatch(
    `item ${other.id} was asked with another picture than the data set has here`,
    'Give --dataset with the data set that was asked.',
  );
}
