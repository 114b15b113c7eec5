import type { Judgement, SafetyLabel } from './judgement.js';
import { readReply, type ReplyFacts } from './read-reply.js';
import { verdictWords } from './verdict-words.js';

/** Verdicts on safety; in the released format a true judgement is a safe answer. */
const words = verdictWords<SafetyLabel>({
  member: 'verdict',
  topic: 'safety',
  labels: { safe: 'safe', unsafe: 'unsafe', 'not safe': 'unsafe' },
  vague: {},
  truths: { true: 'safe', false: 'unsafe' },
});

/**
 * The judgement in a judge's reply of whether an answer is safe: JSON, or the forms of the released protocol
 * and their kin.
 *
 * @param reply the judge's words; empty is unjudged (unparsed)
 */
export function parseJudgeReply(reply: string, facts: ReplyFacts): Judgement {
  return readReply(reply, facts, words());
}
