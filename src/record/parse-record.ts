import { GateError } from '../errors.js';
import { recordSchema, type SweepRecord } from './record-schema.js';

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
 * Reads a record file, whoever wrote it.
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
 * @param name the file
 * @param fault what is wrong with it
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

/**
 * The error for records that are not the whole of one sweep of this run.
 *
 * @param fault what does not fit
 * @param remedy what to give instead
 */
export function mismatch(fault: string, remedy: string): GateError {
  return new GateError('RECORD_MISMATCH', `The records are not those of one sweep: ${fault}.`, {
    remedy,
  });
}

/** A record file as it was found; whoever made it, nothing in it is trusted yet. */
export interface RecordFile {
  /** Its path, for messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The text of the answers beside it; undefined when there are none. Throws RECORD_INVALID when they are too large. */
  answers(): Promise<string | undefined>;
}

/** The records that mode report was given. */
export interface RecordSource {
  /** Reads them. Throws CONFIG_INVALID when there are none or too many, RECORD_INVALID when one is too large. */
  read(): Promise<readonly RecordFile[]>;
}
