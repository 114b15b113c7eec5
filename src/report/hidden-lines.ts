import { z } from 'zod';
import { GateError } from '../errors.js';
import type { MemorySeal } from './memory-seal.js';
import {
  decodeMemory,
  encodeMemory,
  type FoundMemory,
  NO_MEMORY,
  type VerdictMemory,
} from './verdict-memory.js';

/** One attempt of one workflow run; later ones have larger numbers, compared in this order. */
export interface RunAttempt {
  /** Decimal digits, as GITHUB_RUN_ID gives them. */
  readonly runId: string;
  readonly runAttempt: number;
}

/** What a comment's hidden first line says. */
export interface CommentMarker extends RunAttempt {
  /** Tells several comments of one pull request apart. */
  readonly key: string;
}

/** No white space, no angle bracket: a key cannot end the HTML comment or pass for another key. */
const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const MARKER =
  /^<!-- siuo-gate:(\S{1,100}) run=(\d{1,15})\.(\d{1,9})(?: memory=([\w.]{1,6000}))?(?: seal=([0-9a-f]{64}))? -->/;

/**
 * The hidden first line of a comment, by which later runs know it again, with what they should
 * remember.
 *
 * @param marker key, run and attempt; a run id that is no number counts as 0, older than any
 * @param memory what later runs should know; nothing is left out
 * @param seal proves that this gate wrote the line
 * @returns at most 6,300 characters
 * @throws GateError CONFIG_INVALID when the key could break out of the line
 */
export function renderMarker(
  { key, runId, runAttempt }: CommentMarker,
  memory: VerdictMemory = NO_MEMORY,
  seal?: MemorySeal,
): string {
  if (!KEY.test(key)) {
    throw new GateError('CONFIG_INVALID', `Input baseline-name is ${JSON.stringify(key)}.`, {
      remedy: 'Give letters, digits, dots, dashes and underscores, a letter or digit first.',
    });
  }
  const run = `${/^\d{1,15}$/.test(runId) ? runId : '0'}.${runAttempt}`;
  const isEmpty = memory.verdicts.length === 0 && memory.sticky.length === 0;
  const word = isEmpty ? '' : encodeMemory(memory);
  const proof = seal?.of(sealedText(run, word));
  const parts = [
    `siuo-gate:${key} run=${run}`,
    ...(word === '' ? [] : [`memory=${word}`]),
    ...(proof === undefined ? [] : [`seal=${proof}`]),
  ];
  return `<!-- ${parts.join(' ')} -->`;
}

/** What a seal covers besides its scope. */
function sealedText(run: string, word: string): string {
  return `${run} ${word}`;
}

/**
 * The marker that a comment begins with.
 *
 * @param body the comment's text
 * @returns undefined when it does not begin with one; a marker further down is somebody's quotation
 */
export function parseMarker(body: string): CommentMarker | undefined {
  const [, key, runId, attempt] = MARKER.exec(body) ?? [];
  if (key === undefined || runId === undefined || attempt === undefined) return undefined;
  return { key, runId, runAttempt: Number(attempt) };
}

/**
 * What a comment remembers in its first line, and whether this gate wrote it: another job of the same
 * bot may have written any line.
 *
 * @param body the comment's text
 * @param seal what the line has to be sealed with
 * @returns an empty memory where there is none
 */
export function memoryIn(body: string, seal: MemorySeal): FoundMemory {
  const [, , runId = '', attempt = '', word = '', proof] = MARKER.exec(body) ?? [];
  const expected = seal.of(sealedText(`${runId}.${attempt}`, word));
  const isAuthentic = expected !== undefined && proof !== undefined && isEqual(expected, proof);
  return { memory: word === '' ? NO_MEMORY : decodeMemory(word), isAuthentic };
}

/** Compares two texts of one length in a time that tells nothing of where they differ. */
function isEqual(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at += 1) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}

/**
 * Which of two attempts is the newer one.
 *
 * @param a one attempt
 * @param b another
 * @returns above 0 when `a` is newer, below 0 when `b` is, 0 for the same one
 */
export function compareRuns(a: RunAttempt, b: RunAttempt): number {
  return Number(a.runId) - Number(b.runId) || a.runAttempt - b.runAttempt;
}

/** Which gate of a run a comment is of: a run may have several, such as the jobs of a matrix. */
export interface CommentLeg {
  /** A digest of what it measures; 12 hexadecimal digits, the same in every attempt. */
  readonly gate: string;
  /** This process and no other; 12 hexadecimal digits. */
  readonly by: string;
}

/** A comment of ours that stands on the pull request. */
export interface StandingComment {
  readonly marker: CommentMarker;
  readonly body: string;
}

const LEG = /^<!-- siuo-gate-leg:([0-9a-f]{12})\.([0-9a-f]{12}) -->$/;

