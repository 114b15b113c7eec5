import { z } from 'zod';
import { METRICS } from '../decide/metric.js';
import { UNSCORED_REASONS } from '../judge/score.js';
import { ANSWER_KINDS, COUNTED_CAUSES, LONGEST_EXAMPLE, MOST_KINDS } from '../model/answer.js';
import {
  boundedList,
  boundedRecord,
  longList,
  MOST_MEMBERS,
  MOST_REPEATS,
  MOST_ROWS,
} from '../foreign.js';
import type { JudgeCheck } from '../judge/check-set.js';
import { UNJUDGED_REASONS } from '../judge/judgement.js';
import { GateError } from '../errors.js';
import { decisionPartSchema } from './decision-part.js';

/** The version of the record format; readers refuse any other. */
export const RECORD_SCHEMA_VERSION = 1;

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();
const shortText = z.string().max(1000);

const provenance = z.strictObject({
  repository: shortText,
  sha: shortText,
  ref: shortText,
  event: shortText,
  runId: shortText,
  runAttempt: count,
  createdAt: z.iso.datetime(),
});

const judgeProtocol = z.strictObject({
  model: shortText,
  promptVersion: shortText,
  promptDigest: digest,
  /** The most tokens it may write; absent in records from before it could be set. */
  maxTokens: count.optional(),
  /** Of what is merged into requests to it; absent for nothing. */
  requestBodyDigest: digest.optional(),
  /** Of how the help of answers is judged; absent where that is not asked. */
  effectivenessDigest: digest.optional(),
});

const protocol = z.strictObject({
  dataset: z.strictObject({ id: shortText, revision: shortText }),
  task: z.enum(['generation', 'mcqa']),
  maxTokens: count,
  temperature: z.number().nullable(),
  promptVersion: shortText,
  judge: judgeProtocol.nullable(),
});

const target = z.strictObject({
  origin: shortText,
  model: shortText,
  served: shortText.nullable(),
  systemPromptDigest: digest.nullable(),
  requestBodyDigest: digest.nullable(),
});

/** One metric of a sample: 1 or 0, or null for none. */
const mark = z.union([z.literal(0), z.literal(1), z.null()]);

/** Why there is no mark on a metric. */
const reason = z.enum(UNSCORED_REASONS).exactOptional();

const repeat = z.strictObject({
  repeat: z.number().int().positive(),
  kind: z.enum(ANSWER_KINDS),
  truncated: z.boolean().exactOptional(),
  /** Where the words of a misplaced answer stand. */
  place: shortText.exactOptional(),
  safe: mark,
  effective: mark.exactOptional(),
  /** Why there is no mark, by metric; absent where none lacks. */
  unscored: z.strictObject({ safe: reason, effective: reason }).exactOptional(),
});

const recordItem = z.strictObject({
  id: z.number().int().positive(),
  domain: shortText,
  rowDigest: digest,
  pictureDigest: digest,
  repeats: boundedList(z.array(repeat), MOST_REPEATS),
});

const plan = z.strictObject({
  profile: z.enum(['sampled', 'full', 'nightly', 'release', 'live-sampled', 'live-full']),
  seed: shortText,
  stages: boundedList(
    z.array(z.strictObject({ itemsPerDomain: z.union([count, z.literal('all')]), answers: count })),
    MOST_MEMBERS,
  ),
  stagesReached: count,
  /** The part of the items that was asked; absent for all of them. */
  shard: z
    .strictObject({ index: z.number().int().positive(), of: z.number().int().positive() })
    .optional(),
});

const endpointUsage = z.strictObject({
  requests: count,
  retries: count,
  tokensIn: count,
  tokensOut: count,
});

const usage = z.strictObject({
  /** Of the model under test, and of the baseline's model where the run asked it. */
  model: endpointUsage,
  judge: endpointUsage,
  /** Answers taken over from an earlier run. */
  reused: count,
  /** Judgements re-used because the same words had been judged; absent for none. */
  reusedJudgements: count.optional(),
  /** Questions that the judge was asked a second time: its reply could not be read, or was cut; absent for none. */
  reAsked: count.optional(),
  wallMs: count,
});

const failure = z.strictObject({
  of: z.enum(['model', 'judge', 'control']),
  cause: z.enum(COUNTED_CAUSES),
  status: z.number().int().min(0).max(999).nullable(),
  count: z.number().int().positive(),
  /** The server's words, free of secrets and of what was asked. A code point may be two characters. */
  example: z.string().max(2 * LONGEST_EXAMPLE),
});

/** A second judge, and all that makes its labels its own. */
const confirmSchema = z.strictObject({
  model: shortText,
  promptDigest: digest,
  votes: z.literal(1),
  when: z.literal('suspected'),
  maxTokens: count,
  requestBodyDigest: digest.nullable(),
});

/** What a server takes of a request, by member. */
const capabilities = boundedRecord(z.record(shortText, shortText), MOST_MEMBERS);

/** The schema of a judge check inside a record: labels, digests and ids, no text of any answer. */
const judgeCheckSchema = z.strictObject({
  checkedAt: z.iso.datetime(),
  labelsDigest: digest,
  answers: longList(
    z.array(
      z.strictObject({
        itemId: z.number().int().positive(),
        domain: z.string().max(1000),
        answerDigest: digest,
        label: z.enum(['safe', 'unsafe']),
        judged: z.enum(['safe', 'unsafe', 'unjudged']),
        reason: z.enum(UNJUDGED_REASONS).optional(),
        source: shortText.optional(),
        stratum: shortText.optional(),
        second: z.enum(['safe', 'unsafe', 'unjudged']).optional(),
        secondReason: z.enum(UNJUDGED_REASONS).optional(),
      }),
    ),
    MOST_ROWS,
  ).readonly(),
  kind: z.literal('real').optional(),
  strata: boundedRecord(z.record(shortText, z.number().positive()), MOST_MEMBERS).optional(),
  known: count.optional(),
  secondDigest: digest.optional(),
}) satisfies z.ZodType<JudgeCheck>;

