import { join, resolve } from 'node:path';
import { createDirectorySource } from '../adapters/dataset/directory-source.js';
import { createHubSource, hubFolder } from '../adapters/dataset/hub-source.js';
import { draftFolder } from '../adapters/dataset/write-whole.js';
import { systemChance } from '../adapters/runtime/system-chance.js';
import type { Folders } from '../adapters/runtime/folders.js';
import { systemClock } from '../adapters/runtime/system-clock.js';
import { refuseLinks } from '../adapters/runtime/workspace-files.js';
import { SMOKE } from '../core/dataset/smoke.js';
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
  const { sharePictures } = await import('../adapters/dataset/shared-pictures.js');
  return sharePictures(source, {
    folder: hubFolder(cacheDirectory, revision),
    draftFolder: draftFolder(cacheDirectory),
    revision,
    context,
    reader: await readerOf(shared),
    log,
  });
}
