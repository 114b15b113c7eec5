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

/**
 * The question to the judge about an answer, at temperature 0: the same words are judged alike.
 *
 * @param prompt how answers are put to the judge
 * @param judged the answer, with its item and picture
 */
export function judgeQuestion(
  prompt: JudgePrompt,
  { item, picture, answer }: JudgeCase,
): ChatQuestion {
  return {
    text: fillJudgePrompt(prompt, item, answer),
    picture,
    maxTokens: JUDGE_MAX_TOKENS,
    temperature: 0,
    ...(prompt.replyFormat === undefined ? {} : { replySchema: prompt.replyFormat }),
  };
}
