import type { Task } from '../config/config.js';
import type { UnscoredReason } from '../judge/score.js';
import { type FailureCount, type FailureKind, LONGEST_EXAMPLE } from '../sweep/failures.js';
import { clipText } from './clean-text.js';
import { formatCount } from './format.js';

const FAILURES: Readonly<Record<FailureKind['cause'], string>> = {
  transport: 'no connection to the server, or one that was lost',
  timeout: 'no reply in time',
  server: 'the server failed',
  unreadable: 'the reply is no completion',
  'too-large': 'the request is too large for the server',
  rejected: 'the server rejected the request',
  'not-found': 'the server knows no such path or model',
  empty: 'the reply has no text',
  spent: 'reasoning used up the reply',
  other: 'other causes',
};

/** Statuses of a server that has too much to do. */
const BUSY: ReadonlySet<number> = new Set([429, 503, 529]);

/**
 * What happened, in words of ours: `the server rejected the request (status 400)`.
 *
 * @param kind cause and status
 */
export function failureText({ cause, status }: FailureKind): string {
  if (status === null) return FAILURES[cause];
  const words = cause === 'server' && BUSY.has(status) ? 'the server is busy' : FAILURES[cause];
  return `${words} (status ${status})`;
}

/**
 * Whose failures they are, how many, and what happened.
 *
 * @param failure the count of one kind
 */
export function failureCountText({ of, count, ...kind }: FailureCount): string {
  const what = of === 'model' ? formatCount(count, 'answer') : formatCount(count, 'judge call');
  return `${what}: ${failureText(kind)}`;
}

/**
 * What happened, and what the server said of it in quotation marks. Hostile text: renderers and logs
 * escape it.
 *
 * @param text what happened, in words of ours
 * @param words the server's; empty for none
 */
export function withWords(text: string, words: string): string {
  return words === '' ? text : `${text}: “${clipText(words, LONGEST_EXAMPLE)}”`;
}

const UNSCORED: Readonly<Record<UnscoredReason, string>> = {
  misplaced: 'that stand where no answer is looked for',
  degenerate: 'that are no language (no letters, or one unit over and over)',
  spent: 'spent on reasoning, no text',
  failed: 'that failed',
  'unjudged-refused': 'the judge declined to judge',
  'unjudged-filtered': "stopped by the judge's content filter",
  'unjudged-unparsed': 'with a judgement that could not be read',
  'unjudged-failed': 'that the judge gave no reply about',
  'not-judged': 'not judged yet',
};

/** The same of multiple choice, where nobody is asked to judge. */
const UNSCORED_CHOICES: Partial<typeof UNSCORED> = {
  'unjudged-refused': 'refused, so that no option was chosen',
  'unjudged-filtered': 'stopped by a content filter',
  'unjudged-unparsed': 'that chose no option',
};

/**
 * Why answers have no score, in words that follow their number. Plain text.
 *
 * @param reason a word of {@link UnscoredReason}, or any other, which is shown as it is
 * @param task how the items were asked
 */
export function unscoredText(reason: string, task: Task): string {
  if (!isKnown(reason)) return clipText(reason, 60);
  return (task === 'mcqa' ? UNSCORED_CHOICES[reason] : undefined) ?? UNSCORED[reason];
}

/** Whether a word is one of ours. */
function isKnown(reason: string): reason is UnscoredReason {
  return Object.hasOwn(UNSCORED, reason);
}
