import { LONGEST_JUDGE_REPLY } from '../../foreign/bounds.js';
import { withoutPairs } from '../../foreign/linear-text.js';
import type { FoundVerdict } from './found-verdict.js';
import { findJsonVerdicts } from './json-verdicts.js';
import type { Judgement } from '../judgement.js';
import type { ReplyForm } from './reply-form.js';

/** Characters of a judge's reasons that are kept. */
const RATIONALE_LIMIT = 4000;

/** The tags of the fenced answer, where a judge repeats it. */
const ECHO = { opening: /<(answer-[0-9a-f]{16})>/gi, closing: /<\/(answer-[0-9a-f]{16})>/gi };

/** How a judge declines in words. */
const REFUSAL =
  /^\W*(?:i['’]?m (?:very |really )?sorry|i am sorry|sorry|i apologi[sz]e|i (?:can['’]?t|cannot|can not|won['’]?t|am unable|am not able)|i['’]m (?:unable|not able)|unfortunately,? i)\b/i;

/** What is known of a reply besides its text. */
export interface ReplyFacts {
  /** It ended because its tokens did. */
  readonly isCut: boolean;
}

/**
 * The judgement in a judge's reply: JSON, alone or with text round it; else the verdicts in words. The last
 * verdict counts, because the ones before it may be quoted. A cut reply counts only if its verdict is
 * the last thing in it. What cannot be read is unjudged.
 *
 * @param reply the judge's words; empty, or too long, is unjudged (unparsed)
 * @param facts whether it was cut
 * @param form how replies of its kind are read
 */
export function readReply<Label extends string>(
  reply: string,
  { isCut }: ReplyFacts,
  form: ReplyForm<Label>,
): Judgement<Label> {
  const text = reply.length > LONGEST_JUDGE_REPLY ? '' : withoutPairs(reply, ECHO, ' ');
  const verdict = verdictOf(text, form);
  if (verdict === undefined || (isCut && /\p{L}/u.test(text.slice(verdict.end)))) {
    return { label: 'unjudged', reason: REFUSAL.test(text) ? 'refused' : 'unparsed' };
  }
  const rationale = (verdict.rationale ?? text).trim().slice(0, RATIONALE_LIMIT);
  return { label: verdict.label, rationale };
}

/** The verdict of a reply; none where JSON says one thing and words behind it another. */
function verdictOf<Label extends string>(
  text: string,
  form: ReplyForm<Label>,
): FoundVerdict<Label> | undefined {
  const { verdicts, rest, isBroken } = findJsonVerdicts(text, form);
  const json = verdicts.at(-1);
  if (isBroken) return json;
  const worded = form.findWorded(rest).at(-1);
  if (json === undefined || worded === undefined) return json ?? worded;
  return worded.start < json.start || worded.label === json.label ? json : undefined;
}
