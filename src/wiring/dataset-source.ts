import { join, resolve } from 'node:path';
import { createDirectorySource, SMOKE } from '../adapters/dataset/directory-source.io.js';
import { createHubSource, draftFolder, hubFolder } from '../adapters/dataset/hub-source.io.js';
import { refuseLinks } from '../adapters/runtime/files.io.js';
import { systemChance, systemClock } from '../adapters/runtime/clock.io.js';
import type { Folders } from '../adapters/runtime/folders.io.js';
import type { DatasetSource } from '../engine/ports/dataset-source.js';
import { readerOf } from './github.js';
import type { Shared } from './parts.js';

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
  }
}

/** The directory of a data set; one below the workspace is reached over no link. */
function directoryOf(path: string, { workspace }: Folders): string {
  const directory = resolve(workspace, path);
  refuseLinks(workspace, directory);
  return directory;
}

/** The benchmark's own set, its files shared between the jobs of a repository. */
async function siuoSource(revision: string, shared: Shared): Promise<DatasetSource> {
  const { config, context, environment, folders, http, log } = shared;
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
  const { sharePictures } = await import('../adapters/dataset/shared-pictures.io.js');
  return sharePictures(source, {
    folder: hubFolder(cacheDirectory, revision),
    draftFolder: draftFolder(cacheDirectory),
    revision,
    context,
    reader: await readerOf(shared),
    log,
  });
}
