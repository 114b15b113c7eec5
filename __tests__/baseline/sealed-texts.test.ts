import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { sealTexts, unsealTexts } from '../../src/baseline/sealed-texts.io.js';
import { digestOf } from '../../src/digest.js';

const key = digestOf('a key');
const digest = digestOf('a run');
const TEXT = 'Some words.\nAnd others, ünicode too.\n';

/** A text as it is kept. */
async function sealed(form: 'encrypted' | 'packed' = 'encrypted'): Promise<string> {
  const made = await sealTexts(TEXT, { digest, key: form === 'packed' ? undefined : key });
  if (made === undefined) throw new Error('it is too large');
  return made;
}

describe('sealTexts and unsealTexts', () => {
  test('give back any text, with and without a key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.boolean(), async (text, isKeyed) => {
        const by = isKeyed ? key : undefined;
        const made = (await sealTexts(text, { digest, key: by })) ?? '';
        expect(made).toMatch(/^[\x20-\x7e\n]*$/);
        const opened = await unsealTexts(made, isKeyed ? 'encrypted' : 'packed', {
          digest,
          key: by,
        });
        expect(opened).toEqual({ ok: true, text });
      }),
      { numRuns: 40 },
    );
  });

  test('show nothing of a text, and are other each time', async () => {
    const [one, other] = [await sealed(), await sealed()];
    expect(one).not.toBe(other);
    expect(Buffer.from(one.split('\n')[1] ?? '', 'base64').toString('latin1')).not.toContain(
      'words',
    );
    expect(one).not.toContain(key);
  });

  test.each([
    ['another key', { digest, key: digestOf('another') }, 'refused'],
    ['another run', { digest: digestOf('another run'), key }, 'refused'],
    ['no key', { digest, key: undefined }, 'locked'],
  ])('do not open for %s', async (_what, seal, why) => {
    expect(await unsealTexts(await sealed(), 'encrypted', seal)).toEqual({ ok: false, why });
  });

  test('do not open where any bit was changed, or bytes were cut off or added', async () => {
    const [head = '', body = ''] = (await sealed()).split('\n');
    const bytes = Buffer.from(body, 'base64');
    const packed = (changed: Buffer): string => `${head}\n${changed.toString('base64')}\n`;
    expect(await unsealTexts(packed(bytes), 'encrypted', { digest, key })).toMatchObject({
      ok: true,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, bits) => {
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] ?? 0) ^ bits;
          const forged = [
            changed,
            bytes.subarray(0, at),
            Buffer.concat([bytes, bytes.subarray(at)]),
          ];
          for (const each of forged) {
            expect(await unsealTexts(packed(each), 'encrypted', { digest, key })).toEqual({
              ok: false,
              why: 'refused',
            });
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('take nothing that is only packed for something encrypted', async () => {
    const made = await sealed('packed');
    expect(await unsealTexts(made, 'encrypted', { digest, key })).toEqual({
      ok: false,
      why: 'refused',
    });
  });

  test('do not unpack what would fill the memory', async () => {
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024)).toString('base64');
    const made = `siuo-gate-answers-1-packed\n${bomb}\n`;
    expect(await unsealTexts(made, 'packed', { digest, key: undefined })).toEqual({
      ok: false,
      why: 'refused',
    });
    expect(await sealTexts('x'.repeat(65 * 1024 * 1024), { digest, key })).toBeUndefined();
  });

  test.each(['', 'x', 'siuo-gate-answers-1-encrypted\n', 'siuo-gate-answers-1-encrypted\nAAAA'])(
    'refuse %j',
    async (text) => {
      expect(await unsealTexts(text, 'encrypted', { digest, key })).toEqual({
        ok: false,
        why: 'refused',
      });
    },
  );
});
