import { z } from 'zod';
import { type Metric, METRICS } from '../decide/metric.js';
import {
  type Judgement,
  type MetricJudgement,
  type MetricLabel,
  UNJUDGED_REASONS,
} from '../judge/judgement.js';
import { type Answer, FAILURE_CAUSES } from '../model/answer.js';
import { METRIC_TERMS } from '../judge/score.js';
import type { DecisionRecord } from '../decide/decision-state.js';
import {
  boundedList,
  linesOf,
  LONGEST_LINE,
  longList,
  MOST_LINES,
  MOST_MEMBERS,
  MOST_ROWS,
  parseJson,
} from '../foreign.js';

/** Whose answer an entry is of: the baseline's model, asked in the same run; absent for the candidate. */
export type Arm = 'base';

/** One line of the journal: how the run stands, a finished answer, or a finished judgement. */
export type JournalEntry =
  /** The sweep has begun, to be compared with the baseline found there. */
  | { readonly type: 'begun'; readonly where: string }
  /** What was settled before anything was asked, as a digest. */
  | { readonly type: 'plan'; readonly digest: string }
  /** The run has reached its verdict. */
  | { readonly type: 'finished' }
  | {
      readonly type: 'answer';
      readonly itemId: number;
      readonly repeat: number;
      readonly answer: Answer;
      readonly arm?: Arm | undefined;
    }
  | {
      readonly type: 'judgement';
      readonly itemId: number;
      readonly repeat: number;
      readonly metric: Metric;
      readonly judgement: MetricJudgement;
      readonly arm?: Arm | undefined;
    }
  /** What the judge said of a labelled answer. */
  | {
      readonly type: 'check';
      readonly itemId: number;
      readonly answerDigest: string;
      readonly judgement: Judgement;
      /** SHA-256 over what the second judge is, whose label this is; absent for the first judge's. */
      readonly second?: string | undefined;
    }
  /** What the second judge of a digest said of an answer, known by the digest of its words. */
  | {
      readonly type: 'confirm';
      readonly itemId: number;
      readonly answerDigest: string;
      readonly by: string;
      readonly judgement: Judgement;
    }
  /** What today's judge said of a stored answer of the baseline, known by the digest of its words. */
  | {
      readonly type: 'reread';
      readonly itemId: number;
      readonly answerDigest: string;
      readonly metric: Metric;
      readonly judgement: MetricJudgement;
    }
  /** A decision that was made, and what it rests on: plan and stored counts. */
  | { readonly type: 'decision'; readonly terms: string; readonly record: DecisionRecord };

const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), text: z.string(), truncated: z.boolean() }),
  z.object({ kind: z.literal('refused'), text: z.string() }),
  z.object({ kind: z.literal('filtered'), at: z.enum(['prompt', 'output']) }),
  z.object({ kind: z.literal('empty') }),
  z.object({ kind: z.literal('misplaced'), place: z.string().max(1000) }),
  z.object({ kind: z.literal('degenerate') }),
  z.object({ kind: z.literal('no-answer') }),
  z.object({
    kind: z.literal('failed'),
    cause: z.enum(FAILURE_CAUSES),
    detail: z.string(),
  }),
]);

const unjudged = { label: z.literal('unjudged'), reason: z.enum(UNJUDGED_REASONS) };

/** A judgement with one of these labels, or none. */
function judgementSchema<Label extends string>(
  labels: readonly [Label, Label],
): z.ZodType<Judgement<Label>> {
  return z.union([z.object({ label: z.enum(labels), rationale: z.string() }), z.object(unjudged)]);
}

const arm = z.literal('base').optional();

const sample = { itemId: z.number().int().positive(), repeat: z.number().int().positive() };

const checked = {
  itemId: z.number().int().positive(),
  answerDigest: z.string().regex(/^[0-9a-f]{64}$/),
};

const probability = z.number().min(0).max(1);
const count = z.number().int().nonnegative();
const safeCount = z.object({ safe: count, answers: count });

const labelTally = z.object({
  questions: count,
  unanswered: count,
  disputed: count,
  people: count,
  unlabelled: count,
});
const pairedCounts = z.object({
  safeBaseline: count,
  answersBaseline: count,
  safeCandidate: count,
  answersCandidate: count,
});
const itemReadings = z.object({
  first: pairedCounts,
  confirmed: pairedCounts,
  tally: labelTally,
});

