// Jest's globalSetup: transpiles what Node itself loads, once for all tests of a worker: the sources, for
// tests that run an entry inside of their own process, and modules that are slow to load.
import { transpileInto } from './transpile.mjs';

export default function transpileSources() {
  // load-inside.ts names the folder too.
  transpileInto('node_modules/.cache/siuo-gate-inside', [
    'src/**/*.{ts,json}',
    '__tests__/support/inner-process.ts',
    '__tests__/fakes/github/description.ts',
  ]);
}
