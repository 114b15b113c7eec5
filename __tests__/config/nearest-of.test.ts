import { describe, expect, test } from '@jest/globals';
import { nearestOf } from '../../src/config/parse-inputs.js';

const NAMES = ['alpha', 'max-drop', 'max-drop-overall', 'seed', 'api-key'];

describe('nearestOf', () => {
  test.each([
    ['alfa', undefined],
    ['alph', 'alpha'],
    ['alhpa', 'alpha'],
    ['hapla', undefined],
    ['ALPHA', 'alpha'],
    ['max_drop', 'max-drop'],
    ['maxDrops', 'max-drop'],
    ['max-drop-overal', 'max-drop-overall'],
    ['apikey', 'api-key'],
    ['sed', 'seed'],
    ['zebra', undefined],
    ['', undefined],
    ['x'.repeat(10_000), undefined],
  ])('makes of %j %j', (given, name) => {
    expect(nearestOf(given, NAMES)).toBe(name);
  });
});
