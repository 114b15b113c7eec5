// Jest's globalSetup: transpiles the sources for the tests that run an entry inside of their own process,
// where Node loads them once for all tests of a worker. What is up to date is left alone.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, URL } from 'node:url';

import { transformSync } from '@swc/core';
import { globSync } from 'tinyglobby';

import { SWC } from '../jest.config.mjs';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/** Where it goes; run-inside.ts names it too. */
const TARGET = join(PROJECT, 'node_modules/.cache/siuo-gate-inside');

const SOURCES = [
  'src/**/*.ts',
  'src/**/*.json',
  '!src/report/browser',
  '__tests__/support/inner-process.ts',
];

/** Writes what differs, so that two Jests at once do not get into each other's way. */
function write(path, text) {
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch {
    mkdirSync(dirname(path), { recursive: true });
  }
  writeFileSync(path, text);
}

export default function transpileSources() {
  write(join(TARGET, 'package.json'), '{"type":"module"}');
  for (const path of globSync(SOURCES, { cwd: PROJECT })) {
    const filename = join(PROJECT, path);
    const text = readFileSync(filename, 'utf8');
    if (path.endsWith('.json')) write(join(TARGET, path), text);
    else
      write(
        join(TARGET, path.replace(/ts$/, 'js')),
        transformSync(text, { ...SWC, filename }).code,
      );
  }
}
