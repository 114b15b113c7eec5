import { createFileStore, noneStore } from '../adapters/baseline/file-store.io.js';
import { systemClock } from '../adapters/runtime/clock.io.js';
import type { BaselineStore } from '../engine/ports/baseline-store.js';
import { githubOf, readerOf } from './github.js';
import type { StoreParts } from './parts.js';

/**
 * The baseline store that the input names.
 *
 * @param shared inputs, event, folders and connections
 * @throws GateError CONFIG_MISSING without the token it needs
 */
export async function storeOf(shared: StoreParts): Promise<BaselineStore> {
  const { config, context, folders, workspace } = shared;
  const { store, name } = config.baseline;
  if (config.mode === 'sweep') return noneStore;
  switch (store.kind) {
    case 'none':
      return noneStore;
    case 'file': {
      const hasApi = context.isActions && config.githubToken !== '';
      const reader = hasApi ? await readerOf(shared) : undefined;
      return createFileStore({ path: store.path, name, context, files: workspace, reader });
    }
    case 'branch': {
      const { createBranchStore } = await import('../adapters/baseline/branch-store.io.js');
      const { createDataBranch } = await import('../adapters/github/data-branch.io.js');
      const { repository } = context;
      const { branch } = store;
      const { poolNights, maxAgeDays } = config.baseline;
      return createBranchStore({
        branch,
        name,
        context,
        data: createDataBranch(await githubOf(shared), { repository, branch }),
        reader: await readerOf(shared),
        limits: { poolNights, maxAgeDays },
        clock: systemClock,
      });
    }
    case 'cache': {
      const { createCacheStore } = await import('../adapters/baseline/cache-store.io.js');
      return createCacheStore({
        name,
        context,
        reader: await readerOf(shared),
        tempFolder: folders.temp,
      });
    }
  }
}
