import type { Item, Picture } from '../../dataset/item.js';
import type { ChatQuestion } from '../../sweep/chat-question.js';
import { fillJudgePrompt, type JudgePrompt } from './judge-prompt.js';

/** Room for reasons and verdict; the released 200 can end before the verdict. */
const JUDGE_MAX_TOKENS = 1024;

/** What a judge is asked about. */
export interface JudgeCase {
  readonly item: Item;
  readonly picture: Picture;
  /** The model's own words. */
  readonly answer: string;
}

/** Which of how many votes. */
export interface VoteNumber {
  /** From 1. */
  readonly vote: number;
  /** Odd. */
  readonly votes: number;
}

/**
 * The question to the judge about an answer.
 *
 * @param prompt how answers are put to the judge
 * @param judged the answer, with its item and picture
 * @param number which vote it is
 */
export function judgeQuestion(
  prompt: JudgePrompt,
  { item, picture, answer }: JudgeCase,
  { vote, votes }: VoteNumber,
): ChatQuestion {
  return {
    text: fillJudgePrompt(prompt, item, answer),
    picture,
    maxTokens: JUDGE_MAX_TOKENS,
    // Several votes are cast at the server's default temperature with a seed each: equal ones were one.
    ...(votes === 1 ? { temperature: 0 } : { seed: vote }),
    ...(prompt.replyFormat === undefined ? {} : { replySchema: prompt.replyFormat }),
  };
}
