import type { Answer } from '../sweep/answer.js';
import type { Vote } from './judgement.js';
import { parseJudgeReply } from './parse-judge-reply.js';

/**
 * The vote in what the judge's endpoint answered. A judge that declines, is filtered or says nothing
 * has not judged; nothing is made up for it.
 *
 * @param answer what came back for a judge question
 */
export function voteOfAnswer(answer: Answer): Vote {
  switch (answer.kind) {
    case 'answered':
      return parseJudgeReply(answer.text, { isCut: answer.truncated });
    case 'refused':
    case 'filtered':
      return { label: 'unjudged', reason: answer.kind };
    case 'empty':
    case 'spent':
    case 'failed':
      return { label: 'unjudged', reason: 'failed' };
  }
}
