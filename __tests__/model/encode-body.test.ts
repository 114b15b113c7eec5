import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Picture } from '../../src/dataset/item.js';
import { encodeBody } from '../../src/model/request-body.io.js';
import { joined, pictureOf } from '../fixtures/picture-factory.js';

/** The body as it goes out, which has the size that was told. */
function decoded(body: Record<string, unknown>): string {
  const encoded = encodeBody(body);
  const bytes = joined(encoded.chunks());
  expect(bytes.length).toBe(encoded.sizeBytes);
  return bytes.toString('utf8');
}

/** A picture of so many bytes. */
const sized = (size: number, mediaType?: Picture['mediaType']): Picture =>
  pictureOf(
    new Uint8Array(size).map((_, index) => (index * 31) % 251),
    mediaType,
  );
const dataUriOf = ({ mediaType, slices }: Picture): string =>
  `data:${mediaType};base64,${joined(slices(1000)).toString('base64')}`;

describe('encodeBody', () => {
  test('is JSON, whatever the body', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
        expect(decoded(body)).toBe(JSON.stringify(body));
      }),
    );
  });

  test.each([0, 1, 2, 3, 9000, 49_152, 49_153, 196_607, 196_608, 196_609, 1_200_000])(
    'a picture of %i bytes is its data URI',
    (size) => {
      const picture = sized(size);
      expect(decoded({ url: picture })).toBe(JSON.stringify({ url: dataUriOf(picture) }));
    },
  );

  test('several pictures, beside words of any length and language', () => {
    const pictures = [sized(700_000), sized(8, 'image/webp'), sized(190_000)];
    for (const text of ['Was ist das? 这是什么 "\n', 'ü'.repeat(300_000)]) {
      const body = (urls: readonly unknown[]) => ({
        text,
        parts: urls.map((url) => ({ url })),
        text2: text,
      });
      expect(decoded(body(pictures))).toBe(JSON.stringify(body(pictures.map(dataUriOf))));
    }
  });

  test('is written anew each time it goes out', () => {
    const encoded = encodeBody({ url: sized(300_000) });
    expect(joined(encoded.chunks())).toEqual(joined(encoded.chunks()));
  });

  test('is its own, in whatever turns several go out', () => {
    const bodies = [0, 1, 2].map((seed) => ({
      url: pictureOf(new Uint8Array(700_000).map((_, index) => (index * 31 + seed * 7) % 251)),
    }));
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat({ max: bodies.length - 1 })), (turns) => {
        const sent = bodies.map(() => [] as Buffer[]);
        const open = bodies.map((body) => encodeBody(body).chunks()[Symbol.iterator]());
        const left = new Set(open.keys());
        for (const index of turns) {
          const step = left.has(index) ? open[index]?.next() : undefined;
          if (step?.done === true) left.delete(index);
          else if (step !== undefined) sent[index]?.push(Buffer.from(step.value));
          if (left.size === 0) break;
        }
        for (const [index, body] of bodies.entries()) {
          const text = Buffer.concat(sent[index] ?? []).toString('utf8');
          expect(text === JSON.stringify({ url: dataUriOf(body.url) })).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('holds a chunk at a time, however large the picture', () => {
    const { chunks, sizeBytes } = encodeBody({ url: sized(3_000_000) });
    const lengths = Array.from(chunks(), ({ length }) => length);
    expect(Math.max(...lengths)).toBeLessThan(400_000);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(sizeBytes);
  });

  test('a picture that ends in an error ends the body', () => {
    const broken: Picture = {
      ...sized(9),
      slices: () => {
        throw new Error('it was changed');
      },
    };
    expect(() => joined(encodeBody({ url: broken }).chunks())).toThrow('it was changed');
  });

  test('a text that holds the placeholder changes nothing', () => {
    const picture = sized(5000);
    const text = 'a \u0000picture\u0000 b';
    expect(decoded({ text, url: picture })).toBe(JSON.stringify({ text, url: dataUriOf(picture) }));
  });
});
