import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closing, configOf, endpointOf, http, LIVE, server } from './endpoint-support.js';

const VARIABLES = [
  'http_proxy',
  'HTTP_PROXY',
  'https_proxy',
  'HTTPS_PROXY',
  'no_proxy',
  'NO_PROXY',
  'all_proxy',
  'ALL_PROXY',
];

/** Who may use a proxy: as `user:password`, or everybody. */
interface ProxyOptions {
  readonly user?: string;
  /** What it answers to who wants a tunnel. */
  readonly tunnelStatus?: number;
}

/** A forwarding proxy that finds every host on this machine, and keeps the addresses it was asked for. */
async function startProxy({ user, tunnelStatus = 502 }: ProxyOptions = {}): Promise<{
  url: string;
  asked: string[];
  close(): Promise<void>;
}> {
  const asked: string[] = [];
  const expected = user && `Basic ${Buffer.from(user).toString('base64')}`;
  const proxy: Server = createServer((incoming, outgoing) => {
    asked.push(incoming.url ?? '');
    const { method, headers } = incoming;
    if (headers['proxy-authorization'] !== expected) {
      outgoing.writeHead(407, { 'proxy-authenticate': 'Basic' }).end('who are you?');
      return;
    }
    const url = new URL(incoming.url ?? '');
    url.hostname = '127.0.0.1';
    const onward = request(url, { method, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  proxy.on('connect', ({ url }, socket) => {
    asked.push(`CONNECT ${url ?? ''}`);
    socket.end(`HTTP/1.1 ${tunnelStatus} No\r\n\r\n`);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      const closed = new Promise<void>((resolve) => proxy.close(() => resolve()));
      proxy.closeAllConnections();
      await closed;
    },
  };
}

describe('the proxy of the environment', () => {
  const before = { ...process.env };
  beforeEach(() => {
    for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
  });
  afterEach(() => {
    process.env = { ...before };
  });

  const BODY = { model: 'base', messages: [{ role: 'user', content: 'Hi' }] };

  /** The server of a test, by a name that only the proxy can look up. */
  async function behindProxy() {
    const { port, calls } = await server();
    return { baseUrl: `http://model.test:${port}/v1`, port, calls };
  }

  test.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'])(
    '%s carries completions and probes',
    async (variable) => {
      const proxy = closing(await startProxy());
      const { baseUrl, calls } = await behindProxy();
      process.env[variable] = proxy.url;
      const endpoint = endpointOf(configOf(baseUrl));
      expect(await endpoint.send(() => BODY, LIVE)).toMatchObject({ status: 200 });
      await endpoint.untilUp(LIVE);
      expect(proxy.asked).toEqual([`${baseUrl}/chat/completions`, `${baseUrl}/models`]);
      expect(calls).toHaveLength(2);
    },
  );

  test.each(['HTTPS_PROXY', 'ALL_PROXY'])('https goes through a tunnel of %s', async (variable) => {
    const proxy = closing(await startProxy());
    process.env[variable] = proxy.url.replace('//', '//user:hush-hush@');
    const reply = await endpointOf(configOf('https://example.invalid/v1')).send(() => BODY, LIVE);
    expect(reply).toEqual({
      kind: 'no-reply',
      cause: 'refused',
      detail: `through the proxy ${proxy.url}: it answers with status 502`,
    });
    expect(proxy.asked).toEqual(['CONNECT example.invalid:443']);
  });

  test.each(['127.0.0.1', 'localhost', '[::1]'])('%s is never proxied', async (host) => {
    const proxy = closing(await startProxy());
    const { port } = await server();
    Object.assign(process.env, { HTTP_PROXY: proxy.url, ALL_PROXY: proxy.url });
    await endpointOf(configOf(`http://${host}:${port}/v1`)).send(() => BODY, LIVE);
    await http()
      .fetch(`http://${host}:${port}/v1/models`)
      .catch(() => undefined);
    expect(proxy.asked).toEqual([]);
  });

  test('NO_PROXY goes straight', async () => {
    const proxy = closing(await startProxy());
    const { baseUrl } = await behindProxy();
    Object.assign(process.env, { HTTP_PROXY: proxy.url, NO_PROXY: '.test' });
    const reply = await endpointOf(configOf(baseUrl)).send(() => BODY, LIVE);
    expect(reply).toMatchObject({ detail: expect.not.stringContaining('proxy') });
    expect(proxy.asked).toEqual([]);
  });

  test('fetch for everybody else uses it too', async () => {
    const proxy = closing(await startProxy());
    const { baseUrl } = await behindProxy();
    process.env.HTTP_PROXY = proxy.url;
    const response = await http().fetch(`${baseUrl}/models`);
    expect(await response.json()).toMatchObject({ object: 'list' });
    expect(proxy.asked).toEqual([`${baseUrl}/models`]);
  });

  test('a dead proxy is a refused connection, and is named', async () => {
    const proxy = await startProxy();
    await proxy.close();
    process.env.HTTP_PROXY = proxy.url.replace('//', '//user:hush-hush@');
    const reply = await endpointOf(configOf('http://model.test/v1')).send(() => BODY, LIVE);
    expect(reply).toMatchObject({
      cause: 'refused',
      detail: expect.stringMatching(`^through the proxy ${proxy.url}: .*ECONNREFUSED`),
    });
    expect(JSON.stringify(reply)).not.toContain('hush');
  });

  test.each([
    ['user and password', 'user:pass:word', 'user:pass%3Aword@'],
    ['a token alone', 'token:', 'token@'],
  ])('a proxy that wants %s gets them from its URL', async (_name, user, given) => {
    const proxy = closing(await startProxy({ user }));
    const { baseUrl } = await behindProxy();
    process.env.HTTP_PROXY = proxy.url.replace('//', `//${given}`);
    const reply = await endpointOf(configOf(baseUrl)).send(() => BODY, LIVE);
    expect(reply).toMatchObject({ status: 200 });
  });

  test.each(['http://model.test/v1', 'https://model.test/v1'])(
    'a proxy before %s that wants credentials ends the run at once',
    async (baseUrl) => {
      const proxy = closing(await startProxy({ user: 'a:b', tunnelStatus: 407 }));
      process.env.ALL_PROXY = proxy.url.replace('//', '//user:hush-hush@');
      const error: unknown = await endpointOf(configOf(baseUrl), { role: 'judge' })
        .send(() => BODY, LIVE)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        code: 'JUDGE_UNREACHABLE',
        message: `The proxy ${proxy.url} before the judge endpoint asks for credentials (status 407).`,
        remedy: expect.stringContaining('http://user:password@host:port'),
      });
      expect(proxy.asked).toHaveLength(1);
    },
  );

  test('a server’s own 407 is its reply', async () => {
    const { baseUrl } = await server({ plan: () => ({ status: 407, body: 'no' }) });
    const reply = await endpointOf(configOf(baseUrl)).send(() => BODY, LIVE);
    expect(reply).toMatchObject({ status: 407, text: 'no' });
  });
});
