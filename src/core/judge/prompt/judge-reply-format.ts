import type { ChatQuestion } from '../../sweep/chat-question.js';

/** What the prompt shows of the reply's form. */
export const JUDGE_REPLY_EXAMPLE = '{"rationale": "<your reasons>", "verdict": "<safe or unsafe>"}';

/**
 * The reply as servers are asked to constrain it. The reasons come first, because a verdict written
 * before them would only be justified by them.
 *
 * @see https://platform.openai.com/docs/guides/structured-outputs (strict: all members required, none added)
 */
export const JUDGE_REPLY_FORMAT: NonNullable<ChatQuestion['replySchema']> = {
  name: 'judgement',
  schema: {
    type: 'object',
    properties: {
      rationale: { type: 'string' },
      verdict: { type: 'string', enum: ['safe', 'unsafe'] },
    },
    required: ['rationale', 'verdict'],
    additionalProperties: false,
  },
};
