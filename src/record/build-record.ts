import { type Metric, byMetric } from '../decide/metric.js';
import type { Item } from '../dataset/item.js';
import { groupBy } from '../group-by.js';
import type { FailureCount, Answer, AnswerKind } from '../model/answer.js';
import { commonTextOf, repeatedTextOf } from './common-text.js';
import { type SampleResult, type SweepResults, answersDigest } from './results.js';
import { type MetricJudgement, UNJUDGED_REASONS } from '../judge/judgement.js';
import { METRIC_TERMS } from '../judge/score.js';
import type { ComparedRun } from '../decide/comparisons.js';
import { sampleKey } from '../decide/samples.js';
import { decisionPart } from './decision-part.js';
import {
  type ConfirmBlock,
  type Protocol,
  type Provenance,
  RECORD_SCHEMA_VERSION,
  type RecordItem,
  type RecordRepeat,
  type SweepRecord,
  type Target,
} from './record-schema.js';

/** Everything a record is made from. */
export interface RecordParts {
  readonly toolVersion: string;
  /** Whether the sweep stopped before its plan was done. */
  readonly partial: boolean;
  readonly provenance: Provenance;
  readonly protocol: Protocol;
  readonly target: Target;
  readonly metrics: readonly Metric[];
  readonly capabilities: SweepRecord['capabilities'];
  readonly plan: SweepRecord['plan'];
  readonly planDigest?: string;
  readonly items: readonly Item[];
  readonly pictureDigests: ReadonlyMap<number, string>;
  readonly results: SweepResults;
  /** Absent without a second judge. */
  readonly confirm?: ConfirmBlock;
  /** The baseline's model, where the run asked it. */
  readonly control?: {
    readonly target: Target;
    readonly capabilities: Record<string, string>;
    readonly results: SweepResults;
  };
  readonly judgeCheck: SweepRecord['judgeCheck'];
  readonly failures: readonly FailureCount[];
  /** Its decisions; undefined where nothing was compared. */
  readonly compared?: ComparedRun | undefined;
  readonly usage: SweepRecord['usage'];
}

/**
 * One sweep's result as it is stored: scores, kinds and digests, no text of any answer. Items
 * without any sample are left out.
 */
export function buildRecord(parts: RecordParts): SweepRecord {
  const { results, metrics, failures, compared, control, items, pictureDigests, ...facts } = parts;
  const asked = { items, pictureDigests };
  return {
    schemaVersion: RECORD_SCHEMA_VERSION,
    ...facts,
    ...(failures.length === 0 ? {} : { failures: [...failures] }),
    ...(compared === undefined ? {} : { decision: decisionPart(compared) }),
    metrics: [...metrics],
    items: recordItems(asked, results),
    ...(control === undefined
      ? {}
      : {
          control: {
            target: control.target,
            capabilities: control.capabilities,
            items: recordItems(asked, control.results),
          },
        }),
    answersDigest: answersDigest(results),
    commonText: facts.protocol.task === 'mcqa' ? null : commonTextOf(results),
    repeatedText: facts.protocol.task === 'mcqa' ? null : repeatedTextOf(results),
  };
}

/** The items that were asked. */
function recordItems(
  { items, pictureDigests }: Pick<RecordParts, 'items' | 'pictureDigests'>,
  results: SweepResults,
): SweepRecord['items'] {
  const byItem = groupBy(results.values(), ({ sample }) => sample.itemId);
  return items
    .filter((item) => byItem.has(item.id))
    .map((item) => recordItem(item, pictureDigests.get(item.id) ?? '', byItem.get(item.id) ?? []));
}

/** One item of the record, its repeats in order. */
function recordItem(
  item: Item,
  pictureDigest: string,
  results: readonly SampleResult[],
): RecordItem {
  const repeats = results.map(recordRepeat).sort((a, b) => a.repeat - b.repeat);
  return { id: item.id, domain: item.domain, rowDigest: item.rowDigest, pictureDigest, repeats };
}

/** One sample of the record. */
function recordRepeat({ sample, answer, score }: SampleResult): RecordRepeat {
  return {
    repeat: sample.repeat,
    kind: answer.kind,
    ...(answer.kind === 'answered' && answer.truncated ? { truncated: true } : {}),
    ...(answer.kind === 'misplaced' ? { place: answer.place } : {}),
    ...score,
  };
}

/**
 * The results that a judged record stands for, without the texts it does not hold.
 *
 * @param record a record of any sweep; one without items gives none
 */
export function resultsOfRecord(record: SweepRecord): SweepResults {
  return new Map(
    record.items.flatMap(({ id, repeats }) =>
      repeats.map((repeat) => {
        const result = resultOf(id, repeat);
        return [sampleKey(result.sample), result] as const;
      }),
    ),
  );
}

/** The result of one sample. */
function resultOf(itemId: number, recorded: RecordRepeat): SampleResult {
  const { repeat, kind, truncated, place, ...score } = recorded;
  return {
    sample: { itemId, repeat },
    answer: textless(kind, { truncated: truncated ?? false, place: place ?? '' }),
    judgements: byMetric((metric) => judgementIn(metric, recorded)),
    score,
  };
}

/** An answer of this kind whose words are not known. */
function textless(
  kind: AnswerKind,
  { truncated, place }: { readonly truncated: boolean; readonly place: string },
): Answer {
  switch (kind) {
    case 'answered':
      return { kind, text: '', truncated };
    case 'refused':
      return { kind, text: '' };
    case 'filtered':
      return { kind, at: 'output' };
    case 'failed':
      return { kind, cause: 'server', detail: '' };
    case 'misplaced':
      return { kind, place };
    case 'empty':
    case 'degenerate':
    case 'no-answer':
      return { kind };
  }
}

/** The judgement, its reasons not known, that gave an answer its mark; none where nobody was asked. */
function judgementIn(metric: Metric, recorded: RecordRepeat): MetricJudgement | undefined {
  const { kind, unscored = {}, [metric]: mark = null } = recorded;
  const reason = UNJUDGED_REASONS.find((each) => unscored[metric] === `unjudged-${each}`);
  if (reason !== undefined) return { label: 'unjudged', reason };
  const isWords = kind === 'answered' || kind === 'refused';
  if (mark === null || !isWords) return undefined;
  return { label: METRIC_TERMS[metric].labels[mark], rationale: '' };
}
