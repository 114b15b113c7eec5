import { buildContests } from '../../core/pool/build-contests.js';
import { followsUntrusted, headRulesOf } from '../../core/config/heads.js';
import { conflict, missing } from '../../core/config/config-errors.js';
import { isSameModel } from '../../core/config/same-endpoint.js';
import type { Item } from '../../core/dataset/item.js';
import { sizesOf } from '../../core/compare/samples.js';
import type { ExpectedSweep } from '../../core/record/conform-record.js';
import { mergeRecords } from '../../core/record/merge-records.js';
import type { SweepRecord } from '../../core/record/record-schema.js';
import type { SweepResults } from '../../core/record/results.js';
import type { GatePorts } from '../gate-ports.js';
import { holdLedger } from '../climb/ledger.js';
import { contestTerms } from './make-plan.js';
import { needed } from '../needed.js';
import { openAnswers } from './open-answers.js';
import type { RecordFile } from '../ports/record-source.js';
import { isJudged, type RunFacts } from '../run-facts.js';
import { parseAnswers } from '../../core/record/answers-file.js';
import { invalidRecord, type NamedRecord, parseRecord } from '../../core/record/parse-record.js';
import { resultsOfRecord } from '../../core/record/build-record.js';

/** The most characters a token of an answer stands for, generously: a bound on what a judge is paid for. */
const CHARACTERS_PER_TOKEN = 64;

/**
 * Reads the records that mode report was given, puts them together, and fills the ledger with their
 * results: those that are judged as they are, the others from the answers beside them.
 *
 * @param facts gets the merged record, its pictures' digests, the ledger, and the judge's protocol
 *   where the records are judged
 * @param ports the records, and the journal that judgements go to
 * @throws GateError RECORD_INVALID, RECORD_MISMATCH, CONFIG_INVALID without any record,
 *   CONFIG_MISSING without a judge for answers that nobody has judged, CONFIG_CONFLICT for a model
 *   that would judge itself
 */
export async function readRecords(facts: RunFacts, ports: GatePorts): Promise<void> {
  const files = await needed(ports.records, 'records').read();
  const given = files.map(({ name, bytes }) => parseRecord(name, bytes));
  const merged = mergeRecords(given, expectedOf(facts));
  facts.merged = merged;
  facts.pictureDigests = new Map(merged.items.map((item) => [item.id, item.pictureDigest]));
  ports.log.info(`Records: ${given.length}, with ${merged.items.length} items.`);
  if (isJudged(facts)) takeJudged(facts, given, ports);
  else await takeAnswers(facts, { given, files }, ports);
}

/** What the records have to be the records of. */
function expectedOf(facts: RunFacts): ExpectedSweep {
  const { config, context } = facts;
  const { ladder } = buildContests({ nights: [], pinned: [] }, contestTerms(facts));
  const items: readonly Item[] = [...needed(facts.ranked, 'items').values()].flat();
  return {
    protocol: needed(facts.protocol, 'protocol'),
    metrics: config.decision.metrics,
    repository: context.isActions ? context.repository : '',
    sha: context.sha,
    plan: {
      ladder: ladder.name,
      seed: config.decision.seed,
      rungs: sizesOf(ladder.rungs),
    },
    items,
  };
}

/** Takes judged records over as they are; a job without secrets has no judge, so that its labels are made up. */
function takeJudged(facts: RunFacts, given: readonly NamedRecord[], { journal }: GatePorts): void {
  const merged = needed(facts.merged, 'record');
  const [first] = given;
  if (first !== undefined && followsUntrusted(facts.context)) {
    const { whose } = headRulesOf(facts.context);
    throw invalidRecord(first.name, `it comes ${whose} and says that it is judged`);
  }
  facts.protocol = { ...needed(facts.protocol, 'protocol'), judge: merged.protocol.judge };
  facts.ledger = holdLedger(journal, resultsOfRecord(merged));
}

/** Takes the answers of unjudged records, with the judgements that an earlier attempt made of them. */
async function takeAnswers(
  facts: RunFacts,
  {
    given,
    files,
  }: { readonly given: readonly NamedRecord[]; readonly files: readonly RecordFile[] },
  ports: GatePorts,
): Promise<void> {
  refuseNoJudge(facts, needed(facts.merged, 'record'));
  const longestAnswer = followsUntrusted(facts.context)
    ? facts.config.generation.maxTokens * CHARACTERS_PER_TOKEN
    : Number.POSITIVE_INFINITY;
  const results: SweepResults[] = [];
  for (const [at, named] of given.entries()) {
    const text = await files[at]?.answers();
    if (text === undefined) {
      throw invalidRecord(named.name, 'it is not judged, and answers.jsonl is not beside it');
    }
    results.push(parseAnswers(named, text, { longestAnswer }));
  }
  await openAnswers(facts, ports);
  const ledger = needed(facts.ledger, 'ledger');
  for (const result of results.flatMap((each) => [...each.values()])) await ledger.bring(result);
}

/** Refuses to go on with answers that nobody would judge, or that their own model would. */
function refuseNoJudge({ config }: RunFacts, { target }: SweepRecord): void {
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
