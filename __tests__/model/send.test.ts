import { describe, expect, test } from '@jest/globals';
import { LONGEST_REPLY_BYTES } from '../../src/foreign.js';
import { inOrder, type Behaviour } from '../fakes/openai/server.js';
import { CHAT, configOf, endpointOf, LIVE, server } from './endpoint-support.js';

const BODY = { model: 'base', messages: [{ role: 'user', content: 'Hi' }] };

/** What is received when the server behaves like this. */
async function received(behaviour: Behaviour, more = {}) {
  const { baseUrl } = await server({ plan: inOrder(CHAT, behaviour) });
  return endpointOf(configOf(baseUrl, more)).send(() => BODY, LIVE);
}

describe('every reply is had as it came', () => {
  test.each<[string, number, unknown, string]>([
    ['JSON', 200, { choices: [] }, '{"choices":[]}'],
    ['text in a 200', 200, 'hello', 'hello'],
    ['an empty 200', 200, '', ''],
    ['a 204', 204, undefined, ''],
    [
      'a nested error',
      400,
      { error: { message: 'm', param: 'p' } },
      '{"error":{"message":"m","param":"p"}}',
    ],
    ['an error in an array', 400, [{ error: { code: 400 } }], '[{"error":{"code":400}}]'],
    ['an error without an error member', 422, { detail: 'x' }, '{"detail":"x"}'],
    ['HTML', 502, '<html>Bad Gateway</html>', '<html>Bad Gateway</html>'],
    ['an empty 500', 500, '', ''],
    ['a 401', 401, { error: 'no' }, '{"error":"no"}'],
  ])('%s', async (_name, status, body, text) => {
    const headers = { 'retry-after': '7', 'X-Request-Id': 'r1' };
    const reply = await received({ status, body, headers });
    expect(reply).toMatchObject({
      kind: 'reply',
      status,
      text,
      headers: { 'retry-after': '7', 'x-request-id': 'r1' },
    });
  });

  test('JSON that lies about being JSON', async () => {
    const headers = { 'content-type': 'application/json' };
    expect(await received({ status: 200, body: '{"choi', headers })).toMatchObject({
      status: 200,
      text: '{"choi',
    });
  });

  test('a redirect is not followed, and says where it leads', async () => {
    const { baseUrl, calls } = await server({
      plan: inOrder(CHAT, { status: 307, headers: { location: 'http://127.0.0.1:1/elsewhere' } }),
    });
    const reply = await endpointOf(configOf(baseUrl)).send(() => BODY, LIVE);
    expect(reply).toMatchObject({
      status: 307,
      text: 'it redirects to http://127.0.0.1:1/elsewhere',
    });
    expect(calls).toHaveLength(1);
  });

  test('no status is tried twice', async () => {
    const { baseUrl, calls } = await server({
      plan: () => ({ status: 500, headers: { 'x-should-retry': 'true' } }),
    });
    await endpointOf(configOf(baseUrl)).send(() => BODY, LIVE);
    expect(calls).toHaveLength(1);
  });
});

describe('what brought no reply is told apart', () => {
  test.each<[Behaviour, string]>([
    ['drop', 'reset'],
    ['cut', 'reset'],
    ['garble', 'reset'],
    ['hang', 'timeout'],
  ])('%s is %s', async (behaviour, cause) => {
    const limits = behaviour === 'hang' ? { requestTimeoutMs: 300 } : {};
    expect(await received(behaviour, limits)).toMatchObject({ kind: 'no-reply', cause });
  });

  test('a closed port is refused', async () => {
    const gone = await server();
    const { baseUrl } = gone;
    await gone.close();
    expect(await endpointOf(configOf(baseUrl)).send(() => BODY, LIVE)).toMatchObject({
      cause: 'refused',
    });
  });

  test('a name that does not exist is an unknown host', async () => {
    const endpoint = endpointOf(configOf('http://no-such-host.invalid/v1'));
    const reply = await endpoint.send(() => BODY, LIVE);
    expect(reply).toMatchObject({
      kind: 'no-reply',
      detail: expect.stringContaining('no-such-host.invalid'),
    });
    expect(['unknown-host', 'other']).toContain(reply.kind === 'no-reply' && reply.cause);
  });

  test('http where https is meant is a TLS failure', async () => {
    const { port } = await server();
    const endpoint = endpointOf(configOf(`https://127.0.0.1:${port}/v1`));
    expect(await endpoint.send(() => BODY, LIVE)).toMatchObject({ kind: 'no-reply', cause: 'tls' });
  });
});

test('a reply without an end is not waited for', async () => {
  const body = 'x'.repeat(LONGEST_REPLY_BYTES);
  const whole = await received({ status: 200, body });
  const longer = await received({ status: 200, body: `${body}x` });
  // Not the replies themselves: where this fails, nobody wants to read them.
  expect([whole.kind, 'cause' in longer && [longer.cause, longer.detail]]).toEqual([
    'reply',
    ['too-long', `the reply has more than ${LONGEST_REPLY_BYTES} bytes`],
  ]);
});

describe('a signal', () => {
  const reason = new Error('enough');

  test('aborted before: nothing is sent', async () => {
    const { baseUrl, calls } = await server();
    const sent = endpointOf(configOf(baseUrl)).send(() => BODY, AbortSignal.abort(reason));
    await expect(sent).rejects.toBe(reason);
    expect(calls).toHaveLength(0);
  });

  test('aborted meanwhile: rejects with its reason', async () => {
    const stop = new AbortController();
    const { baseUrl } = await server({
      plan: () => {
        stop.abort(reason);
        return 'hang';
      },
    });
    await expect(endpointOf(configOf(baseUrl)).send(() => BODY, stop.signal)).rejects.toBe(reason);
  });
});

test('replies of requests at the same time are not mixed up', async () => {
  const { baseUrl } = await server({
    plan: ({ body }) => ({
      status: 200 + Number(body?.n),
      body: `reply ${String(body?.n)}`,
    }),
  });
  const endpoint = endpointOf(configOf(baseUrl));
  const numbers = [1, 2, 3, 7, 8].map(async (n) => endpoint.send(() => ({ n }), LIVE));
  expect(await Promise.all(numbers)).toMatchObject(
    [1, 2, 3, 7, 8].map((n) => ({ status: 200 + n, text: `reply ${n}` })),
  );
});
