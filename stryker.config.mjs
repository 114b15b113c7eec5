// Mutates the pure code of the decision, and says what no test of it notices: see CONTRIBUTING.md.
import jest from './jest.config.mjs';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
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
  ignorePatterns: ['/build', '/dist', '/docs'],
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'build/mutation.json' },
  tempDirName: 'build/mutation',
};
