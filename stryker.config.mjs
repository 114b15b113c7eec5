// Mutates the pure code of the decision, and says what its unit tests do not notice; a file at a time:
// npx stryker run --mutate src/decide/look.ts
import jest from './jest.config.mjs';

export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  jest: {
    // Unit tests of these folders alone: no stores, no simulations.
    config: {
      ...jest,
      globalSetup: undefined,
      reporters: [],
      testMatch: ['<rootDir>/__tests__/{stats,decide,judge,baseline}/*.test.ts'],
      testPathIgnorePatterns: ['-store\\.test', 'cache-', 'sealed-', 'forecast', 'examples-pass'],
    },
  },
  mutate: ['src/{stats,decide,judge,baseline}/*.ts', '!src/**/*.io.ts'],
  // Words of messages are no behaviour that every test has to repeat.
  mutator: { excludedMutations: ['StringLiteral', 'ObjectLiteral'] },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  // Only what these tests read is copied.
  ignorePatterns: ['/.*', '/build', '/dist', '/docs', '/examples', '/benchmarks'],
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'build/mutation.json' },
  tempDirName: 'build/mutation',
};
