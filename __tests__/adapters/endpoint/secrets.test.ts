import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { redactor } from '../../../src/adapters/endpoint/redact.js';
import { inOrder } from '../../fakes/openai/server.js';
import { CHAT, configOf, endpointOf, LIVE, server } from './support.js';

const BODY = { model: 'base', messages: [{ role: 'user', content: 'Hi' }] };

describe('headers', () => {
  test('the key as bearer, and the extra headers', async () => {
    const { baseUrl, calls } = await server();
    await endpointOf(configOf(baseUrl, { headers: { 'x-team': 'safety' } })).send(() => BODY, LIVE);
    expect(calls[0]?.headers).toMatchObject({
      authorization: 'Bearer sk-very-secret-key',
      'x-team': 'safety',
      'content-type': 'application/json',
    });
  });

  test('no key, no Authorization header', async () => {
    const { baseUrl, calls } = await server();
    await endpointOf(configOf(baseUrl, { apiKey: '' })).send(() => BODY, LIVE);
    expect(calls[0]?.headers).not.toHaveProperty('authorization');
  });

  test('an Authorization header of the user wins', async () => {
    const { baseUrl, calls } = await server();
    await endpointOf(configOf(baseUrl, { headers: { authorization: 'Basic abc' } })).send(
      () => BODY,
      LIVE,
    );
    expect(calls[0]?.headers.authorization).toBe('Basic abc');
  });
});

describe('the environment of the openai package', () => {
  const LEAKS: Readonly<Record<string, string>> = {
    OPENAI_API_KEY: 'leak-key',
    OPENAI_ADMIN_KEY: 'leak-admin',
    OPENAI_ORG_ID: 'leak-org',
    OPENAI_PROJECT_ID: 'leak-project',
    OPENAI_WEBHOOK_SECRET: 'leak-webhook',
    OPENAI_BASE_URL: 'http://127.0.0.1:1/leak',
    OPENAI_CUSTOM_HEADERS:
      'x-leak: leak-header\nAuthorization: Bearer leak-header\nUser-Agent: leak-agent',
    OPENAI_LOG: 'debug',
  };
  const before = { ...process.env };
  const wrote: string[] = [];
  const writers = { ...console };

  beforeEach(() => {
    Object.assign(process.env, LEAKS);
    for (const name of ['debug', 'info', 'warn', 'error', 'log'] as const) {
      console[name] = (...words: unknown[]) => void wrote.push(words.join(' '));
    }
  });
  afterEach(() => {
    process.env = { ...before };
    Object.assign(console, writers);
  });

  test.each(['', 'sk-very-secret-key'])(
    'nothing of it is sent or obeyed (key: "%s")',
    async (apiKey) => {
      const { baseUrl, calls } = await server();
      const endpoint = endpointOf(configOf(baseUrl, { apiKey }));
      await endpoint.send(() => BODY, LIVE);
      await endpoint.untilUp(LIVE);
      expect(calls.map(({ path }) => path)).toEqual([CHAT, '/v1/models']);
      expect(JSON.stringify(calls)).not.toContain('leak');
      expect(calls[0]?.headers.authorization).toBe(apiKey === '' ? undefined : `Bearer ${apiKey}`);
      expect(wrote).toEqual([]);
    },
  );
});

describe('secrets are taken out of what a server says', () => {
  const headers = { 'x-token': 'Bearer hush-hush-token', 'x-flag': 'on' };

  test('out of errors, whatever the header was', async () => {
    const { baseUrl } = await server({
      plan: ({ headers: given }) => ({
        status: 401,
        body: `bad ${String(given.authorization)}, ${String(given['x-token'])}, token hush-hush-token, on`,
      }),
    });
    const reply = await endpointOf(configOf(baseUrl, { headers })).send(() => BODY, LIVE);
    expect(reply).toMatchObject({ text: 'bad Bearer [hidden], [hidden], token [hidden], on' });
  });

  test('out of an error inside a 200, but an answer is left as it is', async () => {
    const answer = '{"choices":[{"message":{"content":"hush-hush-token"}}]}';
    const { baseUrl } = await server({
      plan: inOrder(
        CHAT,
        { status: 200, body: { error: 'key sk-very-secret-key' } },
        { status: 200, body: answer },
      ),
    });
    const endpoint = endpointOf(configOf(baseUrl, { headers }));
    expect(await endpoint.send(() => BODY, LIVE)).toMatchObject({
      text: '{"error":"key [hidden]"}',
    });
    expect(await endpoint.send(() => BODY, LIVE)).toMatchObject({ text: answer });
  });

  test('out of what the network stack says of a header it cannot send', async () => {
    const { baseUrl } = await server();
    const reply = await endpointOf(configOf(baseUrl, { apiKey: 'line\nbreak-secret' })).send(
      () => BODY,
      LIVE,
    );
    expect(reply).toMatchObject({ kind: 'no-reply' });
    expect(JSON.stringify(reply)).not.toContain('break-secret');
  });

  test('the longest secret goes first', () => {
    const redact = redactor({ apiKey: 'abcdef', headers: { a: 'abcdefghij' } });
    expect(redact('abcdefghij abcdef')).toBe('[hidden] [hidden]');
  });
});
