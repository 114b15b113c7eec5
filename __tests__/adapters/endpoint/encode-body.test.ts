import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeBody } from '../../../src/adapters/endpoint/encode-body.js';

const decoded = (body: Record<string, unknown>): string =>
  Buffer.from(encodeBody(body)).toString('utf8');
const picture = `data:image/png;base64,${Buffer.alloc(9000, 'pixels').toString('base64')}`;

describe('encodeBody', () => {
  test('is JSON, whatever the body', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
        expect(decoded(body)).toBe(JSON.stringify(body));
      }),
    );
  });

  test('pictures are the same as in JSON, several too, beside words of any language', () => {
    const body = {
      text: 'Was ist das? 这是什么 "\n',
      parts: [{ url: picture }, { url: `${picture}==` }],
    };
    expect(decoded(body)).toBe(JSON.stringify(body));
  });

  test.each([
    ['a quote', `${picture}"`],
    ['a backslash', `${picture}\\`],
    ['a line break', `${picture}\n`],
    ['another alphabet', `${picture}é`],
    ['no base64', `data:text/plain,${'"'.repeat(5000)}`],
  ])('what only looks like a picture is written with escapes: %s', (_name, url) => {
    expect(decoded({ url })).toBe(JSON.stringify({ url }));
  });

  test('a text that holds the placeholder changes nothing', () => {
    const body = { text: 'a \u0000picture\u0000 b', url: picture };
    expect(decoded(body)).toBe(JSON.stringify(body));
  });
});
