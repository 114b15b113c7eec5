// Takes the types out of TypeScript, file by file; eslint is what reads them (see type-errors.mjs). Run as
// a program it writes build/, from which dist/ is bundled and the other scripts are run.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath, URL } from 'node:url';

import { transformSync } from '@swc/core';
import { globSync } from 'tinyglobby';

import { SWC } from '../jest.config.mjs';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/** Writes what differs, so that two processes at once do not get into each other's way. */
function write(path, text) {
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch {
    mkdirSync(dirname(path), { recursive: true });
  }
  writeFileSync(path, text);
}

/** Transpiles what matches patterns into a folder, JSON as it is; what is up to date is left alone. */
export function transpileInto(folder, patterns) {
  const target = join(PROJECT, folder);
  write(join(target, 'package.json'), '{"type":"module"}');
  for (const path of globSync([...patterns, '!src/report/browser', '!src/**/*.d.ts'], {
    cwd: PROJECT,
  })) {
    const filename = join(PROJECT, path);
    const text = readFileSync(filename, 'utf8');
    if (path.endsWith('.json')) write(join(target, path), text);
    else
      write(
        join(target, path.replace(/ts$/, 'js')),
        transformSync(text, { ...SWC, filename }).code,
      );
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  // What benchmarks have left in build/ stays: they go on from it.
  for (const part of ['src', 'scripts', 'bench'])
    rmSync(join(PROJECT, 'build', part), { recursive: true, force: true });
  transpileInto('build', ['{src,scripts,bench}/**/*.ts', 'src/**/*.json']);
}
