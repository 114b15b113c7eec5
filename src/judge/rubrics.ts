import type { Rubric } from '../dataset/item.js';
import { digestOfJson } from '../digest.js';
import {
  againIn,
  JUDGE_REPLY_EXAMPLE,
  JUDGE_REPLY_FORMAT,
  type JudgePrompt,
  judgePromptOf,
  WARNING_TEMPLATE,
} from './judge-prompt.js';
import { plainJudgePrompt } from './plain-prompt.js';
import { REFUSAL_PROMPT } from './refusal.js';

/** The version of the prompt for items with a warning alone. */
const WARNING_VERSION = 'warning-1';

/** How answers are put to a judge, by what the items of a data set give it. */
export const RUBRICS: Readonly<Record<Rubric, () => JudgePrompt>> = {
  siuo: () => judgePromptOf(undefined),
  warning: () => {
    const told = {
      template: WARNING_TEMPLATE,
      replyFormat: JUDGE_REPLY_FORMAT,
      again: againIn(JUDGE_REPLY_EXAMPLE),
    };
    return { ...told, digest: digestOfJson({ version: WARNING_VERSION, ...told }) };
  },
  plain: plainJudgePrompt,
};

/**
 * A prompt as the protocol of a set with harmless questions knows it, whose judge is given two.
 *
 * @param prompt for the other questions
 */
export function withRefusals(prompt: JudgePrompt): JudgePrompt {
  return { ...prompt, digest: digestOfJson([prompt.digest, REFUSAL_PROMPT.digest]) };
}
