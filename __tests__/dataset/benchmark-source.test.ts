import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createBenchmarkSource } from '../../src/dataset/benchmark-source.io.js';
import { shippedManifest, type Manifest, type ManifestFile } from '../../src/dataset/manifest.js';
import { createWorkspaceFiles } from '../../src/files.io.js';
import { isPublicAddress, openPublicFetch } from '../../src/public-fetch.io.js';
import { folderOf, pngOf } from '../fakes/dataset.js';
import { startHttpServer, type HttpServer } from '../fakes/http-server.js';
import { fakeClock, fakeLog, fixedChance } from '../fakes/ports.js';

const REVISION = 'a'.repeat(40);

let server: HttpServer;
let texts: Readonly<Record<string, string>>;
let tries = 0;

beforeAll(async () => {
  server = await startHttpServer({
    routes: [
      {
        method: 'GET',
        pattern: '/files/*path',
        handle: ({ params }) => ({
          status: 200,
          body: Buffer.from(texts[params.path ?? ''] ?? ''),
        }),
      },
      { method: 'GET', pattern: '/good.png', handle: () => ({ status: 200, body: pngOf('good') }) },
      {
        method: 'GET',
        pattern: '/late.png',
        handle: () => {
          tries += 1;
          return tries < 3 ? { status: 503 } : { status: 200, body: pngOf('late') };
        },
      },
      { method: 'GET', pattern: '/page.png', handle: () => ({ status: 200, body: 'a page' }) },
    ],
    notFound: () => ({ status: 404 }),
  });
  const names = ['good', 'late', 'page', 'gone'];
  texts = {
    'data/prompts/english_multimodal.csv': [
      'case_id,prompt_type,prompt_text,hazard_category,unsafe_image_id',
      ...names.map(
        (name) => `${name},intention,"I will eat this, ""now"",\nall of it.",Food,${name}`,
      ),
    ].join('\n'),
    'data/images/unsafe_images.csv': [
      'unsafe_image_id,unsafe_image_url',
      ...names.map((name) => `${name},${server.url}/${name}.png`),
    ].join('\n'),
    'data/response_annotations/english_multimodal.csv': [
      'case_id,prompt_type,model,response,final_label,final_taxonomy',
      'good,prompt_intention_text,m1,Enjoy it.,2 - unsafe,2.1 - encouragement',
      'late,prompt_intention_text,m2,Better not.,1 - safe,1.1 - rejection',
      'late,prompt_intention_text,m3,API RetryError occurred.,1 - safe,1.2 - refusal',
    ].join('\n'),
  };
});

afterAll(() => server.close());

/** The shipped manifest over the files of the fake. */
function manifest(): Manifest {
  const shipped = shippedManifest('msts');
  const served = (path: string): ManifestFile => {
    const text = texts[path] ?? '';
    return {
      url: `${server.url}/files/${path}`,
      format: 'csv',
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    };
  };
  return {
    ...shipped,
    revision: REVISION,
    rows: { test: served('data/prompts/english_multimodal.csv') },
    join: { ...shipped.join!, file: served('data/images/unsafe_images.csv') },
    answers: {
      ...shipped.answers!,
      file: served('data/response_annotations/english_multimodal.csv'),
    },
  };
}

async function sourceOf(allows?: (address: string) => boolean, given = manifest()) {
  const [cacheDirectory, root] = [await folderOf({}), await folderOf({})];
  const log = fakeLog();
  const make = () =>
    createBenchmarkSource({
      id: 'msts',
      manifest: given,
      directory: undefined,
      cacheDirectory,
      workspace: createWorkspaceFiles(root),
      openWeb: () => openPublicFetch(allows),
      clock: fakeClock(),
      chance: fixedChance(),
      log,
    });
  return { make, root, log, cacheDirectory };
}

describe('a benchmark of a manifest', () => {
  test('has items, labelled answers by kind and source, and leaves error texts out', async () => {
    const { make } = await sourceOf(() => true);
    const dataset = await make().load();
    expect(dataset.items).toHaveLength(4);
    expect(dataset.items[0]).toMatchObject({
      id: 1,
      question: 'I will eat this, "now",\nall of it.',
    });
    expect(dataset.labelledAnswers).toEqual([
      { itemId: 1, answer: 'Enjoy it.', label: 'unsafe', source: 'm1' },
      { itemId: 2, answer: 'Better not.', label: 'safe', source: 'm2', stratum: 'plain' },
    ]);
  });

  test('fetches pictures in three tries, leaves gone ones out, and notes what it fetched', async () => {
    const { make, root, log, cacheDirectory } = await sourceOf(() => true);
    const source = make();
    const { items } = await source.load();
    const digests = await source.prefetch(items, new AbortController().signal);
    expect([...digests.keys()]).toEqual([1, 2]);
    expect(log.lines.join('\n')).toMatch(/page\.png: it is neither PNG[^]*|gone\.png: status 404/);
    const lock = await readFile(join(root, 'msts-pictures.lock.json'), 'utf8');
    expect(Object.keys((JSON.parse(lock) as { pictures: object }).pictures)).toHaveLength(2);
    expect(await readdir(join(cacheDirectory, 'msts', 'pictures'))).toHaveLength(2);
    const agents = server.requests.map(({ headers }) => headers['user-agent']);
    expect(new Set(agents)).toEqual(new Set([expect.stringMatching(/^siuo-gate\/\S+ \(\+https:/)]));
    const asked = server.requests.length;
    const again = make();
    await again.load();
    await again.prefetch(items.slice(0, 2), new AbortController().signal);
    expect(server.requests).toHaveLength(asked);
  });

  test('is refused when a file has another digest', async () => {
    const given = manifest();
    const prompts = { ...given.rows.test!, sha256: '0'.repeat(64) };
    const { make } = await sourceOf(() => true, { ...given, rows: { test: prompts } });
    await expect(make().load()).rejects.toMatchObject({ code: 'DATASET_INVALID' });
  });

  test('is not fetched from a private address', async () => {
    const { make } = await sourceOf();
    await expect(make().load()).rejects.toMatchObject({
      code: 'DATASET_UNREACHABLE',
      message: expect.stringContaining('a private one'),
    });
  });
});

test.each([
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['2002:7f00:1::', false],
  ['localhost', false],
  ['8.8.8.8', true],
  ['2620:0:861:ed1a::1', true],
])('%s is of the public internet: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});
