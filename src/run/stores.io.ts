import { conflict } from '../config/config-errors.js';
import { comparesNothing } from '../config/config.js';
import { join, resolve } from 'node:path';
import { createFileStore, noneStore } from '../baseline/file-store.io.js';
import { createDirectorySource, SMOKE } from '../dataset/directory-source.io.js';
import { createHubSource, hubFolder, draftFolder } from '../dataset/hub-source.io.js';
import type { BenchmarkSourceOptions } from '../dataset/benchmark-source.io.js';
import type { BenchmarkId } from '../dataset/manifest.js';
import { createFileJournal, type SharedJournal } from '../record/journal.io.js';
import { type Folders, journalFile } from '../folders.io.js';
import { systemChance, systemClock } from '../clock.io.js';
import { refuseLinks } from '../files.io.js';
import { continuationOf } from '../record/identity.js';
import type { BaselineStore } from '../baseline/baseline-file.js';
import type { DatasetSource } from '../dataset/item.js';
import type { Journal } from '../record/journal-entry.js';
import {
  githubOf,
  readerOf,
  readFileOf,
  type StoreParts,
  type Shared,
  type World,
} from './github-parts.io.js';
import type { PicturesPlace } from '../dataset/shared-pictures.io.js';

/**
 * The baseline store that the input names.
 *
 * @param shared inputs, event, folders and connections
 * @throws GateError CONFIG_MISSING without the token it needs
 */
export async function storeOf(shared: StoreParts): Promise<BaselineStore> {
  const { config, context, folders, workspace } = shared;
  const { store, name } = config.baseline;
  if (comparesNothing(config.mode)) return noneStore;
  switch (store.kind) {
    case 'none':
    case 'endpoint':
      return noneStore;
    case 'file': {
      const hasApi = context.isActions && config.githubToken !== '';
      const reader = hasApi ? await readerOf(shared) : undefined;
      return createFileStore({ path: store.path, name, context, files: workspace, reader });
    }
    case 'branch': {
      const { createBranchStore } = await import('../baseline/branch-store.io.js');
      const { createDataBranch } = await import('../github/data-branch.io.js');
      const { repository } = context;
      const { branch } = store;
      const { poolRuns, maxAgeDays } = config.baseline;
      return createBranchStore({
        branch,
        name,
        context,
        data: createDataBranch(await githubOf(shared), { repository, branch }),
        reader: await readerOf(shared),
        limits: { poolRuns, maxAgeDays },
        clock: systemClock,
      });
    }
    case 'cache': {
      const { createCacheStore } = await import('../baseline/cache-store.io.js');
      return createCacheStore({
        name,
        context,
        reader: await readerOf(shared),
        tempFolder: folders.temp,
      });
    }
  }
}

/** The data set that the input names. */
export async function datasetOf(shared: Shared): Promise<DatasetSource> {
  const { config, folders, smokeFolder } = shared;
  const { dataset, task } = config;
  switch (dataset.kind) {
    case 'smoke':
      return createDirectorySource({ directory: smokeFolder, task, identity: SMOKE });
    case 'directory':
      return createDirectorySource({ directory: directoryOf(dataset.path, folders), task });
    case 'siuo':
      return siuoSource(dataset.revision, shared);
    case 'benchmark':
      return shippedSource(dataset.id, shared);
    case 'manifest':
      return ownSource(dataset.path, shared);
  }
}

/** A benchmark whose manifest comes with the tool. */
async function shippedSource(id: BenchmarkId, shared: Shared): Promise<DatasetSource> {
  const { shippedManifest } = await import('../dataset/manifest.js');
  return manifestSource({ id, manifest: shippedManifest(id), directory: undefined }, shared);
}

/** A benchmark of a manifest of the repository. */
async function ownSource(path: string, shared: Shared): Promise<DatasetSource> {
  const { context, folders, workspace } = shared;
  const { readManifest } = await import('./manifest-file.io.js');
  const found = await readManifest(path, folders.workspace, {
    context,
    files: workspace,
    readAt: (query) => readFileOf(query, shared),
  });
  return manifestSource({ id: `manifest:${found.manifest.id}`, ...found }, shared);
}

