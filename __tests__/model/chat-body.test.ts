import { describe, expect, test } from '@jest/globals';
import { chatBody, type ChatQuestion } from '../../src/model/chat-endpoint.js';
import { pictureOf } from '../fixtures/picture-factory.js';
import { FIRST_CAPABILITIES } from '../../src/model/capabilities.js';

const question: ChatQuestion = {
  system: 'Be kind.',
  text: 'What is this?',
  picture: pictureOf(),
  maxTokens: 500,
  temperature: 0,
  seed: 7,
  replySchema: { name: 'judgement', schema: { type: 'object' } },
};

describe('chatBody', () => {
  test('everything, in the first capabilities', () => {
    expect(chatBody(question, 'm', FIRST_CAPABILITIES, 1)).toEqual({
      model: 'm',
      messages: [
        { role: 'system', content: 'Be kind.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: question.picture } },
          ],
        },
      ],
      stream: false,
      max_tokens: 500,
      temperature: 0,
      seed: 7,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'judgement', strict: true, schema: { type: 'object' } },
      },
    });
  });

  test('only what is asked for', () => {
    expect(chatBody({ text: 'Hi', maxTokens: 5 }, 'm', FIRST_CAPABILITIES, 1)).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
      stream: false,
      max_tokens: 5,
    });
  });

  test('what the server does not take is renamed, lowered or left out', () => {
    const body = chatBody(
      question,
      'm',
      {
        tokenField: 'max_completion_tokens',
        sendsTemperature: false,
        sendsSeed: false,
        mostAnswers: 1,
        replyFormat: 'json_object',
      },
      1,
    );
    expect(Object.keys(body)).toEqual([
      'model',
      'messages',
      'max_completion_tokens',
      'response_format',
      'stream',
    ]);
    expect(body).toMatchObject({
      max_completion_tokens: 500,
      response_format: { type: 'json_object' },
    });
    const plain = chatBody(question, 'm', { ...FIRST_CAPABILITIES, replyFormat: 'text' }, 1);
    expect(plain).not.toHaveProperty('response_format');
  });

  test('halves of surrogate pairs are replaced, whole ones kept', () => {
    const halves = { ...question, system: '\ud83d, \u{1f600}', text: 'Keep away \ud83d' };
    const json = JSON.stringify(chatBody(halves, 'm', FIRST_CAPABILITIES, 1));
    expect(json).toContain('Keep away \ufffd"');
    expect(json).toContain('"\ufffd, \u{1f600}"');
    expect(json).not.toMatch(/\\ud[89a-f]/i);
  });

  test("the user's own members win", () => {
    const extraBody = { top_p: 0.9, seed: 1 };
    expect(chatBody({ ...question, extraBody }, 'm', FIRST_CAPABILITIES, 1)).toMatchObject(
      extraBody,
    );
  });
});
