import { compareRuns, type CommentMarker, type RunAttempt } from './comment-marker.js';
import { parseVerdicts } from './verdict-history.js';

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