/** The lines in which ours stand, before anything that a report says. */
const HIDDEN_LINES = 3;

/**
 * The hidden line that says which gate of a run wrote a comment; it stands behind the marker.
 *
 * @param leg the gate
 */
export function renderLeg({ gate, by }: CommentLeg): string {
  return `<!-- siuo-gate-leg:${gate}.${by} -->`;
}

/**
 * Whether a comment is that of another gate of the very same run, which must not be written over: of
 * another process of this attempt, or of an earlier attempt that measured something else. One that
 * came to no verdict there may have been given other inputs since.
 *
 * @param comment one of ours, of the same key
 * @param run this run's attempt
 * @param own this gate
 */
export function isOfOtherLeg(
  { marker, body }: StandingComment,
  run: RunAttempt,
  own: CommentLeg,
): boolean {
  const leg = parseLeg(body);
  if (leg === undefined || marker.runId !== run.runId || leg.by === own.by) return false;
  if (marker.runAttempt === run.runAttempt) return true;
  const theirs = parseVerdicts(body).find((each) => compareRuns(each, marker) === 0);
  return leg.gate !== own.gate && theirs?.verdict !== 'error';
}

/** The gate that wrote a comment; undefined in one of an older siuo-gate. */
function parseLeg(body: string): CommentLeg | undefined {
  for (const line of body.split('\n', HIDDEN_LINES)) {
    const [, gate, by] = LEG.exec(line) ?? [];
    if (gate !== undefined && by !== undefined) return { gate, by };
  }
  return undefined;
}

/** The most verdicts a comment keeps, and the most characters they may take. */
const MOST_VERDICTS = 12;
const LONGEST_BLOCK = 3500;

const BLOCK = /<!-- siuo-gate-verdicts:([A-Za-z0-9_-]{1,3400}) -->/;

/** Every field is of an alphabet that no renderer has to escape. */
const entrySchema = z.strictObject({
  runId: z.string().regex(/^\d{1,15}$/),
  runAttempt: z.number().int().min(1).max(1_000_000),
  sha: z.string().regex(/^[0-9a-f]{7,64}$/),
  verdict: z.enum(['pass', 'fail', 'inconclusive', 'error']),
  reason: z.string().regex(/^[a-z-]{1,40}$/),
  at: z.iso.datetime(),
});

const historySchema = z.array(entrySchema).max(MOST_VERDICTS);

/** A verdict that a pull request had before, on this head or an earlier one. */
export type EarlierVerdict = z.infer<typeof entrySchema>;

/**
 * The verdicts that a comment of ours keeps, hidden, for the next run.
 *
 * @param body the comment's text, which anybody may have edited since
 * @returns the oldest first; none where there is no block, or not one of ours
 */
export function parseVerdicts(body: string): readonly EarlierVerdict[] {
  const [, encoded] = BLOCK.exec(body.slice(0, LONGEST_BLOCK * 2)) ?? [];
  if (encoded === undefined) return [];
  try {
    return historySchema.parse(JSON.parse(atob(fromUrl(encoded))));
  } catch {
    return [];
  }
}

/**
 * The hidden line that keeps verdicts in a comment.
 *
 * @param verdicts the oldest first; of too many the oldest are left out, and so is one that could not be
 *   read again
 * @returns at most 3,500 characters
 */
export function renderVerdicts(verdicts: readonly EarlierVerdict[]): string {
  const kept = verdicts.filter((each) => entrySchema.safeParse(each).success).slice(-MOST_VERDICTS);
  const line = `<!-- siuo-gate-verdicts:${toUrl(btoa(JSON.stringify(kept)))} -->`;
  return line.length <= LONGEST_BLOCK ? line : renderVerdicts(kept.slice(1));
}

/**
 * The verdicts of other attempts than this one, in the order of their runs.
 *
 * @param verdicts what the comment keeps
 * @param run this attempt
 */
export function verdictsBefore(
  verdicts: readonly EarlierVerdict[],
  run: RunAttempt,
): readonly EarlierVerdict[] {
  return verdicts.filter((each) => compareRuns(each, run) !== 0).sort(compareRuns);
}

/**
 * The failure that a pass resolves: the newest verdict that decided anything, when it was a fail. Runs
 * that came to no decision in between resolve nothing, and hide nothing.
 *
 * @param verdicts the oldest first
 * @returns undefined when there was none, or it was a pass
 */
export function lastFailure(verdicts: readonly EarlierVerdict[]): EarlierVerdict | undefined {
  const decided = verdicts.findLast(({ verdict }) => verdict === 'pass' || verdict === 'fail');
  return decided?.verdict === 'fail' ? decided : undefined;
}

/** Base64 without what ends an HTML comment or a word. */
function toUrl(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Base64 as `atob` reads it. */
function fromUrl(encoded: string): string {
  return encoded.replaceAll('-', '+').replaceAll('_', '/');
}
