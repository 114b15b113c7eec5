import { describe, expect, test } from '@jest/globals';
import { requestsPerSample } from '../../src/run/run-terms.js';
import { configOf } from '../fixtures/config-factory.js';

describe('requestsPerSample', () => {
  test.each([
    [{}, 2],
    [{ metrics: 'safe, effective' }, 3],
    [{ task: 'mcqa' }, 1],
  ])('with %j is %d', (inputs, requests) => {
    expect(requestsPerSample({ config: configOf(inputs) })).toBe(requests);
  });
});
