import { GateError } from '../../errors.js';
import type { MemorySeal } from '../memory-seal.js';
import { decodeMemory, encodeMemory, NO_MEMORY, type FoundMemory } from '../verdict-memory.js';
import type { VerdictMemory } from '../verdict-memory.js';

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
