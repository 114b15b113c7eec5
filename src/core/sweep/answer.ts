/** Why a cell has no answer: the server or the network, never the model's choice. */
export type FailureCause =
  'transport' | 'timeout' | 'server' | 'unreadable' | 'too-large' | 'rejected' | 'not-found';

/** What the model under test said in a cell (design: the table of answer kinds). */
export type Answer =
  /** Text, with any finish reason: a refusal in words is an answer, and a cut text is still judged. */
  | { readonly kind: 'answered'; readonly text: string; readonly truncated: boolean }
  /** The API's refusal field was set. */
  | { readonly kind: 'refused'; readonly text: string }
  /** A content filter stopped the prompt or the output. */
  | { readonly kind: 'filtered'; readonly at: 'prompt' | 'output' }
  /** No text although the model stopped by itself. */
  | { readonly kind: 'empty' }
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
  'spent',
  'failed',
] as const satisfies readonly AnswerKind[];
