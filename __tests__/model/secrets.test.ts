import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CODINGS } from '../redact/codings.js';
import { CHAT, configOf, endpointOf, LIVE, server } from './endpoint-support.js';

const hidden: unknown = expect.stringContaining('[hidden]');
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
  const said = async (body: unknown, more: object = {}) => {
    const { baseUrl } = await server({ plan: () => ({ status: 200, body, ...more }) });
    return endpointOf(configOf(baseUrl, { headers })).send(() => BODY, LIVE);
  };

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

  test.each(CODINGS)('out of each part of a 200, decoded: $name', async ({ of }) => {
    const said200 = of('sk-very-secret-key');
    const reply = await said({
      id: said200,
      model: said200,
      system_fingerprint: said200,
      choices: [
        { message: { content: `It is ${said200}.` } },
        { error: { message: `key ${said200}, key ${said200}` } },
      ],
    });
    const text = reply.kind === 'reply' ? reply.text : '';
    expect(JSON.parse(text)).toEqual({
      id: hidden,
      model: hidden,
      system_fingerprint: hidden,
      choices: [{ message: { content: hidden } }, { error: { message: hidden } }],
    });
  });

  test('out of JSON that escapes what need not be escaped', async () => {
    const body = String.raw`{"error":{"message":"key \u0073k-very-secret-ke\u0079, hush-\u0068ush-token"}}`;
    expect(await said(body)).toMatchObject({
      text: '{"error":{"message":"key [hidden], [hidden]"}}',
    });
  });

  test('and a reply without any comes as it came', async () => {
    const body = '{ "choices": [ {"message": {"content": "hush"} } ] }';
    expect(await said(body)).toMatchObject({ text: body });
  });

  test.each([
    ['https://login.example/a?token=abc#x', 'it redirects to https://login.example/a'],
    ['https://me:pass@login.example/a', 'it redirects to https://login.example/a'],
    ['https://x.example/sk-very-secret-key/b', 'it redirects to https://x.example/[hidden]/b'],
    ['https://x.example/%73k-very%2Dsecret-key', 'it redirects to https://x.example/[hidden]'],
    ['http://[', 'it redirects to nowhere'],
  ])('out of a redirect to %s', async (location, text) => {
    expect(await said('', { status: 302, headers: { location } })).toMatchObject({ text });
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
});
