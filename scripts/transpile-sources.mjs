// Jest's globalSetup: transpiles the sources for the tests that run an entry inside of their own process,
// where Node loads them once for all tests of a worker.
import { transpileInto } from './transpile.mjs';

export default function transpileSources() {
  // run-inside.ts names the folder too.
  transpileInto('node_modules/.cache/siuo-gate-inside', [
    'src/**/*.{ts,json}',
    '__tests__/support/inner-process.ts',
  ]);
}
