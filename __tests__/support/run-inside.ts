import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { constants, runInThisContext } from 'node:vm';

import type { InsideOptions, runInner, RunningInside } from './inner-process.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** Where scripts/transpile-sources.mjs leaves the sources. */
const INSIDE = join(PROJECT, 'node_modules/.cache/siuo-gate-inside');

/** A file as far from the built-in data set as the bundled entries are. */
const SCRIPT = join(PROJECT, 'src/demo/smoke/siuo_gen.json');

/** Loads a module as Node does, once for all test files of a worker: Jest would load it anew for each. */
const load = runInThisContext('(url) => import(url)', {
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
}) as (url: string) => Promise<unknown>;

const { runInner: run } = (await load(
  pathToFileURL(join(INSIDE, '__tests__/support/inner-process.js')).href,
)) as { readonly runInner: typeof runInner };

/** Runs an entry of the sources inside of the test, as if it had a process of its own. */
export function runInside(options: InsideOptions): RunningInside {
  return run(options, { home: PROJECT, script: SCRIPT });
}
