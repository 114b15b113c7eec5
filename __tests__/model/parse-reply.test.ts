import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../src/model/answer.js';
import { parseReply } from '../../src/model/chat-reply.js';
import { completion, reply, WIRE_ERRORS } from './support.js';

const answered = (text: string, truncated = false): Answer => ({
  kind: 'answered',
  text,
  truncated,
});
const misplaced = (place: string): Answer => ({ kind: 'misplaced', place });
const EMPTY: Answer = { kind: 'empty' };
const SPENT: Answer = { kind: 'no-answer' };
const CUT_OFF: Answer = { kind: 'filtered', at: 'output' };

/** The answer read from a 200 with one choice. */
function answerTo(message: unknown, more: Record<string, unknown> = {}): Answer | undefined {
  const reading = parseReply(reply(200, completion(message, more)));
  return reading.kind === 'completed' ? reading.answers[0] : undefined;
}

describe('the answer of a completion', () => {
  test('silence alongside an error is the error', () => {
    const error = { message: 'upstream overloaded', code: 503 };
    const silent = completion({ content: '' }, { finish_reason: 'stop', error });
    expect(parseReply(reply(200, silent))).toMatchObject({ kind: 'error', status: 503 });
    const said = completion({ content: 'Yes.' }, { finish_reason: 'stop', error });
    expect(parseReply(reply(200, said))).toMatchObject({ answers: [answered('Yes.')] });
    const none = completion({ content: '' }, { finish_reason: 'stop', error: {} });
    expect(parseReply(reply(200, none))).toMatchObject({ answers: [EMPTY] });
  });

  test.each<[string, unknown, string | null, Answer | undefined]>([
    ['text', { content: 'Yes.' }, 'stop', answered('Yes.')],
    ['text as it is', { content: ' Yes.\n' }, 'stop', answered(' Yes.\n')],
    ['text cut at the cap', { content: 'Ye' }, 'length', answered('Ye', true)],
    ['text cut by a filter', { content: 'Ye' }, 'content_filter', answered('Ye', true)],
    ['text without a finish reason', { content: 'Yes.' }, null, answered('Yes.')],
    ['text with an unknown finish reason', { content: 'Yes.' }, 'weird', answered('Yes.')],
    [
      'the refusal field',
      { content: null, refusal: 'No.' },
      'stop',
      { kind: 'refused', text: 'No.' },
    ],
    [
      'refusal and text',
      { content: 'But…', refusal: 'No.' },
      'stop',
      { kind: 'refused', text: 'No.\nBut…' },
    ],
    ['an empty refusal is none', { content: 'Yes.', refusal: '' }, 'stop', answered('Yes.')],
    ['no text', { content: '' }, 'stop', EMPTY],
    ['blank text', { content: ' \n' }, 'stop', EMPTY],
    ['null', { content: null }, 'stop', EMPTY],
    ['no visible text', { content: '\u200B \uFEFF' }, 'stop', EMPTY],
    ['no content at all', { role: 'assistant' }, 'STOP', undefined],
    ['no text, a tool wanted', { content: null }, 'tool_calls', misplaced('a tool call')],
    [
      'a tool call',
      { content: null, tool_calls: [{ function: { name: 'f', arguments: '{}' } }] },
      'stop',
      misplaced('message.tool_calls'),
    ],
    ['no tool call after all', { content: null, tool_calls: [] }, 'stop', EMPTY],
    ['no text at the cap', { content: '' }, 'length', SPENT],
    ['no text at the cap, Anthropic', { content: '' }, 'max_tokens', SPENT],
    ['no text, filtered', { content: null }, 'content_filter', CUT_OFF],
    ['no text, filtered by Gemini', { content: null }, 'PROHIBITED_CONTENT', CUT_OFF],
    ['no text, filtered with a word more', { content: null }, 'content_filter: OTHER', CUT_OFF],
    ['no message, filtered', undefined, 'SAFETY', CUT_OFF],
    ['no text, filtered with a hyphen', { content: '' }, 'content-filter', CUT_OFF],
    ['no text, filtered in one word', { content: '' }, 'ContentFilter', CUT_OFF],
    ['no text, filtered by Cohere', { content: '' }, 'ERROR_TOXIC', CUT_OFF],
    ['no text, filtered, with an enumeration', { content: '' }, 'FINISH_REASON_SAFETY', CUT_OFF],
    ['no text, stopped, with an enumeration', { content: '' }, 'FINISH_REASON_STOP', EMPTY],
    ['a letter that nobody sees', { content: '\u3164\u115F' }, 'stop', EMPTY],
    [
      'a refusal that is an object is not silence',
      { content: '', refusal: { reason: 'No.' } },
      'stop',
      misplaced('message.refusal.reason'),
    ],
    [
      'an error in the message is not silence',
      { content: '', error: 'timeout' },
      'stop',
      misplaced('message.error'),
    ],
    ['no text and no reason is no answer', { content: '' }, null, undefined],
    ['no text and a strange reason is none', { content: '' }, 'abort', undefined],
    [
      'reasoning is not the answer',
      { content: 'Yes.', reasoning_content: 'Hmm' },
      'stop',
      answered('Yes.'),
    ],
    [
      'reasoning alone is not silence',
      { content: null, reasoning: 'Hmm' },
      'stop',
      misplaced('message.reasoning'),
    ],
    ['reasoning, then a filter', { content: '', reasoning: 'Hmm' }, 'content_filter', CUT_OFF],
    [
      'a tool call at the cap is not spent',
      { content: null, tool_calls: [{ function: { name: 'f' } }] },
      'length',
      misplaced('message.tool_calls'),
    ],
    ['reasoning alone at the cap is spent', { content: null, reasoning: 'Hmm' }, 'length', SPENT],
    [
      'think tags are left out',
      { content: '<think>\nHmm\n</think>\n\nYes.' },
      'stop',
      answered('Yes.'),
    ],
    ['an open think tag is all reasoning', { content: '<think>Hmm' }, 'length', SPENT],
    ['an open think tag that was filtered', { content: '<think>Hmm' }, 'content_filter', CUT_OFF],
    [
      'an open think tag that stopped by itself',
      { content: '<think>Hmm' },
      'stop',
      misplaced('reasoning without an end (<think>)'),
    ],
    [
      'nothing after the thought',
      { content: '<think>Hmm</think>' },
      'stop',
      misplaced('nothing behind its reasoning (<think>)'),
    ],
    ['nothing after the thought, at the cap', { content: '<think>H</think>' }, 'length', SPENT],
    ['noise', { content: '!'.repeat(500) }, 'length', { kind: 'degenerate' }],
    [
      'a think tag opened by the template',
      { content: 'Hmm\n</think>\nYes.' },
      'stop',
      answered('Yes.'),
    ],
    [
      'a tag the answer speaks of stays',
      { content: 'Use <think> here.' },
      'stop',
      answered('Use <think> here.'),
    ],
    [
      'parts',
      {
        content: [
          { type: 'text', text: 'Ye' },
          { type: 'text', text: 's.' },
        ],
      },
      'stop',
      answered('Yes.'),
    ],
    [
      'parts with thinking',
      {
        content: [
          { type: 'thinking', thinking: [] },
          { type: 'text', text: 'Yes.' },
        ],
      },
      'stop',
      answered('Yes.'),
    ],
    ['parts that are strings', { content: ['Yes', '.'] }, 'stop', answered('Yes.')],
    ['content of a wrong type', { content: 7 }, 'stop', undefined],
    [
      'content that is an object',
      { content: { text: 'Yes.' } },
      'stop',
      misplaced('message.content.text'),
    ],
    [
      'parts without a type',
      { content: [{ text: 'Yes.' }] },
      'stop',
      misplaced('message.content.text'),
    ],
    [
      'a part without a type behind one with it',
      { content: [{ type: 'text', text: 'No.' }, { text: 'But yes.' }] },
      'stop',
      misplaced('message.content.text'),
    ],
    [
      'parts of thinking alone',
      { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hmm' }] }] },
      'stop',
      misplaced('message.content.thinking.text'),
    ],
    ['parts without text', { content: [{ type: 'text', text: '' }] }, 'stop', undefined],
  ])('%s', (_name, message, finish_reason, answer) => {
    expect(answerTo(message, { finish_reason })).toEqual(answer);
  });

  test('tokens, model and fingerprint come with it', () => {
    const body = completion({ content: 'a' }, { model: 'gpt-x', system_fingerprint: 'fp_1' });
    expect(parseReply(reply(200, body))).toMatchObject({
      tokensIn: 11,
      tokensOut: 7,
      served: 'gpt-x fp_1',
    });
  });

  test.each([
    ['no usage', { usage: undefined }],
    ['usage null', { usage: null }],
    ['usage of wrong types', { usage: { prompt_tokens: 'x', completion_tokens: null } }],
  ])('%s costs nothing and harms nothing', (_name, more) => {
    const body = completion({ content: 'a' }, { ...more, model: null });
    expect(parseReply(reply(201, body))).toMatchObject({
      kind: 'completed',
      tokensIn: 0,
      served: undefined,
    });
  });

  test('an error member that is null is no error', () => {
    expect(answerTo({ content: 'a' }, { error: null })).toEqual(answered('a'));
  });

  test('of several choices the readable ones are kept', () => {
    const choices = ['a', undefined, 'b'].map((content) => ({ message: { content } }));
    expect(parseReply(reply(200, { choices }))).toMatchObject({
      answers: [answered('a'), answered('b')],
    });
  });
});

describe('errors', () => {
  test('of a status are read with it', () => {
    expect(parseReply(reply(429, WIRE_ERRORS.openaiQuota))).toMatchObject({
      kind: 'error',
      status: 429,
      error: { codes: ['insufficient_quota', 'insufficient_quota'] },
    });
  });

  test.each<[string, unknown, number]>([
    ['nested, with its status as code', { error: { code: 402, message: 'no credits' } }, 402],
    ['nested, with a word as code', { error: { code: 'oops', message: 'm' } }, 500],
    ['a string', { error: 'overloaded' }, 500],
    ['flat', { object: 'error', code: 404, message: 'm' }, 404],
    ['an array', [{ error: { code: 503, message: 'm' } }], 503],
    ['detail', { detail: 'm' }, 500],
    [
      'in the only choice',
      {
        choices: [
          {
            finish_reason: 'error',
            error: { code: 502, message: 'm' },
            message: { content: 'half an ans' },
          },
        ],
      },
      502,
    ],
    [
      'a choice that ended in error without saying why',
      { choices: [{ finish_reason: 'error', message: { content: '' } }] },
      500,
    ],
  ])('inside a 200: %s', (_name, body, status) => {
    expect(parseReply(reply(200, body))).toMatchObject({ kind: 'error', status });
  });

  test.each([
    ['HTML', '<html>ok</html>'],
    ['nothing', ''],
    ['half a body', '{"choices":[{"message":{"content":"Ye'],
    ['no choices', '{"choices":[]}'],
    ['something else', '{"hello":1}'],
    ['null', 'null'],
  ])('a 200 with %s is unreadable', (_name, text) => {
    expect(parseReply(reply(200, text))).toMatchObject({ kind: 'unreadable' });
  });

  test('no reply stays none', () => {
    const none = { kind: 'no-reply', cause: 'reset', detail: 'x' } as const;
    expect(parseReply(none)).toBe(none);
  });
});
