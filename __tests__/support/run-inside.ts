import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type * as innerProcess from './inner-process.js';
import type { InsideOptions, RunningInside } from './inner-process.js';
import { placeHalfSmoke } from './half-smoke.js';
import { loadInside } from './load-inside.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** A file as far from half of the built-in data set as the bundled entries are from all of it. */
const SCRIPT = placeHalfSmoke(join(PROJECT, 'src/demo/smoke'));

const { runInner } = await loadInside<typeof innerProcess>('__tests__/support/inner-process.js');

/** Runs an entry of the sources inside of the test, as if it had a process of its own. */
export function runInside(options: InsideOptions): RunningInside {
  return runInner(options, { home: PROJECT, script: SCRIPT });
}
