import type { Metric } from '../decide/metric.js';
import { sampleKey } from '../decide/samples.js';
import { digestOf, digestOfJson } from '../digest.js';
import type { Answer } from '../model/answer.js';
import type { Protocol, SweepRecord } from '../record/record-schema.js';
import type { SweepResults } from '../record/results.js';
import { OVERALL } from './domain-rates.js';
import type { DomainRates, Report } from './report.js';
import { judgeSummary, plain } from './summary.js';

/**
 * The version of Every Eval Ever's schemas that the export is in.
 *
 * @see https://github.com/evaleval/every_eval_ever/blob/main/every_eval_ever/schemas/eval.schema.json
 */
const EEE_VERSION = '0.3.0';

/** Where SIUO lies on the Hugging Face hub. */
const HUB_IDS: Readonly<Record<string, string>> = { siuo: 'sinwang/SIUO' };

/**
 * Whether there is something to export: not where nothing was scored, and not where answers are not to be
 * trusted.
 */
export function isExported({ overall, isUnverified, repeated }: Report): boolean {
  const isScored = overall !== undefined && overall.counts.scored > 0;
  return isScored && isUnverified !== true && repeated === undefined;
}

/** The export of a run: the aggregate as data, and the rows of its samples as lines. */
interface EveryEvalEver {
  readonly evaluation: object;
  readonly samples: string;
}

/** What an export is made from. */
interface ExportParts {
  readonly report: Report;
  readonly record: SweepRecord;
  /** The results whose words are shown; undefined for none. */
  readonly answers: SweepResults | undefined;
}

/**
 * A run in the format of Every Eval Ever: one result per metric for all domains and for each, and one row
 * per scored sample and metric, of its domain's result. Answers are in it only where they are shown;
 * questions and references never are, since the data set's terms are its own.
 *
 * @param parts the read model, the record, and the answers where they are shown
 */
export function everyEvalEver({ report, record, answers }: ExportParts): EveryEvalEver {
  const { overall, domains } = report;
  const ids = idsOf(record);
  const rows = record.metrics.flatMap((metric) => samplesOf(record, { metric, ids, answers }));
  const samples = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const results = record.metrics.flatMap((metric) =>
    [...(overall === undefined ? [] : [overall]), ...domains].flatMap(
      (rates) => resultOf(rates, { metric, report, record }) ?? [],
    ),
  );
  const evaluation = {
    schema_version: EEE_VERSION,
    evaluation_id: ids.evaluation,
    evaluation_timestamp: record.provenance.createdAt,
    retrieved_timestamp: ids.retrieved,
    source_metadata: {
      source_name: 'siuo-gate',
      source_type: 'evaluation_run',
      source_organization_name: ownerOf(record.provenance.repository),
      evaluator_relationship: 'other',
      additional_details: {
        ...textsOf({ ...record.provenance, verdict: report.verdict.verdict }),
        reason: report.verdict.reason,
        run_url: report.links.runUrl,
      },
    },
    eval_library: {
      name: 'siuo-gate',
      version: record.toolVersion,
      additional_details: textsOf({
        plan_digest: record.planDigest,
        answers_digest: record.answersDigest,
        profile: record.plan.profile,
        seed: record.plan.seed,
        max_tokens: record.protocol.maxTokens,
        prompt_version: record.protocol.promptVersion,
      }),
    },
    model_info: modelInfo(record.target.model, {
      origin: record.target.origin,
      served: record.target.served,
    }),
    evaluation_results: results,
    detailed_evaluation_results: {
      format: 'jsonl',
      file_path: ids.path,
      hash_algorithm: 'sha256',
      checksum: digestOf(samples),
      total_rows: rows.length,
      additional_details: { answers: answers === undefined ? 'withheld' : 'shown' },
    },
  };
  return { evaluation, samples };
}

/** Whose repository the run is of. */
function ownerOf(repository: string): string {
  const [owner = ''] = repository.split('/');
  return owner === '' ? 'unknown' : owner;
}

/** What ties aggregate and rows together; the same for the same record. */
interface Ids {
  readonly evaluation: string;
  /** Seconds since the epoch, as text. */
  readonly retrieved: string;
  /** Where the rows lie in a repository of such exports. */
  readonly path: string;
}

function idsOf({ protocol, target, provenance, answersDigest }: SweepRecord): Ids {
  const { id } = protocol.dataset;
  const retrieved = String(Math.floor(Date.parse(provenance.createdAt) / 1000));
  const [developer, ...name] = modelName(target.model).split('/');
  const folder = [id, developer ?? '', name.join('-')].map(segment).join('/');
  const digits = digestOfJson({ provenance, answersDigest });
  const uuid = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
  return {
    evaluation: `${id}/${target.model}/${retrieved}`,
    retrieved,
    path: `data/${folder}/${uuid}_samples.jsonl`,
  };
}

/** A part of a path, of plain characters. */
function segment(text: string): string {
  const plainText = text.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, 100);
  return /^\.*$/.test(plainText) ? 'unknown' : plainText;
}

/** A model as `developer/name`. */
function modelName(model: string): string {
  return /^[^/]+\/./.test(model) ? model : `unknown/${model}`;
}

/** A model of which no more is known than its name and where it was asked. */
function modelInfo(model: string, details: Readonly<Record<string, unknown>>): object {
  return {
    name: model,
    id: modelName(model),
    additional_details: {
      deployment_type: 'unknown',
      model_availability: 'unknown',
      ...textsOf(details),
    },
  };
}

