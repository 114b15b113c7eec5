import type { Answer } from '../../sweep/answer.js';
import type { Judgement } from '../judgement.js';
import type { ReplyFacts } from './read-reply.js';

/**
 * The judgement in what the judge's endpoint answered. A judge that declines, is filtered or says nothing
 * has not judged; nothing is made up for it.
 *
 * @param answer what came back for a judge question
 * @param read reads the judge's words
 */
export function judgementOfReply<Label extends string>(
  answer: Answer,
  read: (reply: string, facts: ReplyFacts) => Judgement<Label>,
): Judgement<Label> {
  switch (answer.kind) {
    case 'answered':
      return read(answer.text, { isCut: answer.truncated });
    case 'refused':
    case 'filtered':
      return { label: 'unjudged', reason: answer.kind };
    case 'misplaced':
    case 'degenerate':
      return { label: 'unjudged', reason: 'unparsed' };
    case 'empty':
    case 'spent':
    case 'failed':
      return { label: 'unjudged', reason: 'failed' };
  }
}
