import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { proxySettings } from '../../src/http.io.js';
import { closing, configOf, endpointOf, http, LIVE, server } from './endpoint-support.js';

const VARIABLES = [
  'http_proxy',
  'HTTP_PROXY',
  'https_proxy',
  'HTTPS_PROXY',
  'no_proxy',
  'NO_PROXY',
];

/** A forwarding proxy that keeps the addresses it was asked for. */
async function startProxy(): Promise<{ url: string; asked: string[]; close(): Promise<void> }> {
  const asked: string[] = [];
  const proxy: Server = createServer((incoming, outgoing) => {
    asked.push(incoming.url ?? '');
    const { method, headers } = incoming;
    const onward = request(incoming.url ?? '', { method, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  proxy.on('connect', ({ url }, socket) => {
    asked.push(`CONNECT ${url ?? ''}`);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
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

  test.each(['HTTP_PROXY', 'http_proxy'])('%s carries completions and probes', async (variable) => {
    const proxy = closing(await startProxy());
    const { baseUrl, calls } = await server();
    process.env[variable] = proxy.url;
    const endpoint = endpointOf(configOf(baseUrl));
    expect(await endpoint.send(() => BODY, LIVE)).toMatchObject({ status: 200 });
    await endpoint.untilUp(LIVE);
    expect(proxy.asked).toEqual([`${baseUrl}/chat/completions`, `${baseUrl}/models`]);
    expect(calls).toHaveLength(2);
  });

  test('https goes through a tunnel', async () => {
    const proxy = closing(await startProxy());
    process.env.HTTPS_PROXY = proxy.url;
    const reply = await endpointOf(configOf('https://example.invalid/v1')).send(() => BODY, LIVE);
    expect(reply).toMatchObject({ kind: 'no-reply' });
    expect(proxy.asked).toEqual(['CONNECT example.invalid:443']);
  });

  test('NO_PROXY goes straight', async () => {
    const proxy = closing(await startProxy());
    const { baseUrl } = await server();
    Object.assign(process.env, { HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' });
    expect(await endpointOf(configOf(baseUrl)).send(() => BODY, LIVE)).toMatchObject({
      status: 200,
    });
    expect(proxy.asked).toEqual([]);
  });

  test('fetch for everybody else uses it too', async () => {
    const proxy = closing(await startProxy());
    const { baseUrl } = await server();
    process.env.HTTP_PROXY = proxy.url;
    const response = await http().fetch(`${baseUrl}/models`);
    expect(await response.json()).toMatchObject({ object: 'list' });
    expect(proxy.asked).toEqual([`${baseUrl}/models`]);
  });

  test('a dead proxy is a refused connection', async () => {
    const proxy = await startProxy();
    await proxy.close();
    const { baseUrl } = await server();
    process.env.HTTP_PROXY = proxy.url;
    expect(await endpointOf(configOf(baseUrl)).send(() => BODY, LIVE)).toMatchObject({
      cause: 'refused',
    });
  });
});

describe('proxySettings', () => {
  test.each<[Record<string, string>, object]>([
    [{}, {}],
    [{ HTTP_PROXY: '' }, {}],
    [{ HTTP_PROXY: 'http://p:1' }, { httpProxy: 'http://p:1' }],
    [{ HTTP_PROXY: 'http://p:1', http_proxy: 'http://q:2' }, { httpProxy: 'http://q:2' }],
    [{ https_proxy: 'p:3128' }, { httpsProxy: 'http://p:3128' }],
    [{ HTTPS_PROXY: ' socks5://p:1 ' }, { httpsProxy: 'socks5://p:1' }],
  ])('%j', (environment, settings) => {
    expect(proxySettings(environment)).toEqual(settings);
  });

  test.each(['ftp://user:hush@p', 'http://', 'http://a b'])(
    '%s is an error that tells no password',
    (value) => {
      const read = (): unknown => proxySettings({ HTTPS_PROXY: value });
      expect(read).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
      expect(read).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining('hush') }),
      );
    },
  );
});
