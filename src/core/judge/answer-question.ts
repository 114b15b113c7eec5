import type { GenerationConfig, Task } from '../config/config.js';
import type { Item, Picture } from '../dataset/item.js';
import { GateError } from '../errors.js';
import type { ChatQuestion } from '../sweep/chat-question.js';
import { choiceQuestionText } from './choice-question-text.js';

/** The version of how items are put to the model under test; part of the protocol. */
export const QUESTION_VERSION = '1';

/** How the model under test is asked. */
export interface AnswerSetting {
  readonly task: Task;
  readonly generation: GenerationConfig;
}

/**
 * The question to the model under test: the item's own words, or the multiple-choice form of them,
 * then the picture, as in the benchmark. Length and temperature are the configured ones, whose
 * defaults depend on the task.
 *
 * @param item what is asked
 * @param picture its picture
 * @param setting task and generation parameters
 * @throws GateError DATASET_INVALID when the task is multiple choice and the item has no options
 */
export function answerQuestion(
  item: Item,
  picture: Picture,
  { task, generation }: AnswerSetting,
): ChatQuestion {
  const { systemPrompt, maxTokens, temperature, requestBody } = generation;
  return {
    text: task === 'mcqa' ? choiceText(item) : item.question,
    picture,
    maxTokens,
    ...(systemPrompt === '' ? {} : { system: systemPrompt }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(Object.keys(requestBody).length === 0 ? {} : { extraBody: requestBody }),
  };
}

/** The multiple-choice form of an item. */
function choiceText({ id, question, choices }: Item): string {
  if (choices !== undefined) return choiceQuestionText(question, choices);
  throw new GateError('DATASET_INVALID', `question_id ${id} has no options.`, {
    remedy: 'Use task generation, or give every item a row in siuo_mcqa.json.',
  });
}
