import type { Answer } from '../../core/sweep/answer.js';
import { addFailures, countFailures, failureOf, kindKey, MOST_KINDS, type FailureCount, type FailureKind } from '../../core/sweep/failures.js';
import type { FailedAnswer } from '../../core/sweep/reply-action.js';
import type { ChatEndpoint } from '../ports/chat-endpoint.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import { escapeLogText } from '../../core/report/clean-text.js';
import { failureText, withWords } from '../../core/report/failure-text.js';
import { formatCount, formatDuration } from '../../core/report/format.js';

/** How often failures that go on are counted in the log. */
const NEWS_MS = 15_000;

/** What the calls of one endpoint have met, and what they wait for. */
export interface CallWatch {
  /** A request waits for its place; the returned function is called when it has it, or is kept back. */
  queued(): () => void;
  /** A request goes out; the returned function is called when it has ended, however it did. */
  sent(): () => void;
  /** A call waits before it tries again; the returned function is called when it has waited. */
  paused(durationMs: number): () => void;
  /** An attempt has failed. The first of each kind is logged at once, with the server's words. */
  failed(answer: FailedAnswer): void;
  /** A call has ended with these answers. */
  ended(answers: Iterable<Answer>): void;
  /** The failed calls by kind, as for {@link countFailures}. */
  failures(): readonly FailureCount[];
  /** Logs how many attempts have failed of each kind, where some did since that was said last, 15 s ago or more. */
  count(): void;
  /** What is waited for, in words; empty for nothing. */
  waitedFor(): string;
}

/**
 * Watches the calls of an endpoint; none was made yet.
 *
 * @param role which endpoint
 * @param ports clock and log
 */
export function watchCalls(
  role: ChatEndpoint['role'],
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): CallWatch {
  const onTheirWay = new Set<{ readonly sinceMs: number }>();
  const queue = new Set<object>();
  const pauses = new Set<{ readonly untilMs: number }>();
  const attempts = new Map<string, { readonly kind: FailureKind; count: number }>();
  let given: readonly FailureCount[] = [];
  let hasNews = false;
  let saidMs = Number.NEGATIVE_INFINITY;
  const held = <Entry>(entries: Set<Entry>, entry: Entry): (() => void) => {
    entries.add(entry);
    return () => void entries.delete(entry);
  };
  return {
    queued: () => held(queue, {}),
    sent: () => held(onTheirWay, { sinceMs: clock.nowMs() }),
    paused: (durationMs) => held(pauses, { untilMs: clock.nowMs() + durationMs }),
    failed: (answer) => {
      const { words, ...kind } = failureOf(answer);
      const isOneTooMany = attempts.size >= MOST_KINDS && !attempts.has(kindKey(kind));
      const counted: FailureKind = isOneTooMany ? { cause: 'other', status: null } : kind;
      const known = attempts.get(kindKey(counted));
      attempts.set(kindKey(counted), { kind: counted, count: (known?.count ?? 0) + 1 });
      hasNews = known !== undefined || hasNews;
      if (known !== undefined) return;
      if (saidMs === Number.NEGATIVE_INFINITY) saidMs = clock.nowMs();
      const text = withWords(failureText(counted), isOneTooMany ? '' : words);
      log.info(escapeLogText(`First failure of its kind at the ${role} endpoint: ${text}`));
    },
    ended: (answers) => {
      given = addFailures([...given, ...countFailures(role, answers)]);
    },
    failures: () => given,
    count: () => {
      if (!hasNews || clock.nowMs() - saidMs < NEWS_MS) return;
      hasNews = false;
      saidMs = clock.nowMs();
      const counts = [...attempts.values()].map(
        ({ kind, count }) => `${count} × ${failureText(kind)}`,
      );
      log.info(`Failed attempts at the ${role} endpoint so far: ${counts.join('; ')}`);
    },
    waitedFor: () => {
      const text = waitText({ onTheirWay, pauses, queue }, clock.nowMs());
      return text === '' ? '' : `the ${role} endpoint: ${text}`;
    },
  };
}

/** The calls that wait, by what they wait for. */
interface Waiting {
  readonly onTheirWay: ReadonlySet<{ readonly sinceMs: number }>;
  readonly pauses: ReadonlySet<{ readonly untilMs: number }>;
  readonly queue: ReadonlySet<object>;
}

/** What is waited for; empty for nothing. */
function waitText({ onTheirWay, pauses, queue }: Waiting, nowMs: number): string {
  const oldestMs = nowMs - Math.min(...[...onTheirWay].map(({ sinceMs }) => sinceMs));
  const nextMs = Math.min(...[...pauses].map(({ untilMs }) => untilMs)) - nowMs;
  const sent = formatCount(onTheirWay.size, 'reply', 'replies');
  const failed = formatCount(pauses.size, 'call');
  const parts = [
    onTheirWay.size === 0 ? '' : `${sent} (the oldest for ${formatDuration(oldestMs)})`,
    pauses.size === 0
      ? ''
      : `the next try of ${failed} that failed (in ${formatDuration(Math.max(0, nextMs))})`,
  ].filter((part) => part !== '');
  if (parts.length > 0) return parts.join(' and ');
  // Behind requests that are on their way there is always a queue, which says nothing.
  return queue.size === 0 ? '' : `room for ${formatCount(queue.size, 'request')} within its limits`;
}
