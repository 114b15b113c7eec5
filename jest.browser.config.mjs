import base from './jest.config.mjs';

/** The tests that need a browser: not part of `npm test`, which runs wherever Node does. */
export default {
  ...base,
  testMatch: ['<rootDir>/__tests__/browser/**/*.browser.ts'],
};
