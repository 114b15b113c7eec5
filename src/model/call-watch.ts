import {
  addFailures,
  type Answer,
  countFailures,
  type Failure,
  type FailureCount,
  type FailureKind,
  failureOf,
  kindKey,
  MOST_KINDS,
} from './answer.js';
import type { FailedAnswer, Refusal } from './reply-action.js';
import type { ChatEndpoint } from './chat-endpoint.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { escapeLogText } from '../clean-text.js';
import { failureText, withWords } from './error-shape.js';
import { formatCount, formatDuration } from '../format.js';
import { type ErrorCode, GateError } from '../errors.js';

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

/** Watches the calls of an endpoint; none was made yet. */
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

/** Which of the two endpoints is meant. */
type Role = 'model' | 'judge';

const REFUSED = { model: 'ENDPOINT_REFUSED', judge: 'JUDGE_REFUSED' } as const satisfies Record<
  Role,
  ErrorCode
>;
const FAILING = { model: 'ENDPOINT_FAILING', judge: 'JUDGE_FAILING' } as const satisfies Record<
  Role,
  ErrorCode
>;

const UNHEARD = { model: 'ENDPOINT_UNHEARD', judge: 'JUDGE_UNHEARD' } as const satisfies Record<
  Role,
  ErrorCode
>;

/** The prefix of the inputs that describe an endpoint. */
const PREFIX = { model: '', judge: 'judge-' } as const;

/** What was refused, and what to do, per input prefix. */
const REFUSALS: Readonly<Record<Refusal, { what: string; remedy: (prefix: string) => string }>> = {
  key: {
    what: 'does not accept the key',
    remedy: (prefix) => `Check the input ${prefix}api-key and the secret it comes from.`,
  },
  credit: {
    what: 'has no credit left for this key',
    remedy: (prefix) => `Add credit to the account of ${prefix}api-key, or use another key.`,
  },
  access: {
    what: 'denies access',
    remedy: (prefix) => `Check that ${prefix}api-key may use ${prefix}model.`,
  },
  path: {
    what: 'knows no such path or model',
    remedy: (prefix) =>
      `Check the inputs ${prefix}endpoint (with its /v1, if it has one) and ${prefix}model.`,
  },
};

/**
 * The error of an endpoint that refuses every request: ENDPOINT_REFUSED or JUDGE_REFUSED.
 *
 * @param detail - its own words, free of secrets
 */
export function refusedError(role: Role, refusal: Refusal, detail: string): GateError {
  const { what, remedy } = REFUSALS[refusal];
  return new GateError(REFUSED[role], `The ${role} endpoint ${what} (${detail}).`, {
    remedy: remedy(PREFIX[role]),
  });
}

/**
 * The error of an endpoint whose last samples all failed: ENDPOINT_FAILING or JUDGE_FAILING.
 *
 * @param failures - how many samples failed in a row
 * @param last - the latest of them, free of secrets
 */
export function failingError(role: Role, failures: number, last: FailedAnswer): GateError {
  const failure = failureOf(last);
  return new GateError(
    FAILING[role],
    `The last ${failures} answers asked of the ${role} endpoint all failed, the latest because: ${withWords(failureText(failure), failure.words)}.`,
    { remedy: remedyOf(role, failure) },
  );
}

/** What to do about words that stand at a place, by what its name has in it. */
const ADVICE: readonly (readonly [place: RegExp, advice: string])[] = [
  [
    /tool|function|call/,
    'Nothing asks for a tool: set the tool choice of the server to none, or start it without a tool-call parser.',
  ],
  [
    /reason|think|thought/,
    'The server takes the answer for reasoning: start it without a reasoning parser, or with the one of this model, or switch reasoning off or on with request-body, so that both agree (chat_template_kwargs: {"enable_thinking": …}).',
  ],
  [/^text$/, 'This is the path of text completions: endpoint has to be that of chat completions.'],
  [/^delta/, 'This is a part of a stream: the server has to answer requests without stream.'],
];

/**
 * The error of an endpoint that answers, but not where an answer is looked for: ENDPOINT_UNHEARD or
 * JUDGE_UNHEARD.
 *
 * @param answers - how many there were, none of them readable
 */
export function unheardError(role: Role, answers: number, latest: Answer): GateError {
  const what =
    latest.kind === 'misplaced'
      ? `hold their words elsewhere, the latest at: ${latest.place}`
      : `could not be read${latest.kind === 'failed' ? `, the latest because ${latest.detail}` : ''}`;
  const place = latest.kind === 'misplaced' ? latest.place : '';
  const advice = ADVICE.find(([pattern]) => pattern.test(place))?.[1];
  return new GateError(
    UNHEARD[role],
    `The first ${answers} answers of the ${role} endpoint ${what}.`,
    {
      remedy:
        advice ??
        `Ask ${PREFIX[role]}endpoint one question with curl: choices[0].message.content has to hold the answer. A chat template that does not fit the model is a usual cause.`,
    },
  );
}

/** What to do about an endpoint that fails in this way. */
function remedyOf(role: Role, { cause, status }: Failure): string {
  if (cause === 'too-large') {
    return 'Give the server a larger context length or body limit, then run again.';
  }
  if (cause === 'rejected' && (status === 400 || status === 422)) {
    const inputs = role === 'model' ? 'model, max-tokens and request-body' : 'judge-model';
    return `Compare ${inputs} with what the server takes, and see whether it takes pictures; then run again.`;
  }
  return `Look at the server's own log; then run again, with a lower concurrency if it was overloaded.`;
}
