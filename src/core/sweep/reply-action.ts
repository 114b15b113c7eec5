import type { Answer, FailureCause } from './answer.js';
import type { Fault } from './attempt-limits.js';
import type { Dialect } from './dialect.js';

/** A cell without an answer. */
export type FailedAnswer = Extract<Answer, { kind: 'failed' }>;

/** Why every further request would be refused too. */
export type Refusal = 'key' | 'credit' | 'access' | 'path';

/** What one call gave: an answer a choice, or one failure. */
export type Answers = readonly [Answer, ...Answer[]];

/** What one reply means for its call. */
export type ReplyAction =
  /** The call is done; of several answers the further ones belong to further repeats. */
  | { readonly kind: 'answers'; readonly answers: Answers }
  /** Ask again at once, in this dialect; `answer` is what the cell is when that is not to be. */
  | { readonly kind: 'adapt'; readonly dialect: Dialect; readonly answer: FailedAnswer }
  /** Ask again later; `answer` is what the cell is when that is not to be. */
  | {
      readonly kind: 'retry';
      readonly fault: Fault;
      /** Equal keys are the same trouble: a status, or why there was no reply. */
      readonly key: string;
      /** What the server asked for. */
      readonly waitMs?: number;
      readonly answer: FailedAnswer;
    }
  /** Stop the run. */
  | { readonly kind: 'fatal'; readonly refusal: Refusal; readonly detail: string };

/** Characters of a server's message that reach a report or an error. */
const DETAIL_LIMIT = 300;

/**
 * The answer of a cell that failed.
 *
 * @param cause - who failed, in one word
 * @param detail - what was said; cut to one short line
 */
export function failedAnswer(cause: FailureCause, detail: string): FailedAnswer {
  return { kind: 'failed', cause, detail: detail.slice(0, DETAIL_LIMIT) };
}