/** Values as the texts that the format takes; those that are missing are left out. */
function textsOf(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const known = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
}

/** A result's name, and the key by which rows are joined to it. */
function resultId(domain: string, metric: Metric): string {
  return `${metric}:${domain}`;
}

/** One metric of one domain, or of all; undefined where nothing of it has a score. */
function resultOf(
  rates: DomainRates,
  { metric, report, record }: Pick<ExportParts, 'report' | 'record'> & { readonly metric: Metric },
): object | undefined {
  const score = metric === 'safe' ? rates.safeRate : rates.effectiveRate;
  const { counts, domain, worstCase } = rates;
  if (score === undefined || counts.scored === 0) return undefined;
  const isAll = rates === report.overall;
  const bounds = report.floors.find((floor) =>
    isAll ? floor.domain === undefined : floor.domain === domain,
  );
  const interval = { lower: bounds?.lower, upper: bounds?.upper, method: 'score bounds, see docs' };
  const hasBounds = metric === 'safe' && bounds !== undefined;
  return {
    evaluation_result_id: resultId(isAll ? OVERALL : domain, metric),
    evaluation_name: `${record.protocol.dataset.id}: ${isAll ? OVERALL : domain}`,
    source_data: sourceOf(record),
    evaluation_timestamp: record.provenance.createdAt,
    metric_config: metricOf(metric, report, record),
    score_details: {
      score: plain(score),
      details: textsOf({
        ...{ items: rates.items, planned: counts.planned, scored: counts.scored },
        ...counts.unscored,
        ...(metric === 'safe'
          ? { worst_case_low: plain(worstCase.low), worst_case_high: plain(worstCase.high) }
          : {}),
      }),
      uncertainty: {
        ...(hasBounds ? { confidence_interval: interval } : {}),
        num_samples: counts.scored,
      },
    },
    generation_config: {
      generation_args: {
        temperature: record.protocol.temperature,
        max_tokens: record.protocol.maxTokens,
      },
    },
  };
}

/** Where the items come from. */
function sourceOf({ protocol, items }: SweepRecord): object {
  const { id, revision } = protocol.dataset;
  const hub = HUB_IDS[id];
  const named = { dataset_name: id, additional_details: { revision } };
  if (hub === undefined) return { ...named, source_type: 'other' };
  return { ...named, source_type: 'hf_dataset', hf_repo: hub, samples_number: items.length };
}

/** What is measured, and who scores it. */
function metricOf(metric: Metric, report: Report, { protocol }: SweepRecord): object {
  return {
    evaluation_description: `Mean over items of the share of scored answers that are ${metric}`,
    metric_id: `siuo_gate.${metric}_rate`,
    metric_name: metric === 'safe' ? 'Safe-rate' : 'Effective-rate',
    metric_kind: 'pass_rate',
    metric_unit: 'proportion',
    lower_is_better: false,
    score_type: 'continuous',
    min_score: 0,
    max_score: 1,
    ...(protocol.judge === null ? {} : { llm_scoring: scoringOf(protocol.judge, report) }),
  };
}

/** The judge, and how accurate it was found. */
function scoringOf(judge: NonNullable<Protocol['judge']>, report: Report): object {
  const checked = judgeSummary(report.judge);
  return {
    judges: [{ model_info: modelInfo(judge.model, {}) }],
    input_prompt: `Prompt version ${judge.promptVersion}, SHA-256 ${judge.promptDigest}`,
    additional_details: textsOf({
      checked_at: checked?.checkedAt,
      sensitivity: checked?.sensitivity.rate,
      specificity: checked?.specificity.rate,
      known_answers: checked?.answers,
    }),
  };
}

/** One row per sample that has a score on a metric. */
function samplesOf(
  { items, target, protocol }: SweepRecord,
  {
    metric,
    ids,
    answers,
  }: { readonly metric: Metric; readonly ids: Ids } & Pick<ExportParts, 'answers'>,
): readonly object[] {
  return items.flatMap((item) =>
    item.repeats.flatMap((repeat) => {
      const { [metric]: score } = repeat;
      if (score === undefined || score === null) return [];
      const answer = answers?.get(sampleKey({ itemId: item.id, repeat: repeat.repeat }))?.answer;
      return {
        schema_version: EEE_VERSION,
        evaluation_id: ids.evaluation,
        model_id: modelName(target.model),
        evaluation_name: `${protocol.dataset.id}: ${item.domain}`,
        evaluation_result_id: resultId(item.domain, metric),
        sample_id: String(item.id),
        interaction_type: 'single_turn',
        input: { raw: `withheld: item ${item.id}, row SHA-256 ${item.rowDigest}`, reference: [] },
        output: { raw: wordsOf(answer) },
        answer_attribution: [
          {
            turn_idx: 0,
            source: 'output.raw',
            extracted_value: score === 1 ? metric : `not ${metric}`,
            extraction_method: protocol.judge === null ? 'choice_letter' : 'llm_judge',
            is_terminal: true,
          },
        ],
        evaluation: { score, is_correct: score === 1 },
        metadata: {
          domain: item.domain,
          repeat: String(repeat.repeat),
          kind: repeat.kind,
          picture_sha256: item.pictureDigest,
        },
      };
    }),
  );
}

/** The words of an answer that is shown. */
function wordsOf(answer: Answer | undefined): readonly string[] {
  return answer !== undefined && 'text' in answer && answer.text !== '' ? [answer.text] : [];
}
