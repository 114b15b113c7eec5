import { formatDuration } from '../format.js';
import { backOffMs } from '../retry.js';

/** Why the requests behind a probe wait: nothing is known yet, a limit was met, or the server fails. */
export type DoubtKind = 'unproven' | 'limit' | 'outage';

/** A request in flight. */
export interface Sent {
  /** Counts requests of an origin in the order in which they went out, from 1. */
  readonly nth: number;
  readonly sentMs: number;
}

/**
 * What is not known of a server: whether it answers at all, or again. While it lasts one request probes
 * at a time, and the others wait for what comes of it.
 */
export interface Doubt {
  readonly kind: DoubtKind;
  readonly sinceMs: number;
  /** The first request that could end it: what went out before says nothing of now. */
  readonly firstNth: number;
  /** Whether any request has come back without an answer since. */
  hasFailed: boolean;
  /** Probes that failed since. */
  failures: number;
  /** When the next probe may go out. */
  nextMs: number;
  /** What the server said, in words; empty while there is nothing to tell. */
  words: string;
  readonly probes: Set<Sent>;
}

/** A refusal comes sooner than this even from a busy server; what takes longer is an answer. */
const REFUSAL_MS = 2000;

/** Requests at once where the first is slow; with one more after a refusal no more than five are spent on it. */
const BEHIND_SLOW = 4;

/** What has not been refused by now is not going to be. */
const ANSWER_MS = 10_000;

/** Opens a doubt. */
export function openDoubt(kind: DoubtKind, firstNth: number, nowMs: number): Doubt {
  return {
    ...{ kind, firstNth, sinceMs: nowMs, nextMs: nowMs },
    hasFailed: false,
    failures: 0,
    words: '',
    probes: new Set(),
  };
}

/**
 * When a further request may go out in spite of a doubt; Infinity when only the outcome of a probe can
 * tell.
 */
export function probeDueMs({ kind, nextMs, hasFailed, probes }: Doubt, nowMs: number): number {
  if (probes.size === 0) return nextMs;
  const oldestMs = Math.min(...[...probes].map(({ sentMs }) => sentMs));
  const answersMs = oldestMs + (kind === 'limit' ? REFUSAL_MS : ANSWER_MS);
  if (nowMs >= answersMs) return nextMs;
  const most = kind === 'unproven' && hasFailed ? 1 : BEHIND_SLOW;
  if (nowMs >= oldestMs + REFUSAL_MS && probes.size >= most) return answersMs;
  return Math.max(nextMs, oldestMs + REFUSAL_MS);
}

/** When a probe has taken longer than a refusal does; Infinity where none is on its way. */
export function slowAtMs({ probes }: Doubt): number {
  return Math.min(...[...probes].map(({ sentMs }) => sentMs)) + REFUSAL_MS;
}

/** What a failed request says of a doubt. */
export interface Setback {
  readonly sent: Sent;
  /** What the server asked for. */
  readonly askedMs: number | undefined;
  /** The longest wait that makes sense: until a bucket of requests is full. */
  readonly fullMs: number;
  readonly words: string;
}

/**
 * Puts the next probe off. Replies to requests that went out before the doubt began come in crowds: they
 * can ask for a wait and do not make ours longer.
 *
 * @param random - 0 to 1, for the jitter
 */
export function putOff(doubt: Doubt, setback: Setback, nowMs: number, random: number): void {
  const { sent, askedMs, fullMs, words } = setback;
  doubt.words = words;
  const isProbe = sent.nth >= doubt.firstNth;
  if (isProbe || doubt.failures === 0) doubt.failures += 1;
  else if (askedMs === undefined) return;
  const ownMs = isProbe || doubt.failures === 1 ? backOffMs(doubt.failures, random) : 0;
  doubt.nextMs = Math.max(doubt.nextMs, nowMs + Math.max(askedMs ?? 0, Math.min(ownMs, fullMs)));
}

/** What a doubt is, for how long, and when the next request probes. */
export function doubtText({ kind, sinceMs, nextMs, words }: Doubt, nowMs: number): string {
  const what = kind === 'limit' ? 'the end of a rate limit' : 'the end of an outage';
  const next = nextMs > nowMs ? `, next try in ${formatDuration(nextMs - nowMs)}` : '';
  const said = words === '' ? '' : `; the latest reply: ${words}`;
  return `${what} that has lasted ${formatDuration(nowMs - sinceMs)}${next}${said}`;
}
