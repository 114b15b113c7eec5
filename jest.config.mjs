/** How TypeScript becomes JavaScript in tests. */
export const SWC = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript' },
    experimental: { keepImportAttributes: true },
  },
  module: { type: 'es6' },
};

/** @type {import('jest').Config} */
export default {
  // A busy machine makes no test fail: this only ends one that hangs.
  testTimeout: 600_000,
  // Jest would leave one processor of two idle.
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/scripts/count-reporter.mjs'],
  globalSetup: '<rootDir>/scripts/transpile-sources.mjs',
  testEnvironment: '<rootDir>/scripts/test-environment.mjs',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/build', '<rootDir>/dist'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', SWC],
  },
};
