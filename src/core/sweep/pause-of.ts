import type { HttpReply } from './http-reply.js';

/** The longest pause that is made unasked: limits by the day are left to the server's own refusal. */
const LONGEST_PAUSE_MS = 60_000;

/** The limits that servers tell of: OpenAI, Azure, Groq and vLLM's gateways; the last is OpenRouter's. */
const LIMITS = ['-requests', '-tokens', ''] as const;

/** `6m0s`, `1.5s`, `20ms`: Go's way to write a duration. */
const DURATION = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/;

/** From here on a number is a moment, not a span: seconds, or milliseconds, since the epoch. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MS = 1e12;

/**
 * How long nothing should be sent, because a limit has nothing left: `x-ratelimit-remaining-…` is 0
 * and `x-ratelimit-reset-…` says until when. The reply itself is as good as any other.
 *
 * @param reply - the reply, for its headers
 * @param nowMs - milliseconds since the epoch
 * @returns 0 to a minute; 0 where no header says so
 */
export function pauseOf(reply: HttpReply, nowMs: number): number {
  if (reply.kind === 'no-reply') return 0;
  const pauses = LIMITS.map((limit) => {
    if (reply.headers[`x-ratelimit-remaining${limit}`]?.trim() !== '0') return 0;
    return spanOf(reply.headers[`x-ratelimit-reset${limit}`]?.trim() ?? '', nowMs);
  });
  return Math.min(LONGEST_PAUSE_MS, Math.max(0, ...pauses));
}

/** A span as a header writes it; 0 when it is not understood. */
function spanOf(text: string, nowMs: number): number {
  if (/^\d+(\.\d+)?$/.test(text)) {
    const number = Number(text);
    if (number >= EPOCH_MS) return number - nowMs;
    return number >= EPOCH_SECONDS ? number * 1000 - nowMs : number * 1000;
  }
  const [, hours = 0, minutes = 0, seconds = 0, ms = 0] = DURATION.exec(text) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms);
}
