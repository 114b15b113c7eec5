import { z } from 'zod';
import { boundedList } from '../foreign.js';
import { recordSchema } from '../record/record-schema.js';
import type { FileRead } from '../files.io.js';

/** The version of the baseline file; readers refuse any other. */
export const BASELINE_SCHEMA_VERSION = 1;

/** The largest baseline file that is read, in bytes; a bigger one is refused unread. */
export const MAX_BASELINE_BYTES = 64 * 1024 * 1024;

/** Records of a pool: `pool-runs` takes 60 at most. */
const MOST_RECORDS = 60;

const records = boundedList(z.array(recordSchema), MOST_RECORDS);

/**
 * The schema of the one file in every baseline store: a pool of nightly records (first-stage answers
 * only) and the pinned pool that a slow decline is measured against.
 */
export const baselineSchema = z.strictObject({
  schemaVersion: z.literal(BASELINE_SCHEMA_VERSION),
  name: z.string().max(100),
  /** When this level was accepted: by a first run, or by a person with a reason. */
  acceptedAt: z.iso.datetime(),
  reason: z.string().max(1000),
  pinned: z
    .strictObject({
      kind: z.enum(['first', 'release']),
      label: z.string().max(200),
      pinnedAt: z.iso.datetime(),
      records,
    })
    .nullable(),
  records,
});

/** A stored baseline: the pool and the pinned level. */
export type Baseline = z.infer<typeof baselineSchema>;

/** What a stored file turned out to be. */
type ParsedBaseline =
  | { readonly ok: true; readonly baseline: Baseline }
  | { readonly ok: false; readonly problem: string; readonly remedy: string };

const REMAKE = 'Make it again: run the gate on the base branch with `update-baseline: always`.';

/**
 * Reads a baseline file, whoever wrote it.
 *
 * @param bytes the file; empty is no JSON
 * @param name the baseline-name it has to carry: a file of another gate is no baseline of this one
 * @returns the baseline, or what is wrong with the file and what to do
 */
export function parseBaseline(bytes: Uint8Array, name: string): ParsedBaseline {
  if (bytes.length > MAX_BASELINE_BYTES) return tooLarge();
  const value = parseJson(bytes);
  if (value === undefined) return { ok: false, problem: 'It is no JSON in UTF-8.', remedy: REMAKE };
  const version = versionOf(value);
  if (version !== undefined && version !== BASELINE_SCHEMA_VERSION) return otherVersion(version);
  const parsed = baselineSchema.safeParse(value);
  if (!parsed.success) return { ok: false, problem: firstFault(parsed.error), remedy: REMAKE };
  if (parsed.data.name !== name) return otherName(parsed.data.name, name);
  return { ok: true, baseline: parsed.data };
}

/** The verdict on a file that is not even read. */
function tooLarge(): Extract<ParsedBaseline, { ok: false }> {
  const mebibytes = MAX_BASELINE_BYTES / 1024 / 1024;
  return { ok: false, problem: `It is larger than ${mebibytes} MiB.`, remedy: REMAKE };
}

/** The JSON value of a file; undefined when there is none. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** The version a file claims. */
function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value)) return undefined;
  return typeof value.schemaVersion === 'number' ? value.schemaVersion : undefined;
}

/** A file of a newer or older siuo-gate. */
function otherVersion(version: number): ParsedBaseline {
  const remedy =
    version > BASELINE_SCHEMA_VERSION
      ? 'Use the same version of siuo-gate here and where it was made.'
      : REMAKE;
  const problem = `It has schema version ${version}; this siuo-gate reads ${BASELINE_SCHEMA_VERSION}.`;
  return { ok: false, problem, remedy };
}

/** A file of another gate. */
function otherName(found: string, wanted: string): ParsedBaseline {
  const problem = `It is the baseline ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}.`;
  return {
    ok: false,
    problem,
    remedy: 'Give the baseline-name it was made under, or make the baseline again.',
  };
}

/** Where a file first departs from the schema; at most 300 characters of it. */
function firstFault({ issues: [issue] }: z.ZodError): string {
  const where = issue?.path.join('.') ?? '';
  const fault = `At ${where === '' ? 'its top' : where}: ${issue?.message ?? 'invalid'}`;
  return `It is no baseline file. ${fault.slice(0, 300)}.`;
}

/** What a look for a baseline found. */
export type BaselineLookup =
  | { readonly kind: 'found'; readonly baseline: Baseline; readonly where: string }
  /** Nothing is stored: never made, or evicted. */
  | { readonly kind: 'absent'; readonly where: string; readonly remedy: string }
  /** Something is stored that cannot be used: unreadable, wrong schema, too large, or planted. */
  | {
      readonly kind: 'unusable';
      readonly where: string;
      readonly problem: string;
      readonly remedy: string;
    };

/** What became of a save. */
export type BaselineSaved =
  /**
   * Where a look-up finds it: what `find` calls the place. `textsProblem` says why the texts of its
   * answers are not there; absent where they are, or none were given.
   */
  | { readonly saved: true; readonly where: string; readonly textsProblem?: string }
  | { readonly saved: false; readonly problem: string };

/** One place where baselines are kept. */
export interface BaselineStore {
  /**
   * Finds the newest baseline this run may trust, or the one that an earlier attempt compared with
   * (the `where` of its lookup), if it is still there. Throws CONFIG_PERMISSION or BASELINE_UNREADABLE.
   */
  find(preferred?: string): Promise<BaselineLookup>;
  /**
   * Makes sure, before anything is spent, that a save would not be refused for a permission that the
   * token lacks. Throws CONFIG_PERMISSION.
   */
  requireWrite(): Promise<void>;
  /**
   * Writes a baseline, and with it the texts of answers by the name of their file. Texts that are there
   * stay for as long as the baseline has their run, and they may; a refusal is data, not an error.
   */
  save(baseline: Baseline, texts?: KeptTexts): Promise<BaselineSaved>;
  /**
   * The texts that lie next to a baseline, as far as they are there.
   *
   * @param names of files
   * @param where the place that `find` gave
   * @throws what `find` throws
   */
  readTexts(names: ReadonlySet<string>, where: string): Promise<ReadonlyMap<string, string>>;
}

/** Texts of answers to be kept next to a baseline. */
export interface KeptTexts {
  /** By the name of the file; none adds none. */
  readonly added: ReadonlyMap<string, string>;
  /** Which of those that are there may stay: all, only encrypted ones, or none. */
  readonly stay: 'all' | 'encrypted' | 'none';
}

/**
 * What a store found, from the file that is there.
 *
 * @param name the baseline-name that the file has to be of
 * @param where the place it came from, for people
 */
export function lookupIn(
  read: Exclude<FileRead, { kind: 'absent' }>,
  name: string,
  where: string,
): BaselineLookup {
  const parsed = read.kind === 'too-large' ? tooLarge() : parseBaseline(read.bytes, name);
  return parsed.ok
    ? { kind: 'found', baseline: parsed.baseline, where }
    : { kind: 'unusable', where, problem: parsed.problem, remedy: parsed.remedy };
}
