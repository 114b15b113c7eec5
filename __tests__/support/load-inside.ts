import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { constants, runInThisContext } from 'node:vm';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** Where scripts/transpile-sources.mjs leaves the modules that are loaded so. */
export const INSIDE = join(PROJECT, 'node_modules/.cache/siuo-gate-inside');

const load = runInThisContext('(url) => import(url)', {
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
}) as (url: string) => Promise<unknown>;

/** Loads a module as Node does, once for all test files of a worker: Jest would load it again for each. */
export async function loadInside<Module>(path: string): Promise<Module> {
  return (await load(pathToFileURL(join(INSIDE, path)).href)) as Module;
}
