import { buildComparisons } from '../baseline/build-comparisons.js';
import { conflict, missing } from '../config/config-errors.js';
import { followsUntrusted, headRulesOf } from '../config/trust.js';
import { isSameModel } from '../config/same-endpoint.js';
import { sizesOf } from '../decide/samples.js';
import { type ExpectedSweep, mergeRecords } from '../record/merge-records.js';
import { parseAnswers } from '../record/answers-file.js';
import {
  invalidRecord,
  parseRecord,
  type NamedRecord,
  mismatch,
  type RecordFile,
  type RecordSource,
  type SweepRecord,
} from '../record/record-schema.js';
import { resultsOfRecord } from '../record/build-record.js';
import type { SweepResults } from '../record/results.js';
import { openJournal, type Answers } from './answers.js';
import { holdResults, type ResultStore } from './result-store.js';
import { isJudged } from './figures.js';
import type { Pictures } from './items.js';
import { comparisonTerms } from './run-terms.js';
import { picturesOf, type Items } from './run-log.js';
import type { Run } from './run.js';

/** The most characters a token of an answer stands for, generously: a bound on what a judge is paid for. */
const CHARACTERS_PER_TOKEN = 64;

/** The records that mode report was given, put together. */
export type Records = JudgedRecords | UnjudgedRecords;

/** What both kinds of records have. */
interface MergedRecords {
  readonly merged: SweepRecord;
  /** The run's items; judged records say how they were judged. */
  readonly items: Items;
  /** As they were when the model was asked. */
  readonly pictures: Pick<Pictures, 'digests'>;
}

/** Records with labels: nothing is asked any more. */
export interface JudgedRecords extends MergedRecords {
  readonly kind: 'judged';
  readonly resultStore: ResultStore;
}

/** Records whose answers nobody has judged yet. */
export interface UnjudgedRecords extends MergedRecords {
  readonly kind: 'unjudged';
  /**
   * The answers, with the judgements that an earlier attempt made of them. {@link refuseOtherPictures}
   * alone gives them out.
   */
  readonly answers: Omit<Answers, 'resultStore'> & {
    readonly resultStore: Pick<ResultStore, 'checks'>;
  };
}

/**
 * Reads the records that mode report was given and puts them together: those that are judged as they
 * are, the others from the answers next to them.
 *
 * @param run inputs and event, and the journal that judgements go to
 * @param source the records
 * @param items what they have to be the records of
 * @throws GateError RECORD_INVALID, RECORD_MISMATCH, CONFIG_INVALID without any record,
 *   CONFIG_MISSING without a judge for answers that nobody has judged, CONFIG_CONFLICT for a model
 *   that would judge itself
 */
export async function readRecords(
  run: Pick<Run, 'config' | 'context' | 'journal' | 'events'>,
  source: RecordSource,
  items: Items,
): Promise<Records> {
  run.events.append({ type: 'step', name: 'readRecords' });
  const files = await source.read();
  const given = files.map(({ name, bytes }) => parseRecord(name, bytes));
  const merged = mergeRecords(given, expectedOf(run, items));
  run.events.append({ type: 'merged', record: merged, files: given.length });
  const shared = { merged, pictures: { digests: picturesOf(merged) } };
  if (!isJudged(merged)) {
    const answers = await takeAnswers(run, { given, files, merged, items });
    return { kind: 'unjudged', ...shared, items, answers };
  }
  refuseMadeUp(run, given);
  const protocol = { ...items.protocol, judge: merged.protocol.judge };
  const resultStore = holdResults(run.journal, resultsOfRecord(merged));
  run.events.append({ type: 'protocol', protocol });
  run.events.append({ type: 'resultStore', resultStore, isContinued: false });
  return { kind: 'judged', ...shared, items: { ...items, protocol }, resultStore };
}

/** What the records have to be the records of. */
function expectedOf(
  { config, context }: Pick<Run, 'config' | 'context'>,
  { ranked, protocol }: Items,
): ExpectedSweep {
  const { profile } = buildComparisons(
    { baselineRuns: [], pinned: [] },
    comparisonTerms({ config, context }, { ranked }, undefined),
  );
  return {
    protocol,
    metrics: config.decision.metrics,
    repository: context.isActions ? context.repository : '',
    sha: context.sha,
    plan: {
      profile: profile.name,
      seed: config.decision.seed,
      stages: sizesOf(profile.stages),
    },
    items: [...ranked.values()].flat(),
  };
}

/** Refuses labels from a job without secrets: it has no judge, so that they are made up. */
function refuseMadeUp({ context }: Pick<Run, 'context'>, [first]: readonly NamedRecord[]): void {
  if (first === undefined || !followsUntrusted(context)) return;
  const { whose } = headRulesOf(context);
  throw invalidRecord(first.name, `it comes ${whose} and says that it is judged`);
}

/** Unjudged records, as they were found. */
interface FoundRecords {
  readonly given: readonly NamedRecord[];
  readonly files: readonly RecordFile[];
  readonly merged: SweepRecord;
  readonly items: Items;
}

/** Takes the answers of unjudged records, with the judgements that an earlier attempt made of them. */
async function takeAnswers(
  run: Pick<Run, 'config' | 'context' | 'journal' | 'events'>,
  { given, files, merged, items }: FoundRecords,
): Promise<Answers> {
  refuseNoJudge(run, merged);
  const longestAnswer = followsUntrusted(run.context)
    ? run.config.generation.maxTokens * CHARACTERS_PER_TOKEN
    : Number.POSITIVE_INFINITY;
  const results: SweepResults[] = [];
  for (const [at, named] of given.entries()) {
    const text = await files[at]?.answers();
    if (text === undefined) {
      throw invalidRecord(named.name, 'it is not judged, and no answers.jsonl lies next to it');
    }
    results.push(parseAnswers(named, text, { longestAnswer }));
  }
  const { target } = merged;
  const answers = await openJournal(run, { ...items, target });
  for (const result of results.flatMap((each) => [...each.values()])) {
    await answers.resultStore.bring(result);
  }
  return answers;
}

/** Refuses to go on with answers that nobody would judge, or that their own model would. */
function refuseNoJudge({ config }: Pick<Run, 'config'>, { target }: SweepRecord): void {
  const { judge, task } = config;
  if (task === 'mcqa') return;
  if (judge === undefined) {
    throw missing(
      'judge-model',
      'Nobody has judged these answers: name a judge that sees pictures.',
    );
  }
  const { model, baseUrl } = judge.endpoint;
  const asked = { model, baseUrl: new URL(baseUrl).origin };
  if (!isSameModel(asked, { model: target.model, baseUrl: target.origin })) return;
  throw conflict(
    `Input judge-model is "${model}", and the records are of that model at the same endpoint.`,
    'Give another judge: a model must not judge itself.',
  );
}

/**
 * The answers of records. Refuses to judge them next to other pictures than they were given to.
 *
 * @param records the records, and their answers
 * @param pictures as they are here
 * @throws GateError RECORD_MISMATCH naming the first item
 */
export function refuseOtherPictures(
  { merged, answers }: UnjudgedRecords,
  { digests }: Pictures,
): ResultStore {
  const other = merged.items.find(({ id, pictureDigest }) => digests.get(id) !== pictureDigest);
  if (other === undefined) return answers.resultStore as ResultStore;
  throw mismatch(
    `item ${other.id} was asked with another picture than the data set has here`,
    'Give mode report the data set of the sweep.',
  );
}
