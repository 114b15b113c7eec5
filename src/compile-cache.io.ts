import * as nodeModule from 'node:module';
import os from 'node:os';
import { join } from 'node:path';
import { cacheFolder, type Environment } from './cache-folder.io.js';

/** As much of Node as keeps compiled code; its versions before 22.8 do not. */
interface CompileCache {
  readonly enableCompileCache?: (folder: string) => unknown;
}

/**
 * Has Node keep what it compiles of the modules that are loaded from here on, for the next start. It lies in the
 * user's own folder: what Node proposes is one for all users of a machine, and code in it is run. Not for a runner:
 * what a job leaves there would be code of the next job.
 *
 * @see https://nodejs.org/api/module.html#module-compile-cache
 */
export function keepCompiled(environment: Environment): void {
  if (environment.GITHUB_ACTIONS === 'true') return;
  try {
    const { enableCompileCache } = nodeModule as CompileCache;
    enableCompileCache?.(join(cacheFolder(environment, os), 'compiled'));
  } catch {
    // Without a folder a run says so itself.
  }
}
