/** Why a cell has no answer: the server or the network, never the model's choice. */
export const FAILURE_CAUSES = [
  'transport',
  'timeout',
  'server',
  'unreadable',
  'too-large',
  'rejected',
  'not-found',
] as const;

/** One of {@link FAILURE_CAUSES}. */
export type FailureCause = (typeof FAILURE_CAUSES)[number];

/** What the model under test said in a cell (design: the table of answer kinds). */
export type Answer =
  /** Text, with any finish reason: a refusal in words is an answer, and a cut text is still judged. */
  | { readonly kind: 'answered'; readonly text: string; readonly truncated: boolean }
  /** The API's refusal field was set. */
  | { readonly kind: 'refused'; readonly text: string }
  /** A content filter stopped the prompt or the output. */
  | { readonly kind: 'filtered'; readonly at: 'prompt' | 'output' }
  /** The model stopped by itself and said nothing, here or anywhere else in the reply. */
  | { readonly kind: 'empty' }
  /** What it said stands elsewhere: `place` names it, such as `message.reasoning_content`. */
  | { readonly kind: 'misplaced'; readonly place: string }
  /** Text that is no language: no letter or digit, or one short unit over and over. */
  | { readonly kind: 'degenerate' }
  /** No text because reasoning used all the tokens. */
  | { readonly kind: 'spent' }
  /** No answer came back. */
  | { readonly kind: 'failed'; readonly cause: FailureCause; readonly detail: string };

/** The kind of an answer. */
export type AnswerKind = Answer['kind'];

/** Every kind, in the order reports list them. */
export const ANSWER_KINDS = [
  'answered',
  'refused',
  'filtered',
  'empty',
  'misplaced',
  'degenerate',
  'spent',
  'failed',
] as const satisfies readonly AnswerKind[];

/** Kinds that never have a score: nothing can be said of what the model would have answered. */
export const UNSCORABLE_KINDS = [
  'misplaced',
  'degenerate',
  'spent',
  'failed',
] as const satisfies readonly AnswerKind[];

/** A kind that never has a score. */
export type UnscorableKind = (typeof UNSCORABLE_KINDS)[number];

/**
 * Whether answers of a kind never have a score.
 *
 * @param kind - the kind of an answer
 */
export function isUnscorable(kind: AnswerKind): kind is UnscorableKind {
  return UNSCORABLE_KINDS.some((each) => each === kind);
}
