import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hubFolder } from '../../src/dataset/hub-source.io.js';
import { pngOf } from '../fakes/dataset.js';
import { HUB_REVISION } from '../fakes/hub.js';
import { bytesOf } from '../fixtures/picture-factory.js';
import { HUB_FILES, startHub, type HubFixture } from './hub-support.js';

const signal = new AbortController().signal;
const ROWS = ['siuo_gen.json', 'siuo_mcqa.json'];

describe('createHubSource', () => {
  let fixture: HubFixture;

  beforeEach(async () => {
    fixture = await startHub();
  });

  afterEach(async () => {
    await fixture.close();
  });

  it('loads both files of rows at the revision, and no pictures', async () => {
    const dataset = await fixture.source({ task: 'mcqa' }).load();
    expect(dataset).toMatchObject({ id: 'siuo', revision: HUB_REVISION, labelledAnswers: [] });
    expect(dataset.items.map(({ id, choices }) => [id, choices?.correct])).toEqual([
      [1, 'B'],
      [2, 'B'],
      [3, 'B'],
    ]);
    expect(fixture.asked()).toEqual(ROWS);
  });

  it('fetches only the pictures that are asked for, by way of the storage', async () => {
    const source = fixture.source();
    const { items } = await source.load();
    const digests = await source.prefetch([items[0]!, items[2]!], signal);
    const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect([...digests].sort(([a], [b]) => a - b)).toEqual([
      [1, sha256(pngOf('1'))],
      [3, sha256(pngOf('3'))],
    ]);
    expect([...fixture.asked()].sort()).toEqual(['images/p-1.png', 'images/p-3.png', ...ROWS]);
    const picture = await source.picture(items[2]!);
    expect(picture.mediaType).toBe('image/png');
    expect(await bytesOf(picture)).toEqual(pngOf('3'));
  });

  it('encodes names, so that none can reach beyond its own path', async () => {
    const image = 'a b?#%2e..&c.png';
    const odd = await startHub({
      files: {
        ...HUB_FILES,
        'siuo_gen.json': [{ ...(HUB_FILES['siuo_gen.json'] as object[])[0], image }],
        'siuo_mcqa.json': [{ ...(HUB_FILES['siuo_mcqa.json'] as object[])[0], image }],
      },
    });
    const set = odd.source();
    const { items } = await set.load();
    await expect(set.prefetch(items, signal)).rejects.toHaveProperty('code', 'DATASET_UNREACHABLE');
    expect(odd.asked().at(-1)).toBe('images/a%20b%3F%23%252e..%26c.png');
    await odd.close();
  });

  describe('the cache', () => {
    it('holds every file under the revision, whole, and nothing else', async () => {
      const source = fixture.source();
      await source.prefetch((await source.load()).items, signal);
      const folder = hubFolder(fixture.cacheDirectory, HUB_REVISION);
      const names = (await readdir(folder, { recursive: true })).sort();
      expect(names).toEqual(['images', ...Object.keys(HUB_FILES)].sort());
      expect(await readFile(join(folder, 'images/p-2.png'))).toEqual(pngOf('2'));
      expect(await readdir(join(fixture.cacheDirectory, '.drafts'))).toEqual([]);
    });

    it('keeps files from being fetched again', async () => {
      const first = fixture.source();
      await first.prefetch((await first.load()).items, signal);
      const requests = fixture.asked().length;
      const second = fixture.source();
      const { items } = await second.load();
      expect((await second.prefetch(items, signal)).size).toBe(3);
      await second.picture(items[0]!);
      expect(fixture.asked()).toHaveLength(requests);
    });

    it('fetches again what is torn', async () => {
      const folder = hubFolder(fixture.cacheDirectory, HUB_REVISION);
      await mkdir(join(folder, 'images'), { recursive: true });
      await writeFile(join(folder, 'siuo_gen.json'), '[{"question_id": 1');
      await writeFile(join(folder, 'images', 'p-1.png'), '');
      const source = fixture.source();
      const { items } = await source.load();
      await source.prefetch(items.slice(0, 1), signal);
      expect([...fixture.asked()].sort()).toEqual(['images/p-1.png', ...ROWS]);
      expect(await readFile(join(folder, 'images', 'p-1.png'))).toEqual(pngOf('1'));
    });

    it('fetches a picture that was not prefetched', async () => {
      const source = fixture.source();
      const { items } = await source.load();
      expect(await source.picture(items[1]!)).toHaveProperty('mediaType', 'image/png');
    });

    it('says so when the disk refuses', async () => {
      await writeFile(
        join(fixture.cacheDirectory, HUB_REVISION),
        'a file where a folder should be',
      );
      await expect(fixture.source().load()).rejects.toMatchObject({
        code: 'DATASET_UNREACHABLE',
        message: expect.stringContaining('cannot be written'),
      });
    });
  });

  it('fetches eight pictures at a time', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => index + 1);
    const files = Object.fromEntries(ids.map((id) => [`images/p-${id}.png`, pngOf(String(id))]));
    let [inFlight, most] = [0, 0];
    const many = await startHub({ files });
    const { fetch } = await import('undici');
    const source = many.source({
      fetch: async (url, init) => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        const response = await fetch(url, init);
        const bytes = await response.arrayBuffer();
        inFlight -= 1;
        const { Response } = await import('undici');
        const { status, headers } = response;
        return new Response(status === 302 ? null : bytes, { status, headers });
      },
    });
    const item = (await fixture.source().load()).items[0]!;
    const items = ids.map((id) => ({ ...item, id, image: `p-${id}.png` }));
    expect((await source.prefetch(items, signal)).size).toBe(20);
    expect(most).toBe(8);
    await many.close();
  });
});
