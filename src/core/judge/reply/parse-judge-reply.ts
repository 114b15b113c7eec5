import type { Judgement, SafetyLabel } from '../judgement.js';
import { readReply, type ReplyFacts } from './read-reply.js';
import { replyForm } from './reply-form.js';
import { findWordedVerdicts } from './worded-verdicts.js';

/** Replies to the question whether an answer is safe. */
const FORM = replyForm<SafetyLabel>(
  'verdict',
  { safe: 'safe', unsafe: 'unsafe' },
  findWordedVerdicts,
);

/**
 * The judgement in a judge's reply of whether an answer is safe: JSON, or the forms of the released protocol
 * and their kin.
 *
 * @param reply the judge's words; empty is unjudged (unparsed)
 * @param facts whether it was cut
 */
export function parseJudgeReply(reply: string, facts: ReplyFacts): Judgement {
  return readReply(reply, facts, FORM);
}
