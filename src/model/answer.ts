import { groupBy } from '../group-by.js';

/** Why a sample has no answer: the server or the network, never the model's choice. */
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

/** What the model under test said in a sample (design: the table of answer kinds). */
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
  | { readonly kind: 'no-answer' }
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
  'no-answer',
  'failed',
] as const satisfies readonly AnswerKind[];

/** Kinds that never have a score: nothing can be said of what the model would have answered. */
export const UNSCORABLE_KINDS = [
  'misplaced',
  'degenerate',
  'no-answer',
  'failed',
] as const satisfies readonly AnswerKind[];

/** A kind that never has a score. */
type UnscorableKind = (typeof UNSCORABLE_KINDS)[number];

/** Whether answers of a kind never have a score. */
export function isUnscorable(kind: AnswerKind): kind is UnscorableKind {
  return UNSCORABLE_KINDS.some((each) => each === kind);
}

/** What failures are counted under; the judge's replies without words fail too, since they label nothing. */
export const COUNTED_CAUSES = [...FAILURE_CAUSES, 'empty', 'no-answer', 'other'] as const;

/** A cause that failures are counted under. */
type CountedCause = (typeof COUNTED_CAUSES)[number];

/** Code points of a server's message that are kept and shown. */
export const LONGEST_EXAMPLE = 200;

/** Kinds of failure that are told apart; a server could have a status for every reply. */
export const MOST_KINDS = 12;

/** What failed, and in which way. */
export interface FailureKind {
  readonly cause: CountedCause;
  /** The HTTP status; null where there was no reply, or none that says an error. */
  readonly status: number | null;
}

/** How often an endpoint failed in one way, and what it said once. */
export interface FailureCount extends FailureKind {
  /** Whose endpoint. */
  readonly of: 'model' | 'judge' | 'control';
  /** Answers of the model, calls of the judge. */
  readonly count: number;
  /**
   * The first message that was had, as the server or the network worded it, free of secrets and of
   * what was asked: hostile text of one line, at most {@link LONGEST_EXAMPLE}. Empty for none.
   */
  readonly example: string;
}

/** A failed answer's kind, and the words that came with it. */
export interface Failure extends FailureKind {
  /** Verbatim; empty when there were none. */
  readonly words: string;
}

/** How a detail begins that tells of an HTTP error. */
const STATUS = /^status (\d{3})(?:: |$)/;

/**
 * What a failed answer failed of.
 *
 * @param answer as `failedAnswer` makes it
 */
export function failureOf({
  cause,
  detail,
}: Pick<Extract<Answer, { kind: 'failed' }>, 'cause' | 'detail'>): Failure {
  const [start = '', status] = STATUS.exec(detail) ?? [];
  return {
    cause,
    status: status === undefined ? null : Number(status),
    words: exampleOf(detail.slice(start.length)),
  };
}

/**
 * The failures among answers, by kind.
 *
 * @param answers any answers; those that did not fail are not counted. Of the judge, silence is a failure;
 *   tokens that did not reach are not, since more of them help
 */
export function countFailures(
  of: FailureCount['of'],
  answers: Iterable<Answer>,
): readonly FailureCount[] {
  return addFailures(
    [...answers].flatMap((answer): readonly FailureCount[] => {
      if (answer.kind === 'failed') {
        const { words, ...kind } = failureOf(answer);
        return [{ of, ...kind, count: 1, example: words }];
      }
      if (of !== 'judge' || answer.kind !== 'empty') return [];
      return [{ of, cause: answer.kind, status: null, count: 1, example: '' }];
    }),
  );
}

/**
 * Counts of failures put together: one for each endpoint and kind, the most frequent first, the model's
 * before the judge's. What is beyond {@link MOST_KINDS} of an endpoint is counted as `other`.
 *
 * @param counts in any order; none gives none
 */
export function addFailures(counts: readonly FailureCount[]): readonly FailureCount[] {
  return (['model', 'control', 'judge'] as const).flatMap((of) => {
    const own = counts.filter((each) => each.of === of);
    const kinds = [...groupBy(own, kindKey).values()]
      .flatMap(sumOf)
      .sort((a, b) => b.count - a.count);
    if (kinds.length <= MOST_KINDS) return kinds;
    const rest = kinds
      .slice(MOST_KINDS - 1)
      .map((each) => ({ ...each, cause: 'other' as const, status: null }));
    return [...kinds.slice(0, MOST_KINDS - 1), ...sumOf(rest)];
  });
}

/** A name for a kind of failure. */
export function kindKey({ cause, status }: FailureKind): string {
  return `${cause} ${status}`;
}

/** Counts of one kind as one; none of none. */
function sumOf(counts: readonly FailureCount[]): readonly FailureCount[] {
  const [first] = counts;
  if (first === undefined) return [];
  const count = counts.reduce((sum, each) => sum + each.count, 0);
  const example = counts.map((each) => each.example).find((each) => each !== '') ?? '';
  return [{ ...first, count, example: exampleOf(example) }];
}

/** The beginning of a message, never half a surrogate pair. */
function exampleOf(words: string): string {
  return Array.from(words).slice(0, LONGEST_EXAMPLE).join('');
}
