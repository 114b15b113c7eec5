import type { FailureCause } from './answer.js';
import type { Fault } from './attempt-limits.js';
import type { Dialect } from './dialect.js';
import { errorAction } from './error-action.js';
import type { HttpReply } from './http-reply.js';
import type { ReplyReading } from './parse-reply.js';
import { failedAnswer, type ReplyAction } from './reply-action.js';
import { retryAfterMs } from '../retry.js';

/** A server that asks for a longer wait than this is not waited for: a job has hours, not days. */
const LONGEST_ASKED_WAIT_MS = 600_000;

/** What a reply is judged by besides itself. */
export interface ReplyContext {
  readonly dialect: Dialect;
  readonly hasSucceeded: boolean;
  /** Milliseconds since the epoch, for a Retry-After that is a date. */
  readonly nowMs: number;
}

/** What is done when nothing came back. */
const NO_REPLY: Readonly<
  Record<Extract<HttpReply, { kind: 'no-reply' }>['cause'], { fault: Fault; cause: FailureCause }>
> = {
  refused: { fault: 'lost', cause: 'transport' },
  'unknown-host': { fault: 'lost', cause: 'transport' },
  reset: { fault: 'lost', cause: 'transport' },
  timeout: { fault: 'slow', cause: 'timeout' },
  tls: { fault: 'stubborn', cause: 'transport' },
  'too-long': { fault: 'stubborn', cause: 'unreadable' },
  other: { fault: 'broken', cause: 'transport' },
};

/**
 * What a reply means for its cell: an answer, another try in another dialect or later, or the end of
 * the run. A completion is always an answer, whatever its headers say of remaining limits.
 *
 * @param reply - the reply as it came, for its headers
 * @param reading - the same reply, read
 * @param context - what it is judged by
 */
export function actOnReply(
  reply: HttpReply,
  reading: ReplyReading,
  context: ReplyContext,
): ReplyAction {
  switch (reading.kind) {
    case 'completed':
      return { kind: 'answers', answers: reading.answers };
    case 'unreadable':
      return {
        kind: 'retry',
        fault: 'broken',
        key: 'unreadable',
        answer: failedAnswer('unreadable', reading.detail),
      };
    case 'no-reply': {
      const { fault, cause } = NO_REPLY[reading.cause];
      return {
        kind: 'retry',
        fault,
        key: reading.cause,
        answer: failedAnswer(cause, reading.detail),
      };
    }
    case 'error':
      return withinPatience(
        errorAction({ ...reading, ...context, askedMs: askedOf(reply, reading, context) }),
      );
  }
}

/** How long the server asked to be left alone. */
function askedOf(
  reply: HttpReply,
  { error }: Extract<ReplyReading, { kind: 'error' }>,
  { nowMs }: ReplyContext,
): number | undefined {
  const headers = reply.kind === 'reply' ? reply.headers : {};
  return retryAfterMs({ headers, message: error.message }, nowMs);
}

/** A retry whose wait is too long for a job is a failed cell now. */
function withinPatience(action: ReplyAction): ReplyAction {
  if (action.kind !== 'retry' || (action.waitMs ?? 0) <= LONGEST_ASKED_WAIT_MS) return action;
  return { kind: 'answers', answers: [action.answer] };
}
