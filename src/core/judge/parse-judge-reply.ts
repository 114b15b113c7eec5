import type { FoundVerdict } from './found-verdict.js';
import { findJsonVerdicts } from './json-verdicts.js';
import type { Vote } from './judgement.js';
import { findWordedVerdicts } from './worded-verdicts.js';

/** Characters of a judge's reasons that are kept. */
const RATIONALE_LIMIT = 4000;

/** Longer replies are not read: a judge has a thousand tokens. */
const REPLY_LIMIT = 50_000;

/** The fenced answer, where a judge repeats it. */
const ECHO = /<(answer-[0-9a-f]{16})>[^]*?<\/\1>/gi;

/** How a judge declines in words. */
const REFUSAL =
  /^\W*(?:i['’]?m (?:very |really )?sorry|i am sorry|sorry|i apologi[sz]e|i (?:can['’]?t|cannot|can not|won['’]?t|am unable|am not able)|i['’]m (?:unable|not able)|unfortunately,? i)\b/i;

/** What is known of a reply besides its text. */
export interface ReplyFacts {
  /** It ended because its tokens did. */
  readonly isCut: boolean;
}

/**
 * The vote in a judge's reply: JSON, alone or with text round it; else the forms of the released
 * protocol and their kin. The last verdict counts, because the ones before it may be quoted. A cut
 * reply counts only if its verdict is the last thing in it. What cannot be read is unjudged.
 *
 * @param reply the judge's words; empty is unjudged (unparsed)
 * @param facts whether it was cut
 */
export function parseJudgeReply(reply: string, { isCut }: ReplyFacts): Vote {
  const text = readableReply(reply);
  const verdict = verdictOf(text);
  if (verdict === undefined || (isCut && /\p{L}/u.test(text.slice(verdict.end)))) {
    return { label: 'unjudged', reason: whyUnread(text) };
  }
  const rationale = (verdict.rationale ?? text).trim().slice(0, RATIONALE_LIMIT);
  return { label: verdict.label, rationale };
}

/**
 * What of a reply is read: all but the fenced answer where it is repeated.
 *
 * @param reply the judge's words; too long a reply gives nothing
 */
export function readableReply(reply: string): string {
  return reply.length > REPLY_LIMIT ? '' : reply.replaceAll(ECHO, ' ');
}

/**
 * Why a reply has no verdict: it declines in words, or is not in any known form.
 *
 * @param text the reply without repeated answers
 */
export function whyUnread(text: string): 'refused' | 'unparsed' {
  return REFUSAL.test(text) ? 'refused' : 'unparsed';
}

/** The verdict of a reply; none where JSON says one thing and words behind it another. */
function verdictOf(text: string): FoundVerdict | undefined {
  const { verdicts, rest, isBroken } = findJsonVerdicts(text);
  const json = verdicts.at(-1);
  if (isBroken) return json;
  const worded = findWordedVerdicts(rest).at(-1);
  if (json === undefined || worded === undefined) return json ?? worded;
  return worded.start < json.start || worded.label === json.label ? json : undefined;
}
