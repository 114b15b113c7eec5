import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readEventStream } from '../../src/model/event-stream.js';

/** Events with these data, and the last one. */
const streamOf = (...data: readonly unknown[]): string =>
  [...data.map((each) => JSON.stringify(each)), '[DONE]']
    .map((each) => `data: ${each}\n\n`)
    .join('');

/** A chunk of one choice. */
const part = (delta: object, more: object = {}, index = 0): object => ({
  id: 'c',
  object: 'chat.completion.chunk',
  model: 'm',
  choices: [{ index, delta, finish_reason: null, ...more }],
});

/** What a stream adds up to. */
function read(text: string, contentType = 'text/event-stream; charset=utf-8'): unknown {
  const stream = readEventStream(text, contentType);
  return stream?.kind === 'whole' ? JSON.parse(stream.json) : stream;
}

const messageOf = (text: string): unknown =>
  (read(text) as { choices: { message: unknown }[] }).choices[0]?.message;

describe('readEventStream', () => {
  test('puts a completion together', () => {
    const text = streamOf(
      part({ role: 'assistant', content: '' }),
      part({ role: 'assistant', content: 'Keep ' }),
      part({ content: 'away.' }),
      part({}, { finish_reason: 'stop' }),
      { id: 'c', choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } },
    );
    expect(read(text)).toEqual({
      id: 'c',
      object: 'chat.completion',
      model: 'm',
      usage: { prompt_tokens: 3, completion_tokens: 4 },
      choices: [
        { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Keep away.' } },
      ],
    });
  });

  test('keeps several choices apart, in their order', () => {
    const text = streamOf(
      part({ content: 'b1' }, {}, 1),
      part({ content: 'a1' }, {}, 0),
      part({ content: 'b2' }, { finish_reason: 'length' }, 1),
      part({ content: 'a2' }, { finish_reason: 'stop' }, 0),
    );
    expect(read(text)).toMatchObject({
      choices: [
        { index: 0, finish_reason: 'stop', message: { content: 'a1a2' } },
        { index: 1, finish_reason: 'length', message: { content: 'b1b2' } },
      ],
    });
  });

  test.each(['reasoning_content', 'reasoning', 'thinking', 'refusal'])('joins %s', (name) => {
    expect(
      messageOf(streamOf(part({ [name]: 'a ' }), part({ [name]: 'b' }), part({ content: 'C' }))),
    ).toEqual({ [name]: 'a b', content: 'C' });
  });

  test('joins tool calls by their index', () => {
    const call = (index: number, more: object): object =>
      part({ tool_calls: [{ index, ...more }] });
    expect(
      messageOf(
        streamOf(
          call(0, { id: 'x', type: 'function', function: { name: 'f', arguments: '{"a"' } }),
          call(1, { id: 'y', type: 'function', function: { name: 'g', arguments: '' } }),
          call(0, { function: { arguments: ':1}' } }),
          call(1, { function: { name: 'g', arguments: '{}' } }),
        ),
      ),
    ).toEqual({
      tool_calls: [
        { index: 0, id: 'x', type: 'function', function: { name: 'f', arguments: '{"a":1}' } },
        { index: 1, id: 'y', type: 'function', function: { name: 'g', arguments: '{}' } },
      ],
    });
  });

  test('joins content in parts, also behind text', () => {
    const thought = { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] };
    expect(messageOf(streamOf(part({ content: [thought] }), part({ content: 'Yes.' })))).toEqual({
      content: [thought, { type: 'text', text: 'Yes.' }],
    });
    expect(messageOf(streamOf(part({ content: 'Yes.' }), part({ content: [thought] })))).toEqual({
      content: [{ type: 'text', text: 'Yes.' }, thought],
    });
  });

  test('takes a whole message where no parts come, and text of completions', () => {
    const message = { role: 'assistant', content: 'Keep away.' };
    expect(read(streamOf({ choices: [{ message, finish_reason: 'stop' }] }))).toMatchObject({
      choices: [{ index: 0, message, finish_reason: 'stop' }],
    });
    expect(
      read(streamOf({ choices: [{ text: 'a' }] }, { choices: [{ text: 'b' }] })),
    ).toMatchObject({
      choices: [{ text: 'ab' }],
    });
  });

  test.each([
    ['line ends of all kinds', 'data: {"choices":[]}\r\n\r\ndata: [DONE]\r\r'],
    ['no empty lines', 'data: {"choices":[]}\ndata: [DONE]\n'],
    ['no spaces, and no end of the last line', 'data:{"choices":[]}\n\ndata:[DONE]'],
    [
      'comments, names and ids',
      ': hello\n\nevent: x\nid: 1\nretry: 5\ndata: {"choices":[]}\n\n: p\n\ndata: [DONE]\n\n',
    ],
    ['a mark of byte order', '\ufeffdata: {"choices":[]}\n\ndata: [DONE]\n\n'],
    ['an event over several lines', 'data: {"choices":\ndata: []}\n\ndata: [DONE]\n\n'],
  ])('reads events with %s, whatever the content type', (_name, text) => {
    for (const type of ['text/event-stream', 'application/json']) {
      const isNamed = type === 'text/event-stream' || !text.startsWith(':');
      expect(read(text, type)).toEqual(
        isNamed ? { object: 'chat.completion', choices: [] } : undefined,
      );
    }
  });

  test.each([
    ['alongside choices', `data: {"error":{"message":"no"},"choices":[{"delta":{}}]}\n\n`],
    [
      'after a part',
      `data: {"choices":[{"delta":{"content":"a"}}]}\n\ndata: {"error":{"message":"no"}}\n\n`,
    ],
    ['by the name of the event', `event: error\ndata: {"message":"no"}\n\n`],
    ['by name, and wrapped', `event: error\ndata: {"error":{"message":"no"}}\n\n`],
  ])('an error %s is the reply', (_name, text) => {
    expect(read(text)).toEqual({ error: { message: 'no' } });
  });

  test('is broken when it was cut off, however far it had come', () => {
    const whole = streamOf(part({ content: 'Keep away.' }, { finish_reason: 'stop' }));
    const last = whole.indexOf('data: [DONE]');
    for (let length = 6; length < last + 'data: [DONE]'.length; length += 1) {
      const stream = readEventStream(whole.slice(0, length), 'text/event-stream');
      expect([length, stream?.kind]).toEqual([length, length < 7 ? undefined : 'broken']);
    }
  });

  test.each(['', '{"choices":[]}', '<html>', '\n\n'])(
    '%j is no stream, and stays as it is',
    (text) => {
      expect(readEventStream(text, 'text/event-stream')).toBeUndefined();
      expect(readEventStream(text, undefined)).toBeUndefined();
    },
  );

  test('a member that objects already have is nothing special', () => {
    const text = `data: {"choices":[{"delta":{"__proto__":{"content":"x"},"constructor":"y"}}]}\n\ndata: [DONE]\n\n`;
    const stream = readEventStream(text, 'text/event-stream');
    expect(stream).toMatchObject({ json: expect.stringContaining('"__proto__":{"content":"x"}') });
  });

  test('an answer cut into any parts is the answer', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (parts) => {
        const message = messageOf(
          streamOf(part({ content: '' }), ...parts.map((content) => part({ content }))),
        );
        expect(message).toEqual({ content: parts.join('') });
      }),
    );
  });

  test('takes any text without a throw', () => {
    const line = fc.oneof(
      fc.json().map((json) => `data: ${json}`),
      fc.json().map((json) => `data: {"choices":[{"delta":${json}},${json}]}`),
      fc.constantFrom('', 'data: [DONE]', 'event: error', ':'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const stream = readEventStream(lines.join('\n'), 'text/event-stream');
        if (stream?.kind === 'whole') JSON.parse(stream.json);
      }),
    );
  });
});
