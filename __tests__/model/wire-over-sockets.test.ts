import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as zlib from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { LONGEST_REPLY_BYTES } from '../../src/foreign.js';
import { parseReply } from '../../src/model/chat-reply.js';
import type { HttpReply } from '../../src/model/chat-endpoint.js';
import { closing, configOf, endpointOf, LIVE } from './endpoint-support.js';

const BODY = { model: 'base', messages: [{ role: 'user', content: 'Hi' }] };
const COMPLETION = JSON.stringify({
  choices: [{ index: 0, finish_reason: 'stop', message: { content: 'Keep away.' } }],
});

/** An endpoint that replies like this to everything, over and over. */
async function endpointThat(reply: (outgoing: ServerResponse) => void) {
  const server = createServer((incoming, outgoing) => {
    incoming.resume().once('end', () => reply(outgoing));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closing({
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  // Nothing here is about time, however busy the machine is.
  return endpointOf(configOf(`http://127.0.0.1:${port}/v1`, { requestTimeoutMs: 60_000 }));
}

/** What is received of some bytes under these headers. */
async function received(
  headers: Record<string, string>,
  body: string | Uint8Array,
  status = 200,
): Promise<HttpReply> {
  const endpoint = await endpointThat((outgoing) => outgoing.writeHead(status, headers).end(body));
  return endpoint.send(() => BODY, LIVE);
}

const { zstdCompressSync } = zlib as unknown as { zstdCompressSync?: typeof zlib.gzipSync };

describe('a body with a content coding, asked for or not', () => {
  const rows: [string, (text: Uint8Array | string) => Uint8Array][] = [
    ['gzip', (text) => zlib.gzipSync(text)],
    ['GZip', (text) => zlib.gzipSync(text)],
    ['x-gzip', (text) => zlib.gzipSync(text)],
    ['deflate', (text) => zlib.deflateSync(text)],
    ['deflate', (text) => zlib.deflateRawSync(text)],
    ['br', (text) => zlib.brotliCompressSync(text)],
    ['identity', (text) => Buffer.from(text)],
    ['deflate, br', (text) => zlib.brotliCompressSync(zlib.deflateSync(text))],
    ['gzip,identity, gzip', (text) => zlib.gzipSync(zlib.gzipSync(text))],
    ...(zstdCompressSync ? [['zstd', zstdCompressSync] as [string, typeof zstdCompressSync]] : []),
  ];
  test.each(rows)('%s is taken off', async (coding, pack) => {
    for (const text of [COMPLETION, 'é'.repeat(100_000), '']) {
      const reply = await received({ 'content-encoding': coding }, pack(text));
      expect(reply.kind === 'reply' && [reply.status, reply.text === text]).toEqual([200, true]);
    }
  });

  test('an error’s body is unpacked too', async () => {
    const reply = await received(
      { 'content-encoding': 'gzip' },
      zlib.gzipSync('{"error":"no"}'),
      400,
    );
    expect(reply).toMatchObject({ status: 400, text: '{"error":"no"}' });
  });

  test('an empty body stays empty', async () => {
    expect(await received({ 'content-encoding': 'gzip' }, '')).toMatchObject({ text: '' });
  });

  const packed = zlib.gzipSync(COMPLETION);
  test.each([
    ['plain text', 'gzip', COMPLETION],
    ['half of it', 'gzip', packed.subarray(0, packed.length / 2)],
    ['a byte changed', 'gzip', Buffer.from(packed).fill(0, 20, 40)],
    ['garbage', 'br', 'garbage'],
    ['garbage', 'deflate', Buffer.from([0x78, 0x9c, 1, 2, 3])],
    ['another coding', 'br', packed],
    ['one too many', 'gzip, gzip', packed],
    ['a coding nobody knows', 'compress', packed],
    ['codings without end', Array.from({ length: 50 }, () => 'gzip').join(), packed],
  ])('%s as %s is unreadable; of an error the status counts', async (_name, coding, bytes) => {
    const reply = await received({ 'content-encoding': coding }, bytes);
    expect(reply).toMatchObject({ kind: 'no-reply', cause: 'unreadable' });
    const failed = await received({ 'content-encoding': coding }, bytes, 503);
    expect(failed).toMatchObject({
      kind: 'reply',
      status: 503,
      text: expect.stringMatching(/^the body /),
    });
  });

  test('a small body that would grow beyond all bounds is too long', async () => {
    const bomb = Buffer.alloc(LONGEST_REPLY_BYTES + 1);
    for (const [coding, bytes] of [
      ['gzip', zlib.gzipSync(bomb)],
      ['deflate', zlib.deflateRawSync(bomb)],
      [
        'br',
        zlib.brotliCompressSync(bomb, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
      ],
    ] as const) {
      const reply = await received({ 'content-encoding': coding }, bytes);
      expect(reply).toEqual({
        kind: 'no-reply',
        cause: 'too-long',
        detail: `the reply has more than ${LONGEST_REPLY_BYTES} bytes`,
      });
    }
  });
});

describe('a reply that streams although it is asked not to', () => {
  const chunk = (delta: object, reason: string | null = null): string =>
    `data: ${JSON.stringify({ model: 'm', choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
  const EVENTS = [
    ': waiting\n\n',
    chunk({ role: 'assistant', reasoning_content: 'Hm.' }),
    chunk({ content: 'Keep ' }),
    chunk({ content: 'away é.' }),
    chunk({}, 'stop'),
    'data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7}}\n\n',
    'data: [DONE]\n\n',
  ];

  test('is put together, and said once per endpoint', async () => {
    const endpoint = await endpointThat((outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      // Byte by byte: events and letters come in parts.
      for (const byte of Buffer.from(EVENTS.join(''))) outgoing.write(Buffer.from([byte]));
      outgoing.end();
    });
    const replies = await Promise.all([1, 2, 3].map(() => endpoint.send(() => BODY, LIVE)));
    for (const reply of replies) {
      expect(parseReply(reply)).toMatchObject({
        kind: 'completed',
        answers: [{ kind: 'answered', text: 'Keep away é.' }],
        tokensIn: 5,
        tokensOut: 7,
        servedModel: 'm',
      });
    }
    expect(endpoint.lines.filter((line) => line.includes('streams its replies'))).toHaveLength(1);
  });

  test('is known by its lines under another content type, and packed', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const reply = await received(headers, zlib.gzipSync(EVENTS.slice(1).join('')));
    expect(parseReply(reply)).toMatchObject({ answers: [{ text: 'Keep away é.' }] });
  });

  test('without its end is unreadable, not an answer', async () => {
    const reply = await received(
      { 'content-type': 'text/event-stream' },
      EVENTS.slice(0, -1).join(''),
    );
    expect(reply).toEqual({
      kind: 'no-reply',
      cause: 'unreadable',
      detail: 'the reply is an event stream that was cut off: it has no [DONE]',
    });
  });

  test('with an error in it is that error', async () => {
    const failed = [...EVENTS.slice(0, 3), 'data: {"error":{"code":502,"message":"lost"}}\n\n'];
    const reply = await received({ 'content-type': 'text/event-stream' }, failed.join(''));
    expect(parseReply(reply)).toMatchObject({
      kind: 'error',
      status: 502,
      error: { message: 'lost' },
    });
  });

  test('never shows a secret that came in two parts', async () => {
    const parts = [
      chunk({ content: 'sk-very-' }),
      chunk({ content: 'secret-key' }),
      'data: [DONE]\n\n',
    ];
    const reply = await received({ 'content-type': 'text/event-stream' }, parts.join(''));
    expect(reply).toMatchObject({ text: expect.stringContaining('[hidden]') });
    expect(JSON.stringify(reply)).not.toContain('secret-key');
  });
});

test.each([
  ['https://sso.example.invalid/login?state=abc#x', 'https://sso.example.invalid/login'],
  ['http://user:hush@[fd00::1]:81/a?b', 'http://[fd00::1]:81/a'],
  ['/login?next=hush', /^http:\/\/127\.0\.0\.1:\d+\/login$/],
  ['http://[broken', 'nowhere'],
])(
  'a redirect to %s is named without query or credentials, and not followed',
  async (location, place) => {
    const reply = await received({ location }, '', 302);
    const words = reply.kind === 'reply' ? reply.text.replace('it redirects to ', '') : '';
    expect([reply.kind === 'reply' && reply.status, words]).toEqual([
      302,
      typeof place === 'string' ? place : expect.stringMatching(place),
    ]);
  },
);

test('an address of IPv6 is printed with its brackets', async () => {
  const reply = await endpointOf(configOf('http://[::1]:9/v1')).send(() => BODY, LIVE);
  expect(reply).toMatchObject({
    kind: 'no-reply',
    detail: expect.stringMatching(/\[::1\]:9$/),
  });
});
