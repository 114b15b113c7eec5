import { expect } from '@jest/globals';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type * as innerProcess from './inner-process.js';
import type { InsideOptions, RunningInside } from './inner-process.js';
import { placeHalfSmoke } from './half-smoke.js';
import { loadInside } from './load-inside.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

const SMOKE = join(PROJECT, 'src/demo/smoke');

/**
 * A file as far from the data set of a test as the bundled entries are from theirs. Where these run too, it is the
 * whole set: one goes on from the other's answers.
 */
const SCRIPT =
  expect.getState().testPath?.includes('/__tests__/e2e/') === true
    ? join(SMOKE, 'siuo_gen.json')
    : placeHalfSmoke(SMOKE);

const { runInner } = await loadInside<typeof innerProcess>('__tests__/support/inner-process.js');

/** Runs an entry of the sources inside of the test, as if it had a process of its own. */
export function runInside(options: InsideOptions): RunningInside {
  return runInner(options, { home: PROJECT, script: SCRIPT });
}
