import { describe, expect, test } from '@jest/globals';
import {
  baseUrl,
  headerLines,
  requestBody,
  urlWithoutSecrets,
} from '../../src/config/value-parsers.js';

describe('baseUrl', () => {
  test.each([
    ['http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000/v1'],
    ['http://127.0.0.1:8000/v1/', 'http://127.0.0.1:8000/v1'],
    ['http://127.0.0.1:8000/v1///', 'http://127.0.0.1:8000/v1'],
    ['https://host', 'https://host'],
    ['https://host/', 'https://host'],
    ['HTTPS://HOST:443/V1', 'https://host/V1'],
    ['http://[::1]:8000/v1', 'http://[::1]:8000/v1'],
  ])('reads %s as %s', (given, value) => {
    expect(baseUrl(given)).toEqual({ value });
  });

  test.each([
    '',
    'localhost:8000',
    '127.0.0.1:8000/v1',
    '/v1',
    'ftp://host/v1',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://',
    'http://user@host/v1',
    'http://:pass@host/v1',
    'https://host/v1?key=1',
    'https://host/v1#x',
  ])('refuses %j', (given) => {
    expect(baseUrl(given)).toEqual({ expected: expect.stringContaining('a base URL such as') });
  });
});

describe('urlWithoutSecrets', () => {
  test.each([
    ['https://user:hunter2@host/v1', 'https://***@host/v1'],
    ['https://user:hun/te@r2@host/v1', 'https://***@host/v1'],
    ['user:hunter2@host/v1', '***@host/v1'],
    ['https://host/v1?api_key=hunter2', 'https://host/v1?***'],
    ['https://host/v1#hunter2', 'https://host/v1#***'],
    ['host:8000', 'host:8000'],
  ])('shows %s as %s', (given, shown) => {
    expect(urlWithoutSecrets(given)).toBe(shown);
  });
});

describe('headerLines', () => {
  test.each([
    ['', {}],
    ['X-Team: red', { 'x-team': 'red' }],
    [
      'X-Team:red\r\n\r\n  X-Url : https://a:1/b  \n',
      { 'x-team': 'red', 'x-url': 'https://a:1/b' },
    ],
    ['X-Name: caf\u00e9', { 'x-name': 'café' }],
  ])('reads %j', (given, value) => {
    expect(headerLines(given)).toEqual({ value });
  });

  test('keeps a name that objects already have', () => {
    const parsed = headerLines('__proto__: a\nconstructor: b');
    expect('value' in parsed ? Object.entries(parsed.value) : []).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  test.each([
    ['no colon', 'X-Team'],
    ['no name', ': red'],
    ['no value', 'X-Team:'],
    ['a space in the name', 'X Team: red'],
    ['a name twice, in any case', 'X-Team: red\nx-team: blue'],
  ])('refuses %s', (_name, given) => {
    expect(headerLines(given)).toEqual({
      expected: 'lines of the form Name: value, each name once',
    });
  });
});

test.each([
  ['a control character', 'X-Team: a\u0000b', 'character 10 of 11 is a control character (U+0000)'],
  ['an emoji', 'X-Team: \u{1f600}', 'character 9 of 9 is a character of no key (U+1F600)'],
  [
    'a no-break space',
    'X-A: b\nX-Key: a\u00a0b',
    'in line 2, character 9 of 10 is a no-break space',
  ],
])('headerLines names the place of %s', (_name, given, words) => {
  expect(headerLines(given)).toEqual({ expected: expect.stringContaining(words) });
});

describe('requestBody', () => {
  test.each([
    ['', {}],
    ['{}', {}],
    [
      '{"top_p": 0.9, "chat_template_kwargs": {"model": "x"}}',
      { top_p: 0.9, chat_template_kwargs: { model: 'x' } },
    ],
  ])('reads %s', (given, value) => {
    expect(requestBody(given)).toEqual({ value });
  });

  test.each(['null', '[]', '1', '"a"', '{', 'top_p: 1'])('refuses %s', (given) => {
    expect(requestBody(given)).toEqual({ expected: 'a JSON object such as {"top_p": 0.9}' });
  });

  test('refuses what writers of JSON cannot follow', () => {
    const nested = (depth: number): string =>
      `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    expect(requestBody(nested(50))).toHaveProperty('value');
    expect(requestBody(nested(51))).toEqual({
      expected: 'a JSON object with at most 50 objects or arrays inside one another',
    });
    expect(requestBody(nested(20_000))).toHaveProperty('expected');
  });

  test.each([
    ['model', 'the input model'],
    ['messages', 'the data set'],
    ['stream', 'nothing: replies are read whole'],
    ['n', 'the input repeats'],
    ['max_tokens', 'the input max-tokens'],
    ['max_completion_tokens', 'the input max-tokens'],
    ['temperature', 'the input temperature'],
  ])('refuses the member %s and says what sets it', (name, by) => {
    expect(requestBody(JSON.stringify({ top_p: 1, [name]: 1 }))).toEqual({
      expected: `no member "${name}": it is set by ${by}`,
    });
  });
});
