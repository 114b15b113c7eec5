import { z } from 'zod';
import { METRICS, type Metric } from '../config/config.js';
import {
  UNJUDGED_REASONS,
  type Judgement,
  type MetricJudgement,
  type MetricLabel,
} from '../judge/judgement.js';
import { METRIC_TERMS } from '../judge/metric-terms.js';
import type { Answer } from '../sweep/answer.js';
import { parseJson } from '../sweep/parse-json.js';
import type { ItemId } from '../units.js';

/** One line of the journal: how the run stands, a finished answer, or a finished judgement. */
export type JournalEntry =
  /** The sweep has begun, to be compared with the baseline found there. */
  | { readonly type: 'begun'; readonly where: string }
  /** The run has reached its verdict. */
  | { readonly type: 'finished' }
  | {
      readonly type: 'answer';
      readonly itemId: ItemId;
      readonly repeat: number;
      readonly answer: Answer;
    }
  | {
      readonly type: 'judgement';
      readonly itemId: ItemId;
      readonly repeat: number;
      readonly metric: Metric;
      readonly judgement: MetricJudgement;
    }
  /** What the judge said of a labelled answer. */
  | {
      readonly type: 'check';
      readonly itemId: ItemId;
      readonly answerDigest: string;
      readonly judgement: Judgement;
    };

const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), text: z.string(), truncated: z.boolean() }),
  z.object({ kind: z.literal('refused'), text: z.string() }),
  z.object({ kind: z.literal('filtered'), at: z.enum(['prompt', 'output']) }),
  z.object({ kind: z.literal('empty') }),
  z.object({ kind: z.literal('misplaced'), place: z.string().max(1000) }),
  z.object({ kind: z.literal('degenerate') }),
  z.object({ kind: z.literal('spent') }),
  z.object({
    kind: z.literal('failed'),
    cause: z.enum([
      'transport',
      'timeout',
      'server',
      'unreadable',
      'too-large',
      'rejected',
      'not-found',
    ]),
    detail: z.string(),
  }),
]);

const unjudged = {
  label: z.literal('unjudged'),
  reason: z.enum(UNJUDGED_REASONS),
};

/** A judgement with one of these labels, or none, and its votes. */
function judgementSchema<Label extends string>(
  labels: readonly [Label, Label],
): z.ZodType<Judgement<Label>> {
  const label = z.enum(labels);
  const votes = z.array(z.union([z.object({ label, rationale: z.string() }), z.object(unjudged)]));
  return z.union([z.object({ label, votes }), z.object({ ...unjudged, votes })]);
}

const cell = { itemId: z.number().int().positive(), repeat: z.number().int().positive() };

const checked = {
  itemId: z.number().int().positive(),
  answerDigest: z.string().regex(/^[0-9a-f]{64}$/),
};

const entrySchema: z.ZodType<JournalEntry> = z.union([
  z.object({ type: z.literal('begun'), where: z.string().max(1000) }),
  z.object({ type: z.literal('finished') }),
  z.object({ type: z.literal('answer'), ...cell, answer: answerSchema }),
  ...METRICS.map((metric) =>
    z.object({
      type: z.literal('judgement'),
      ...cell,
      metric: z.literal(metric),
      judgement: judgementSchema<MetricLabel>(METRIC_TERMS[metric].labels),
    }),
  ),
  z.object({
    type: z.literal('check'),
    ...checked,
    judgement: judgementSchema(METRIC_TERMS.safe.labels),
  }),
]);

/**
 * An entry as a line of a journal, with its line end.
 *
 * @param entry what is written
 */
export function journalLine(entry: JournalEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/**
 * The entries of a journal's text. A line that is torn (a run killed while it wrote) or is no entry
 * is left out: its cell is simply asked again.
 *
 * @param text the file, one JSON value a line; empty gives no entries
 */
export function parseJournal(text: string): readonly JournalEntry[] {
  return text.split('\n').flatMap((line) => parseEntry(line) ?? []);
}

/**
 * The entry of one line.
 *
 * @param line without its line end
 * @returns undefined when it is torn or no entry
 */
export function parseEntry(line: string): JournalEntry | undefined {
  return entrySchema.safeParse(parseJson(line)).data;
}
