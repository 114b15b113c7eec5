import { describe, expect, test } from '@jest/globals';
import { proxyName, readProxies } from '../../src/proxies.io.js';

const P = 'http://p:1';
const Q = 'http://q:2';

describe('readProxies', () => {
  test.each<[Record<string, string>, string, string | undefined]>([
    [{}, 'http://host', undefined],
    [{ HTTP_PROXY: '' }, 'http://host', undefined],
    [{ HTTP_PROXY: P }, 'http://host', P],
    [{ HTTP_PROXY: P }, 'https://host', undefined],
    [{ HTTPS_PROXY: P }, 'https://host', P],
    [{ HTTPS_PROXY: P }, 'http://host', undefined],
    [{ HTTP_PROXY: P, http_proxy: Q }, 'http://host', Q],
    [{ HTTP_PROXY: P, http_proxy: '' }, 'http://host', undefined],
    [{ ALL_PROXY: P }, 'http://host', P],
    [{ ALL_PROXY: P }, 'https://host', P],
    [{ ALL_PROXY: P, all_proxy: Q }, 'https://host', Q],
    [{ ALL_PROXY: P, HTTPS_PROXY: Q }, 'https://host', Q],
    [{ ALL_PROXY: P, HTTPS_PROXY: Q }, 'http://host', P],
    [{ https_proxy: 'p:3128' }, 'https://host', 'http://p:3128'],
    [{ https_proxy: ' socks5://p:1 ' }, 'https://host', 'socks5://p:1'],
    [{ all_proxy: 'socks5h://u:x@p:1' }, 'https://host', 'socks5://u:x@p:1'],
  ])('%j sends %s through %s', (environment, origin, proxy) => {
    expect(readProxies(environment).of(new URL(origin))).toBe(proxy);
  });

  test.each([
    'http://localhost:8000',
    'https://localhost.:8000',
    'http://model.localhost',
    'http://127.0.0.1:8000',
    'http://127.1.2.3',
    'http://2130706433',
    'http://[::1]:8000',
    'http://[0:0:0:0:0:0:0:1]',
    'http://[::ffff:127.0.0.1]',
    'http://0.0.0.0:8000',
    'http://[::]:8000',
  ])('%s is this machine, and goes straight', (origin) => {
    const { of } = readProxies({ HTTP_PROXY: P, HTTPS_PROXY: P });
    expect(of(new URL(origin))).toBeUndefined();
  });

  test.each([
    'http://localhost.example.com',
    'http://128.0.0.1',
    'http://[::2]',
    'http://mylocalhost',
  ])('%s is another machine', (origin) => {
    expect(readProxies({ HTTP_PROXY: P }).of(new URL(origin))).toBe(P);
  });

  test.each<[string, string, boolean]>([
    ['*', 'http://any.host', true],
    ['a,*', 'http://any.host', true],
    ['example.com', 'http://example.com', true],
    ['example.com', 'http://EXAMPLE.com.', true],
    ['EXAMPLE.COM.', 'http://a.example.com', true],
    ['example.com', 'http://a.b.example.com:81', true],
    ['.example.com', 'http://example.com', true],
    ['*.example.com', 'http://a.example.com', true],
    ['example.com', 'http://badexample.com', false],
    ['example.com', 'http://example.com.evil', false],
    ['a, b  c\tmodel', 'http://model', true],
    ['model:8000', 'http://model:8000', true],
    ['model:8000', 'http://model:8001', false],
    ['model:80', 'http://model', true],
    ['model:443', 'https://model', true],
    ['10.0.0.1', 'http://10.0.0.1:8', true],
    ['10.0.0.1:8', 'http://10.0.0.1:8', true],
    ['10.0.0.1:8', 'http://10.0.0.1:9', false],
    ['10.0.0.1', 'http://10.0.0.11', false],
    ['10.0.0.1', 'http://0xa000001', true],
    ['10.0.0.0/8', 'http://10.200.3.4', true],
    ['10.0.0.0/8', 'http://11.0.0.1', false],
    ['192.168.1.0/24', 'http://192.168.2.1', false],
    ['192.168.1.7/32', 'http://192.168.1.7', true],
    ['0.0.0.0/0', 'http://8.8.8.8', true],
    ['10.0.0.0/33', 'http://10.0.0.1', false],
    ['10.0.0.0/8', 'http://ten.example', false],
    ['fd00::1', 'http://[fd00::1]:8000', true],
    ['fd00:0:0::1', 'http://[fd00::1]', true],
    ['[fd00::1]', 'http://[fd00::1]:8000', true],
    ['[fd00::1]:8000', 'http://[fd00::1]:8000', true],
    ['[fd00::1]:8000', 'http://[fd00::1]:8001', false],
    ['fd00::/8', 'http://[fdab::9]', true],
    ['[fd00::]/8', 'http://[fdab::9]', true],
    ['fd00::/8', 'http://[fe80::9]', false],
    ['::1', 'http://[::2]', false],
    ['10.0.0.0/8', 'http://[::ffff:10.1.1.1]', true],
    ['.', 'http://host', false],
    [':', 'http://host', false],
    ['/8', 'http://10.0.0.1', false],
    ['', 'http://host', false],
  ])('NO_PROXY=%j, %s: straight %s', (noProxy, origin, isStraight) => {
    const { of } = readProxies({ HTTP_PROXY: P, HTTPS_PROXY: P, NO_PROXY: noProxy });
    expect(of(new URL(origin))).toBe(isStraight ? undefined : P);
  });

  test('no_proxy in small letters comes first', () => {
    const { of } = readProxies({ HTTP_PROXY: P, NO_PROXY: 'a', no_proxy: 'b' });
    expect([of(new URL('http://a')), of(new URL('http://b'))]).toEqual([P, undefined]);
  });

  test.each(['ftp://user:hush@p', 'socks4://user:hush@p', 'http://', 'http://a b'])(
    '%s is an error that tells no password',
    (value) => {
      for (const name of ['HTTPS_PROXY', 'ALL_PROXY']) {
        const read = (): unknown => readProxies({ [name]: value });
        expect(read).toThrow(
          expect.objectContaining({
            code: 'CONFIG_INVALID',
            message: `The environment variable ${name} is not the URL of a proxy.`,
          }),
        );
      }
    },
  );
});

test.each([
  ['http://user:hush@proxy:3128/path?x', 'http://proxy:3128'],
  ['socks5://user:hush@[fd00::1]:1080', 'socks5://[fd00::1]:1080'],
])('proxyName(%s) is %s', (url, name) => {
  expect(proxyName(url)).toBe(name);
});
