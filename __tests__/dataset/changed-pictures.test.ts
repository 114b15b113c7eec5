import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { createDirectorySource } from '../../src/dataset/directory-source.io.js';
import { bytesOf } from '../fixtures/picture-factory.js';
import { folderOf, generationRow, pngOf } from '../fakes/dataset.js';

const rows = [generationRow(2), generationRow(1)];
const pictures = { 'images/p-1.png': pngOf('1'), 'images/p-2.png': pngOf('2') };
const signal = new AbortController().signal;

/** A source over a folder of these files. */
async function sourceOf(files: Readonly<Record<string, unknown>>) {
  const directory = await folderOf(files);
  return { source: createDirectorySource({ directory, task: 'generation' }), directory };
}

/** What a failure of these files must be like. */
const coded = (code: string, words: string): unknown =>
  expect.objectContaining({ code, message: expect.stringContaining(words) });

/** What is said of the first picture when it is another by now. */
const CHANGED = coded(
  'DATASET_INVALID',
  'siuo_gen.json, question_id 1, field image names the picture images/p-1.png, which was changed',
);

describe('a picture that is sent', () => {
  it.each([0, 700_000])(
    'refuses a picture of %i bytes and more that changed during the run',
    async (more) => {
      const bytes = (text: string): Buffer => Buffer.concat([pngOf(text), Buffer.alloc(more)]);
      const files = { 'images/p-1.png': bytes('1'), 'images/p-2.png': bytes('2') };
      const { source, directory } = await sourceOf({ 'siuo_gen.json': rows, ...files });
      const { items } = await source.load();
      await source.prefetch(items, signal);
      await writeFile(join(directory, 'images', 'p-1.png'), bytes('other'));
      const [changed, same] = await Promise.all(items.map((item) => source.picture(item)));
      const fault = await bytesOf(changed!).catch((error: unknown) => error);
      expect(fault).toEqual(CHANGED);
      expect((await bytesOf(same!)).equals(bytes('2'))).toBe(true);
    },
  );

  it('stops sending a large picture that changes meanwhile, and names it', async () => {
    const large = Buffer.concat([pngOf('1'), Buffer.alloc(700_000)]);
    const files = { 'siuo_gen.json': [generationRow(1)], 'images/p-1.png': large };
    const { source, directory } = await sourceOf(files);
    const { items } = await source.load();
    // As found some seconds after it was written, a file is known by its times.
    const later = Date.now() + 5000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(later);
    await source.prefetch(items, signal);
    clock.mockRestore();
    const { chunks, sizeBytes } = await (await source.picture(items[0]!)).base64();
    const sent: number[] = [];
    const send = async (): Promise<void> => {
      for await (const { length } of chunks) {
        if (sent.length === 0)
          await writeFile(join(directory, 'images', 'p-1.png'), pngOf('other'));
        sent.push(length);
      }
    };
    expect(await send().catch((error: unknown) => error)).toEqual(CHANGED);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toBeLessThan(sizeBytes);
  });

  it.each([
    ['is gone', () => undefined, 'DATASET_INVALID', 'which was changed during the run'],
    [
      'cannot be read',
      (path: string) => symlink(path, path),
      'DATASET_UNREACHABLE',
      'ELOOP: too many symbolic links',
    ],
  ] as const)('says of a picture that %s when it is sent', async (_, replace, code, words) => {
    const { source, directory } = await sourceOf({ 'siuo_gen.json': rows, ...pictures });
    const { items } = await source.load();
    await source.prefetch(items, signal);
    const picture = await source.picture(items[0]!);
    const path = join(directory, 'images', 'p-1.png');
    await rm(path);
    await replace(path);
    const fault = await bytesOf(picture).catch((error: unknown) => error);
    expect(fault).toEqual(coded(code, words));
  });
});
