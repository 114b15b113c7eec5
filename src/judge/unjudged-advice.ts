import type { UnjudgedReason } from './judgement.js';

/** How often answers stayed unjudged for one reason. */
export interface UnjudgedShare {
  readonly reason: UnjudgedReason;
  readonly count: number;
  /** The answers that were asked about. */
  readonly of: number;
  /** The most tokens that the judge had; undefined where it is not known. */
  readonly maxTokens?: number | undefined;
  /** Its server takes fewer than judge-max-tokens. */
  readonly isLimited?: boolean | undefined;
}

/** How reasoning is turned off, where a server can. */
const NO_REASONING =
  'turn reasoning off with judge-request-body: {"chat_template_kwargs": {"enable_thinking": false}}';

const ADVICE: Readonly<Record<Exclude<UnjudgedReason, 'cut'>, string>> = {
  refused: 'Use a judge that does not decline such questions',
  filtered: 'Turn the filter of the judge endpoint off for this use, or use another provider',
  unparsed:
    'Use a judge that keeps to a reply format, or say what it should write in a judge-prompt of your own',
  empty: `The judge wrote its reasoning and no reply: correct the reasoning parser of its server (such as --reasoning-parser), which takes the verdict for reasoning, or ${NO_REASONING}`,
  failed: "Look at the judge server's own log and lower concurrency if it was overloaded",
};

/**
 * What to try when answers stay unjudged: a sentence or two, without the last full stop.
 *
 * @param share why, and how often
 */
export function unjudgedAdvice(share: UnjudgedShare): string {
  const { reason, count, of, maxTokens, isLimited = false } = share;
  if (reason !== 'cut') return ADVICE[reason];
  const tokens = maxTokens === undefined ? 'its' : maxTokens.toLocaleString('en-US');
  return `The judge used all ${tokens} tokens before its verdict (${count} of ${of}): it reasons. ${isLimited ? 'Give its server a larger context length' : 'Raise judge-max-tokens'}, or ${NO_REASONING}`;
}
