import { describe, expect, test } from '@jest/globals';
import { parseErrorShape, isModeration, isTooLarge } from '../../src/model/error-shape.js';
import { wordedRefusal } from '../../src/model/refusals.js';
import { shapeOf, WIRE_ERRORS } from './support.js';

type Name = keyof typeof WIRE_ERRORS;

const MODERATION: readonly Name[] = [
  'azureFilter',
  'openaiFlagged',
  'openRouterModeration',
  'alibabaFilter',
];
const TOO_LARGE: readonly Name[] = [
  'vllmContext',
  'tgiTokens',
  'llamaCppContext',
  'openaiTooLargeForTheMinute',
];

describe('signs of an error', () => {
  test.each(Object.keys(WIRE_ERRORS) as Name[])('%s is what it is and nothing else', (name) => {
    const shape = shapeOf(name);
    expect([isModeration(shape), isTooLarge(shape), wordedRefusal(shape)]).toEqual([
      MODERATION.includes(name),
      TOO_LARGE.includes(name),
      name === 'openaiQuota' ? 'credit' : name === 'ollamaNotFound' ? 'model' : undefined,
    ]);
  });

  test.each([
    'max_tokens must be at least 1, got -344.',
    'max_tokens=4096 cannot be greater than max_model_len=3000. Please request fewer output tokens. (parameter=max_tokens, value=4096)',
    'image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes',
    'Failed to buffer the request body: length limit exceeded',
    'The decoder prompt (length 6000) is longer than the maximum model length: context length',
    'prompt is too long: 210000 tokens > 200000 maximum',
  ])('too large: %s', (message) => {
    expect(isTooLarge(parseErrorShape(JSON.stringify({ error: { message } })))).toBe(true);
  });

  test('a firewall page that speaks of flagging is not a filter', () => {
    const page = '<html>Your request was flagged as potentially violating our rules</html>';
    expect(isModeration(parseErrorShape(page))).toBe(false);
  });

  test('a cap that is out of range is not a context that is too small', () => {
    const message = 'max_tokens is too large: 90000. This model supports at most 4096 tokens.';
    expect(isTooLarge(parseErrorShape(JSON.stringify({ error: { message } })))).toBe(false);
  });
});
