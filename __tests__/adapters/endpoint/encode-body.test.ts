import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Picture } from '../../../src/core/dataset/item.js';
import { encodeBody } from '../../../src/adapters/endpoint/encode-body.js';

const decoded = (body: Record<string, unknown>): string =>
  Buffer.from(encodeBody(body)).toString('utf8');
const pictureOf = (size: number, mediaType: Picture['mediaType'] = 'image/png'): Picture => ({
  mediaType,
  bytes: new Uint8Array(size).map((_, index) => (index * 31) % 251),
});
const dataUriOf = ({ mediaType, bytes }: Picture): string =>
  `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;

describe('encodeBody', () => {
  test('is JSON, whatever the body', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
        expect(decoded(body)).toBe(JSON.stringify(body));
      }),
    );
  });

  test.each([0, 1, 2, 3, 9000, 49_151, 49_152, 49_153, 200_000])(
    'a picture of %i bytes is its data URI',
    (size) => {
      const picture = pictureOf(size);
      expect(decoded({ url: picture })).toBe(JSON.stringify({ url: dataUriOf(picture) }));
    },
  );

  test('several pictures, beside words of any language', () => {
    const pictures = [pictureOf(70_000), pictureOf(8, 'image/webp')];
    const text = 'Was ist das? 这是什么 "\n';
    const body = (urls: readonly unknown[]) => ({
      text,
      parts: urls.map((url) => ({ url })),
      text2: text,
    });
    expect(decoded(body(pictures))).toBe(JSON.stringify(body(pictures.map(dataUriOf))));
  });

  test('part of a larger buffer is only that part', () => {
    const bytes = Buffer.from('before, the picture, after').subarray(8, 19);
    expect(decoded({ url: { mediaType: 'image/png', bytes } })).toContain(
      Buffer.from('the picture').toString('base64'),
    );
  });

  test('a text that holds the placeholder changes nothing', () => {
    const picture = pictureOf(5000);
    const text = 'a \u0000picture\u0000 b';
    expect(decoded({ text, url: picture })).toBe(JSON.stringify({ text, url: dataUriOf(picture) }));
  });
});
