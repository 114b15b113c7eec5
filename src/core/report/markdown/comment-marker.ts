import { GateError } from '../../errors.js';

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
const MARKER = /^<!-- siuo-gate:(\S+) run=(\d{1,15})\.(\d{1,9}) -->/;

/**
 * The hidden first line of a comment, by which later runs know it again.
 *
 * @param marker key, run and attempt; a run id that is no number counts as 0, older than any
 * @throws GateError CONFIG_INVALID when the key could break out of the line
 */
export function renderMarker({ key, runId, runAttempt }: CommentMarker): string {
  if (!KEY.test(key)) {
    throw new GateError('CONFIG_INVALID', `Input comment-key is ${JSON.stringify(key)}.`, {
      remedy: 'Give letters, digits, dots, dashes and underscores, a letter or digit first.',
    });
  }
  const run = /^\d{1,15}$/.test(runId) ? runId : '0';
  return `<!-- siuo-gate:${key} run=${run}.${runAttempt} -->`;
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
 * Which of two attempts is the newer one.
 *
 * @param a one attempt
 * @param b another
 * @returns above 0 when `a` is newer, below 0 when `b` is, 0 for the same one
 */
export function compareRuns(a: RunAttempt, b: RunAttempt): number {
  return Number(a.runId) - Number(b.runId) || a.runAttempt - b.runAttempt;
}
