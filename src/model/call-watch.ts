import {
  addFailures,
  type Answer,
  countFailures,
  type FailureCount,
  type FailureKind,
  failureOf,
  kindKey,
  MOST_KINDS,
} from './answer.js';
import type { FailedAnswer } from './reply-action.js';
import type { ChatEndpoint } from './chat-endpoint.js';
import type { Clock } from '../clock.js';
import type { Lane } from './admission.js';
import type { Log } from '../log.js';
import { escapeLogText } from '../clean-text.js';
import { failureText, withWords } from './error-shape.js';
import { formatCount, formatDuration } from '../format.js';

/** How often failures that go on are counted in the log. */
const NEWS_MS = 15_000;

/** What the calls of one endpoint have met, and what they wait for. */
export interface CallWatch {
  /** A request goes out; the returned function is called when it has ended, however it did. */
  sent(): () => void;
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
 * @param role - whose calls
 * @param ports - clock, log, and the lane, which knows what those wait for that are not on their way
 */
export function watchCalls(
  role: ChatEndpoint['role'],
  { clock, log, lane }: { readonly clock: Clock; readonly log: Log; readonly lane: Lane },
): CallWatch {
  const onTheirWay = new Set<{ readonly sinceMs: number }>();
  const attempts = new Map<string, { readonly kind: FailureKind; count: number }>();
  let given: readonly FailureCount[] = [];
  let hasNews = false;
  let saidMs = Number.NEGATIVE_INFINITY;
  return {
    sent: () => {
      const request = { sinceMs: clock.nowMs() };
      onTheirWay.add(request);
      return () => void onTheirWay.delete(request);
    },
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
      const parts = [repliesText(onTheirWay, clock.nowMs()), lane.waitedFor()];
      const text = parts.filter((part) => part !== '').join('; ');
      return text === '' ? '' : `the ${role} endpoint: ${text}`;
    },
  };
}

/** The replies that are waited for; empty for none. */
function repliesText(onTheirWay: ReadonlySet<{ readonly sinceMs: number }>, nowMs: number): string {
  if (onTheirWay.size === 0) return '';
  const oldestMs = nowMs - Math.min(...[...onTheirWay].map(({ sinceMs }) => sinceMs));
  const replies = formatCount(onTheirWay.size, 'reply', 'replies');
  return `${replies} (the oldest for ${formatDuration(oldestMs)})`;
}