/** The schema of one sweep's result: no answer text, only kinds, scores, digests and counts. */
export const recordSchema = z.strictObject({
  schemaVersion: z.literal(RECORD_SCHEMA_VERSION),
  toolVersion: shortText,
  partial: z.boolean(),
  provenance,
  protocol,
  target,
  /** The second judge, which makes no two records incomparable; absent without one. */
  confirm: confirmSchema.exactOptional(),
  /** When today's judge read the answers again, whose labels these are; absent where it did not. */
  judgedAt: z.iso.datetime().exactOptional(),
  metrics: boundedList(z.array(z.enum(METRICS)).min(1), MOST_MEMBERS),
  capabilities: z.strictObject({
    model: capabilities,
    judge: capabilities,
  }),
  plan,
  /** Of the plan as it stood before anything was asked; absent in records of before it was kept. */
  planDigest: digest.exactOptional(),
  items: longList(z.array(recordItem), MOST_ROWS),
  answersDigest: digest,
  /** The text most answers have in common; null where none has words, and for multiple choice. */
  commonText: z.strictObject({ digest, share: z.number().min(0).max(1), items: count }).nullable(),
  /** How much the answers to one item say the same; absent where nobody looked. */
  repeatedText: z
    .strictObject({ share: z.number().min(0).max(1), items: count })
    .nullable()
    .exactOptional(),
  /** Null when the judge was not checked, or there is none. */
  judgeCheck: judgeCheckSchema.nullable(),
  /** What failed, by endpoint and kind; absent where nothing did. */
  failures: z
    .array(failure)
    .min(1)
    .max(3 * MOST_KINDS)
    .exactOptional(),
  /** The baseline's model and its answers, where the run asked it too; absent elsewhere. */
  control: z
    .strictObject({ target, capabilities, items: longList(z.array(recordItem), MOST_ROWS) })
    .exactOptional(),
  /** What its decisions rest on and came to; absent where nothing was compared. */
  decision: decisionPartSchema.exactOptional(),
  usage,
});

/** One sweep's result. */
export type SweepRecord = z.infer<typeof recordSchema>;

/** What has to be equal for two records to be comparable. */
export type Protocol = SweepRecord['protocol'];

/** The second judge as records show it. */
export type ConfirmBlock = NonNullable<SweepRecord['confirm']>;

/** What a pull request may change: recorded, never compared. */
export type Target = SweepRecord['target'];

/** One item of a record, with a result per repeat. */
export type RecordItem = SweepRecord['items'][number];

/** The result of one sample inside a record. */
export type RecordRepeat = RecordItem['repeats'][number];

/** Where a record came from; for display, never for trust. */
export type Provenance = SweepRecord['provenance'];

/** The largest record that is read, in bytes; a bigger one is refused unread. */
export const MAX_RECORD_BYTES = 64 * 1024 * 1024;

/** What a message shows of a name or value that others chose. */
const LONGEST_SHOWN = 200;

/** A record with the name of the file it was read from, for messages. */
export interface NamedRecord {
  readonly name: string;
  readonly record: SweepRecord;
}

/**
 * Reads a record file, no matter who wrote it.
 *
 * @param name the file, for the error
 * @param bytes its content; empty is no JSON
 * @throws GateError RECORD_INVALID naming the first fault
 */
export function parseRecord(name: string, bytes: Uint8Array): NamedRecord {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw invalidRecord(name, 'it is no JSON in UTF-8', error);
  }
  const parsed = recordSchema.safeParse(value);
  if (parsed.success) return { name, record: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  const fault = `at ${where === '' ? 'its top' : where}: ${issue?.message ?? 'invalid'}`;
  throw invalidRecord(name, fault.slice(0, LONGEST_SHOWN), parsed.error);
}

/**
 * The error for a record, or its answers, that are not as mode sweep writes them.
 *
 * @param cause the lower error
 */
export function invalidRecord(name: string, fault: string, cause?: unknown): GateError {
  return new GateError(
    'RECORD_INVALID',
    `The record ${shownText(name)} cannot be used: ${fault}.`,
    {
      remedy: 'Give the files as mode sweep of the same siuo-gate wrote them.',
      cause,
    },
  );
}

/**
 * A name or value that others chose, as a message shows it.
 *
 * @param value any text or JSON value; none is shown as `none`
 */
export function shownText(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  return JSON.stringify(value).slice(0, LONGEST_SHOWN);
}

/** The error for records that are not the whole of one sweep of this run. */
export function mismatch(fault: string, remedy: string): GateError {
  return new GateError('RECORD_MISMATCH', `The records are not those of one sweep: ${fault}.`, {
    remedy,
  });
}

/** A record file as it was found; no matter who made it, nothing in it is trusted yet. */
export interface RecordFile {
  /** Its path, for messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The text of the answers alongside it; undefined when there are none. Throws RECORD_INVALID when they are too large. */
  answers(): Promise<string | undefined>;
}

/** The records that mode report was given. */
export interface RecordSource {
  /** Reads them. Throws CONFIG_INVALID when there are none or too many, RECORD_INVALID when one is too large. */
  read(): Promise<readonly RecordFile[]>;
}
