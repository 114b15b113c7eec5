import { z } from 'zod';
import { compareRuns, type RunAttempt } from './comment-marker.js';

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
 * @param body the comment's text, whoever edited it since
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
