import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Picture } from '../../src/dataset/item.js';
import { encodeBody } from '../../src/model/request-body.io.js';
import { readAscii, type SizedBytes } from '../../src/sized-bytes.js';
import { dataUriOf, pictureOf } from '../fixtures/picture-factory.js';

/** The chunks of a body as they go out; of as many bytes as it says. */
async function chunksOf(body: Record<string, unknown>): Promise<readonly Uint8Array[]> {
  const { sizeBytes, chunks } = await encodeBody(body);
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  expect(all.reduce((sum, { length }) => sum + length, 0)).toBe(sizeBytes);
  return all;
}

/** The body as it goes out. */
async function decoded(body: Record<string, unknown>): Promise<string> {
  return Buffer.concat(await chunksOf(body)).toString('utf8');
}

/** The same picture, whose base64 comes by and by. */
function inSlices(picture: Picture, sliceBytes: number): Picture {
  const base64 = async (): Promise<SizedBytes> => {
    const whole = Buffer.from(await readAscii(await picture.base64()));
    const chunks = async function* (): AsyncIterable<Uint8Array> {
      for (let start = 0; start < whole.length; start += sliceBytes)
        yield whole.subarray(start, start + sliceBytes);
    };
    return { sizeBytes: whole.length, chunks: chunks() };
  };
  return { ...picture, base64 };
}

/** A picture of so many bytes. */
const sized = (size: number, mediaType?: Picture['mediaType']): Picture =>
  pictureOf(
    new Uint8Array(size).map((_, index) => (index * 31) % 251),
    mediaType,
  );

describe('encodeBody', () => {
  test('is JSON, whatever the body', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (body) => {
        expect(await decoded(body)).toBe(JSON.stringify(body));
      }),
    );
  });

  test.each([0, 1, 2, 3, 9000, 1_200_000])(
    'a picture of %i bytes is its data URI',
    async (size) => {
      const picture = sized(size);
      expect(await decoded({ url: picture })).toBe(
        JSON.stringify({ url: await dataUriOf(picture) }),
      );
    },
  );

  test('several pictures, alongside words of any length and language', async () => {
    const pictures = [sized(700_000), sized(8, 'image/webp'), sized(190_000)];
    const uris = await Promise.all(pictures.map(dataUriOf));
    for (const text of ['Was ist das? 这是什么 "\n', 'ü'.repeat(300_000)]) {
      const body = (urls: readonly unknown[]) => ({
        text,
        parts: urls.map((url) => ({ url })),
        text2: text,
      });
      expect(await decoded(body(pictures))).toBe(JSON.stringify(body(uris)));
    }
  });

  test('is a text, the very buffer of the picture, and a text', async () => {
    const picture = sized(300_000);
    const parts = await chunksOf({ a: 1, url: picture, b: 2 });
    expect(parts).toHaveLength(3);
    const { chunks } = await picture.base64();
    expect(chunks).toHaveLength(1);
    for await (const chunk of chunks) expect(parts[1]).toBe(chunk);
    expect(Buffer.from(parts[0] ?? []).toString()).toBe('{"a":1,"url":"data:image/png;base64,');
    expect(Buffer.from(parts[2] ?? []).toString()).toBe('","b":2}');
  });

  test.each([1, 1000, 400_000])('is the same with pictures in slices of %i', async (size) => {
    const [small, large] = [sized(2000), sized(300_000)];
    const body = (first: Picture, second: Picture) => ({ a: first, b: [second, 'ü'], c: small });
    const sliced = body(inSlices(small, size), inSlices(large, Math.max(size, 500)));
    expect(await decoded(sliced)).toBe(await decoded(body(small, large)));
  });

  test('a picture that cannot be read ends the body', async () => {
    const broken: Picture = {
      ...sized(9),
      base64: () => Promise.reject(new Error('it was changed')),
    };
    await expect(encodeBody({ url: broken })).rejects.toThrow('it was changed');
  });

  test('a text that holds the marks of pictures changes nothing', async () => {
    const picture = sized(5000);
    const text = 'a \u0000picture 0\u0000 b \u0000picture 1\u0000 \u0000picture 2\u0000';
    expect(await decoded({ text, url: picture })).toBe(
      JSON.stringify({ text, url: await dataUriOf(picture) }),
    );
  });
});
