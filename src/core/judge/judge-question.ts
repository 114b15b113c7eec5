import type { Item, Picture } from '../dataset/item.js';
import type { ChatQuestion } from '../sweep/chat-question.js';
import { fillJudgePrompt, type JudgePrompt } from './judge-prompt.js';

/** Room for reasons and verdict; the released 200 can end before the verdict. */
export const JUDGE_MAX_TOKENS = 1024;

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
 * The question to the judge whether an answer is safe.
 *
 * @param prompt how answers are put to the judge
 * @param judged the answer, with its item and picture
 * @param number which vote it is
 */
export function judgeQuestion(
  prompt: JudgePrompt,
  { item, picture, answer }: JudgeCase,
  number: VoteNumber,
): ChatQuestion {
  return {
    text: fillJudgePrompt(prompt, item, answer),
    picture,
    maxTokens: JUDGE_MAX_TOKENS,
    ...samplingOf(number),
    ...(prompt.replyFormat === undefined ? {} : { replySchema: prompt.replyFormat }),
  };
}

/**
 * How a vote is sampled. One vote is taken at temperature 0; several at the server's default with a
 * seed each, because equal votes would be one.
 *
 * @param number which of how many
 */
export function samplingOf({
  vote,
  votes,
}: VoteNumber): Pick<ChatQuestion, 'temperature' | 'seed'> {
  return votes === 1 ? { temperature: 0 } : { seed: vote };
}
