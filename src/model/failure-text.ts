import { type FailureCount, type FailureKind, LONGEST_EXAMPLE } from './answer.js';
import { clipText } from '../clean-text.js';
import { formatCount } from '../format.js';

const FAILURES: Readonly<Record<FailureKind['cause'], string>> = {
  transport: 'no connection to the server, or one that was lost',
  timeout: 'no reply in time',
  server: 'the server failed',
  unreadable: 'the reply is no completion',
  'too-large': 'the request is too large for the server',
  rejected: 'the server rejected the request',
  'not-found': 'the server knows no such path or model',
  empty: 'the reply has no text',
  'no-answer': 'reasoning used up the reply',
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