/** A benchmark that a manifest describes. */
async function manifestSource(
  described: Pick<BenchmarkSourceOptions, 'id' | 'manifest' | 'directory'>,
  { config, folders, workspace, log }: Shared,
): Promise<DatasetSource> {
  if (config.task === 'mcqa') {
    throw conflict(
      `Input task is "mcqa", and items of ${described.id} have no options.`,
      'Leave it out, or give siuo, smoke, or a directory in the layout of SIUO.',
    );
  }
  const { createBenchmarkSource } = await import('../dataset/benchmark-source.io.js');
  const { openPublicFetch } = await import('../public-fetch.io.js');
  return createBenchmarkSource({
    ...described,
    cacheDirectory: join(folders.cache, 'benchmarks'),
    workspace,
    openWeb: () => openPublicFetch(),
    clock: systemClock,
    chance: systemChance,
    log,
  });
}

/** The directory of a data set; one below the workspace is reached over no link. */
function directoryOf(path: string, { workspace }: Folders): string {
  const directory = resolve(workspace, path);
  refuseLinks(workspace, directory);
  return directory;
}

/**
 * Where the files of the benchmark's own set lie.
 *
 * @param revision a commit of the hub
 * @param folders the folders of a run
 */
export function siuoPlace(revision: string, { cache }: Pick<Folders, 'cache'>): PicturesPlace {
  const directory = join(cache, 'siuo');
  return {
    folder: hubFolder(directory, revision),
    draftFolder: draftFolder(directory),
    revision,
  };
}

/** The benchmark's own set, its files shared between the jobs of a repository. */
async function siuoSource(revision: string, shared: Shared): Promise<DatasetSource> {
  const { config, context, environment, folders, handOver, http, log } = shared;
  const cacheDirectory = join(folders.cache, 'siuo');
  const source = createHubSource({
    revision,
    cacheDirectory,
    endpoint: environment.HF_ENDPOINT ?? '',
    token: environment.HF_TOKEN ?? '',
    fetch: http.fetch,
    clock: systemClock,
    chance: systemChance,
    task: config.task,
  });
  if (!context.isActions || config.githubToken === '') return source;
  const { sharePictures } = await import('../dataset/shared-pictures.io.js');
  return sharePictures(source, {
    ...siuoPlace(revision, folders),
    context,
    reader: await readerOf(shared),
    log,
    unsaved: handOver?.pictures ?? (() => undefined),
  });
}

/**
 * The journal. In Actions it resumes from the one that an earlier attempt saved, where the run may go on
 * from any; without a token, or where it may not, it begins again.
 */
export async function journalOf(shared: Shared): Promise<SharedJournal> {
  const { config, context, folders, log, redact, handOver } = shared;
  const pathOf = pathIn(shared);
  const journal = createFileJournal({ pathOf, log, redact });
  const isShared = continuationOf(config, context) === 'always' && config.githubToken !== '';
  if (!isShared) return context.isActions ? beginning(journal) : unsaved(journal);
  const { shareJournal } = await import('../record/journal.io.js');
  const reader = await readerOf(shared);
  const { temp } = folders;
  return shareJournal(journal, {
    pathOf,
    context,
    reader,
    tempFolder: temp,
    log,
    redact,
    marked: handOver?.journal ?? (() => undefined),
  });
}

/**
 * Where the journal of each fingerprint lies.
 *
 * @param parts folders and inputs
 */
export function pathIn({ folders, config }: Pick<World, 'folders'> & Pick<Shared, 'config'>) {
  return (fingerprint: string): string => journalFile(folders, config.baseline.name, fingerprint);
}

/** A journal that resumes from no file: any step of the job could have put it there. */
function beginning(journal: Journal): SharedJournal {
  return unsaved({ ...journal, open: (fingerprint) => journal.open(fingerprint, false) });
}

/** A journal that stays where it is. */
function unsaved(journal: Journal): SharedJournal {
  return { ...journal, save: () => Promise.resolve() };
}
