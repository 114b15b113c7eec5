import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../src/model/answer.js';
import { parseReply } from '../../src/model/chat-reply.js';
import { completion, reply } from './support.js';

const misplaced = (place: string): Answer => ({ kind: 'misplaced', place });
const EMPTY: Answer = { kind: 'empty' };

describe('words outside of a choice’s message', () => {
  test.each([
    ['text completions', { text: 'Yes.' }, 'text'],
    ['a part of a stream', { delta: { role: 'assistant', content: 'Yes.' } }, 'delta.content'],
    ['a message that is text', { message: 'Yes.' }, 'message'],
    [
      'a member that nobody knows, in prose',
      { message: { content: null }, said: 'Yes, do.' },
      'said',
    ],
    [
      'a function called',
      { message: { content: null, function_call: { name: 'f', arguments: '' } } },
      'message.function_call.name',
    ],
    ['a call in a list', { message: { content: null, toolCalls: [{}] } }, 'message.toolCalls'],
    [
      'audio with a transcript',
      { message: { content: null, audio: { id: 'a', transcript: 'Yes.' } } },
      'message.audio.transcript',
    ],
  ])('%s', (_name, choice, place) => {
    const body = { choices: [{ index: 0, finish_reason: 'stop', ...choice }] };
    expect(parseReply(reply(200, body))).toMatchObject({ answers: [misplaced(place)] });
  });

  test('an answer of another protocol in the same reply', () => {
    const body = completion({ content: '' }, { finish_reason: 'stop', output_text: 'Yes.' });
    expect(parseReply(reply(200, body))).toMatchObject({ answers: [misplaced('output_text')] });
  });

  test('a missing message is not silence', () => {
    const body = { choices: [{ index: 0, finish_reason: 'stop' }] };
    expect(parseReply(reply(200, body))).toMatchObject({ kind: 'unreadable' });
  });

  test('metadata is no answer', () => {
    const body = {
      provider: 'Google AI Studio',
      choices: [
        {
          index: 0,
          finish_reason: 'stop',
          native_finish_reason: 'STOP at the end',
          content_filter_results: { hate: { filtered: false, severity: 'very safe' } },
          logprobs: { content: [{ token: 'Yes', logprob: 0 }] },
          stop_reason: 'end of text',
          message: {
            role: 'assistant',
            content: '',
            refusal: null,
            reasoning_content: null,
            tool_calls: [],
            function_call: { name: '', arguments: '' },
            annotations: [{ title: 'some page' }],
          },
        },
      ],
    };
    expect(parseReply(reply(200, body))).toMatchObject({ answers: [EMPTY] });
  });

  test('a reply too deep to search is not silence', () => {
    let deep: unknown = 'end';
    for (let level = 0; level < 50; level += 1) deep = { part: deep };
    const body = completion({ content: '', extra: deep }, { finish_reason: 'stop' });
    expect(parseReply(reply(200, body))).toMatchObject({ answers: [{ kind: 'misplaced' }] });
  });

  test('of a million choices the first are read', () => {
    const choices = Array.from({ length: 1_000_000 }, () => ({ message: { content: 'Yes.' } }));
    expect(parseReply(reply(200, { choices }))).toMatchObject({ kind: 'completed', choices: 128 });
  });

  test('how the model reasoned comes with its answer', () => {
    expect(parseReply(reply(200, completion({ content: '[THINK]Hm.[/THINK]Yes.' })))).toMatchObject(
      {
        answers: [{ kind: 'answered', text: 'Yes.', truncated: false }],
        reasoning: '[THINK]',
      },
    );
  });
});
