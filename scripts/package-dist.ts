// Bundles the compiled entries with ncc into dist/, takes comments and white space out, and copies the
// smoke set alongside them. With --check it bundles into a folder of its own and fails when dist/ is not
// the same, byte by byte. With --stats FOLDER it leaves the bundler's account of each entry there, and
// nothing else.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { minify } from '@swc/core';

const ENTRIES = ['action', 'post', 'cli'];
const SMOKE_FILES = /(^|\/)(images(\/.*)?|[^/]+\.(json|txt|md))$/;

/** The bundler's command line, in this process: what it compiles itself to serves all entries. */
const ncc = createRequire(import.meta.url)('@vercel/ncc/dist/ncc/cli.js') as (
  args: readonly string[],
  ...output: readonly NodeJS.WritableStream[]
) => Promise<unknown>;

/** Bundles entries, each into a folder of its own, with more arguments for the bundler on each. */
async function bundle(folder: string, more: (entry: string) => readonly string[]): Promise<void> {
  for (const entry of ENTRIES) {
    const target = join(folder, entry);
    const args = [`build/src/${entry}.js`, '-o', target, '--license', 'licenses.txt', '--quiet'];
    await ncc(['build', ...args, ...more(entry)], process.stdout, process.stderr);
    await squeezeAll(target);
  }
}

/** Takes out of all scripts of a folder what is for readers only. */
async function squeezeAll(folder: string): Promise<void> {
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  await Promise.all(scripts.map((name) => squeeze(join(folder, name))));
}

/**
 * Takes comments and white space out of a script, which is half of it, and keeps every name. What is
 * left is ASCII: of any other, V8 keeps two bytes a character in memory as long as the script runs.
 */
async function squeeze(path: string): Promise<void> {
  const { code } = await minify(readFileSync(path, 'utf8'), {
    module: true,
    compress: false,
    mangle: false,
    format: { comments: false, ascii_only: true },
  });
  const [beyond] = /[^\0-\x7f]/.exec(code) ?? [];
  if (beyond !== undefined) {
    throw new Error(
      `${path} holds ${beyond}: write it as an escape where a tagged template has it`,
    );
  }
  writeFileSync(path, code);
}

/** Fills a folder as dist/ is filled. */
async function bundleInto(folder: string, more: readonly string[] = []): Promise<void> {
  await bundle(folder, () => more);
  cpSync('src/demo/smoke', join(folder, 'smoke'), {
    recursive: true,
    filter: (source) => source.endsWith('smoke') || SMOKE_FILES.test(source),
  });
}

/** The paths of all files below a folder. */
function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** The paths that stand in one folder only, or differ. */
function differingFiles(left: string, right: string): string[] {
  const [leftFiles, rightFiles] = [filesBelow(left), filesBelow(right)];
  const both = leftFiles.filter((path) => rightFiles.includes(path));
  return [
    ...leftFiles.filter((path) => !rightFiles.includes(path)),
    ...rightFiles.filter((path) => !leftFiles.includes(path)),
    ...both.filter(
      (path) => !readFileSync(join(left, path)).equals(readFileSync(join(right, path))),
    ),
  ];
}

const [, , option, given] = process.argv;
if (option === '--stats' && given !== undefined) {
  const fresh = mkdtempSync(join(tmpdir(), 'dist-'));
  mkdirSync(given, { recursive: true });
  await bundle(fresh, (entry) => ['--stats-out', join(given, `${entry}.json`)]);
  rmSync(fresh, { recursive: true });
} else if (option === '--check') {
  const fresh = mkdtempSync(join(tmpdir(), 'dist-'));
  // On a clean checkout writing the cache costs more than a second bundling would gain.
  await bundleInto(fresh, ['--no-cache']);
  const differing = differingFiles('dist', fresh);
  rmSync(fresh, { recursive: true });
  if (differing.length > 0) {
    console.error(
      `dist/ is not what the sources build (run npm run package): ${differing.join(', ')}`,
    );
    process.exitCode = 1;
  }
} else {
  rmSync('dist', { recursive: true, force: true });
  await bundleInto('dist');
}