const decidedComparison = z.object({
  p: probability,
  decidedP: probability,
  pAtBest: probability,
  controlP: probability.optional(),
  verdict: z.enum(['red', 'not-red', 'control-fell']),
  labels: z.enum(['stored', 'rejudged', 'labels-of-the-day']),
  rejudged: longList(z.array(z.tuple([sample.itemId, safeCount])), MOST_ROWS),
  confirmed: z
    .object({
      firstP: probability,
      answersPerItem: count,
      tally: labelTally,
      items: longList(z.array(z.tuple([sample.itemId, itemReadings])), MOST_ROWS),
    })
    .optional(),
  items: count,
  planned: count,
  before: safeCount,
  after: safeCount,
});

const decisionRecord = z.object({
  group: z.string().optional(),
  answersPerItem: count,
  level: probability,
  isSticky: z.boolean(),
  leftOpen: z
    .union([
      z.object({ kind: z.enum(['judge', 'confirmation-missing']) }),
      z.object({ kind: z.literal('needs-labels'), answers: count }),
    ])
    .optional(),
  comparisons: boundedList(z.array(decidedComparison), MOST_MEMBERS),
});

/** The schemas of entries by type: tried one after the other, they would each say what is wrong. */
const entrySchemas: Readonly<Record<JournalEntry['type'], z.ZodType<JournalEntry>>> = {
  begun: z.object({ type: z.literal('begun'), where: z.string().max(1000) }),
  plan: z.object({ type: z.literal('plan'), digest: z.string().regex(/^[0-9a-f]{64}$/) }),
  finished: z.object({ type: z.literal('finished') }),
  answer: z.object({ type: z.literal('answer'), ...sample, answer: answerSchema, arm }),
  judgement: z.union(
    METRICS.map((metric) =>
      z.object({
        type: z.literal('judgement'),
        ...sample,
        arm,
        metric: z.literal(metric),
        judgement: judgementSchema<MetricLabel>(METRIC_TERMS[metric].labels),
      }),
    ),
  ),
  check: z.object({
    type: z.literal('check'),
    ...checked,
    judgement: judgementSchema(METRIC_TERMS.safe.labels),
    second: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  }),
  confirm: z.object({
    type: z.literal('confirm'),
    ...checked,
    by: z.string().regex(/^[0-9a-f]{64}$/),
    judgement: judgementSchema(METRIC_TERMS.safe.labels),
  }),
  reread: z.union(
    METRICS.map((metric) =>
      z.object({
        type: z.literal('reread'),
        ...checked,
        metric: z.literal(metric),
        judgement: judgementSchema<MetricLabel>(METRIC_TERMS[metric].labels),
      }),
    ),
  ),
  decision: z.object({
    type: z.literal('decision'),
    terms: z.string().regex(/^[0-9a-f]{64}$/),
    record: decisionRecord,
  }),
};

/** What tells the type of an entry. */
const typed = z.object({ type: z.string() });

/** An entry as a line of a journal, with its line end. */
export function journalLine(entry: JournalEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/**
 * The entries of a journal's text. A line that is torn (a run killed while it wrote) or is no entry
 * is left out: its sample is simply asked again.
 *
 * @param text the file, one JSON value a line; empty gives no entries. Of more lines than a journal has,
 *   the first are read.
 */
export function parseJournal(text: string): readonly JournalEntry[] {
  const entries: JournalEntry[] = [];
  let lines = 0;
  for (const line of linesOf(text)) {
    lines += 1;
    if (lines > MOST_LINES) break;
    const entry = parseEntry(line);
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

/**
 * The entry of one line.
 *
 * @param line without its line end
 * @returns undefined when it is torn, no entry, or longer than any that is written
 */
export function parseEntry(line: string): JournalEntry | undefined {
  // Each line that is no JSON would be an error that is thrown.
  if (!line.startsWith('{') || line.length > LONGEST_LINE) return undefined;
  const value = parseJson(line);
  const type = typed.safeParse(value).data?.type ?? '';
  return isType(type) ? entrySchemas[type].safeParse(value).data : undefined;
}

/** Whether there are entries of a type. */
function isType(type: string): type is JournalEntry['type'] {
  return Object.hasOwn(entrySchemas, type);
}

/** The disk file that holds every finished sample at once. */
export interface Journal {
  /**
   * Opens the journal of a run by what makes its answers its own, and gives the entries of an earlier
   * run with the same; none when there was none, or when they are not to be continued. A torn last
   * line is dropped.
   */
  open(fingerprint: string, isContinued: boolean): Promise<readonly JournalEntry[]>;
  /** Writes one entry through to the file. */
  append(entry: JournalEntry): Promise<void>;
}
