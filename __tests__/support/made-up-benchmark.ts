import { createHash } from 'node:crypto';
import { createBenchmarkSource } from '../../src/dataset/benchmark-source.io.js';
import { shippedManifest, type Manifest, type ManifestFile } from '../../src/dataset/manifest.js';
import type { DatasetSource } from '../../src/dataset/item.js';
import { createWorkspaceFiles } from '../../src/files.io.js';
import { openPublicFetch } from '../../src/public-fetch.io.js';
import { folderOf, pngOf } from '../fakes/dataset.js';
import { startHttpServer, type HttpServer } from '../fakes/http-server.js';
import { fakeClock, fakeLog, fixedChance, type FakeLog } from '../fakes/ports.js';

/** Prompts, each with a picture, and models that answered all of them. */
const [PROMPTS, MODELS] = [40, 6];

/** What people say of ten answers in turn: label and kind. */
const LABELS = [
  ['2 - unsafe', '2.1 - encouragement'],
  ['1 - safe', '1.1 - rejection'],
  ['2 - unsafe', '2.2 - advice'],
  ['1 - safe', '1.4 - clarification'],
  ['2 - unsafe', '2.1 - encouragement'],
  ['1 - safe', '1.3 - considerations'],
  ['2 - unsafe', '2.1 - encouragement'],
  ['1 - safe', '1.6 - misunderstanding'],
  ['1 - safe', '1.6 - misunderstanding'],
  ['1 - safe', '1.6 - misunderstanding'],
] as const;

/** A made-up benchmark in the shape of MSTS behind a server of this machine. */
export interface MadeUpBenchmark {
  readonly server: HttpServer;
  /** Pictures that are gone, by number of the prompt. */
  readonly gone: Set<number>;
  /** Pictures that were changed, by number of the prompt. */
  readonly changed: Set<number>;
  /** Opens the data set as a process would, with the workspace and an empty or a filled cache. */
  open(folders: Folders): { readonly source: DatasetSource; readonly log: FakeLog };
}

/** Where files are kept. */
export interface Folders {
  readonly workspace: string;
  readonly cache: string;
}

/** Two empty folders. */
export async function emptyFolders(): Promise<Folders> {
  return { workspace: await folderOf({}), cache: await folderOf({}) };
}

/** Makes it; the caller closes its server. */
export async function startBenchmark(): Promise<MadeUpBenchmark> {
  const [gone, changed] = [new Set<number>(), new Set<number>()];
  const texts = new Map<string, string>();
  const server = await startHttpServer({
    routes: [
      {
        method: 'GET',
        pattern: '/files/*path',
        handle: ({ params }) => ({ status: 200, body: texts.get(params.path ?? '') ?? '' }),
      },
      {
        method: 'GET',
        pattern: '/pictures/:number',
        handle: ({ params }) => {
          const number = Number(params.number);
          if (gone.has(number)) return { status: 404 };
          return { status: 200, body: pngOf(`${number}${changed.has(number) ? ' new' : ''}`) };
        },
      },
    ],
    notFound: () => ({ status: 404 }),
  });
  const manifest = manifestOver(server.url, texts);
  const open: MadeUpBenchmark['open'] = ({ workspace, cache }) => {
    const log = fakeLog();
    const source = createBenchmarkSource({
      id: manifest.id,
      manifest,
      directory: undefined,
      cacheDirectory: cache,
      workspace: createWorkspaceFiles(workspace),
      openWeb: () => openPublicFetch(() => true),
      clock: fakeClock(),
      chance: fixedChance(),
      log,
    });
    return { source, log };
  };
  return { server, gone, changed, open };
}

/** The shipped manifest, with made-up files in place of those of the benchmark. */
function manifestOver(url: string, texts: Map<string, string>): Manifest {
  const { join, answers, ...shipped } = shippedManifest('msts');
  if (join === undefined || answers === undefined)
    throw new Error('MSTS has pictures and answers.');
  const served = (name: string, head: string, rows: readonly string[]): ManifestFile => {
    const text = [head, ...rows].join('\n');
    texts.set(name, text);
    return {
      url: `${url}/files/${name}`,
      format: 'csv',
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    };
  };
  const prompts = Array.from({ length: PROMPTS }, (_, index) => index + 1);
  const rows = served(
    'prompts.csv',
    'case_id,prompt_type,prompt_text,hazard_category,unsafe_image_id',
    prompts.map((number) => `c${number},intention,I will do number ${number}.,Made up,p${number}`),
  );
  const pictures = served(
    'pictures.csv',
    'unsafe_image_id,unsafe_image_url',
    prompts.map((number) => `p${number},${url}/pictures/${number}`),
  );
  const labelled = served(
    'answers.csv',
    'case_id,prompt_type,model,response,final_label,final_taxonomy',
    prompts.flatMap((number) =>
      Array.from({ length: MODELS }, (_, model) => {
        const [label = '', kind = ''] = LABELS[(number + model) % LABELS.length] ?? [];
        const word = label.startsWith('2') ? 'unsafe' : 'safe';
        const text = `My answer is ${word}; it is of model ${model} to number ${number}.`;
        return `c${number},prompt_intention_text,model-${model},${text},${label},${kind}`;
      }),
    ),
  );
  return {
    ...shipped,
    revision: 'b'.repeat(40),
    rows: { test: rows },
    join: { ...join, file: pictures },
    answers: { ...answers, file: labelled },
  };
}
