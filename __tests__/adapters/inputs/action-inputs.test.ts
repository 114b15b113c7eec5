import { describe, expect, test } from '@jest/globals';
import { readActionInputs } from '../../../src/adapters/inputs/action-inputs.js';
import { INPUTS, INPUT_NAMES } from '../../../src/core/config/inputs.js';

describe('readActionInputs', () => {
  test('reads every input from the variable the runner makes of its name', () => {
    const environment = Object.fromEntries(
      INPUT_NAMES.map((name) => [`INPUT_${name.toUpperCase()}`, `value of ${name}`]),
    );
    const expected = Object.fromEntries(INPUT_NAMES.map((name) => [name, `value of ${name}`]));
    expect(readActionInputs(environment)).toEqual(expected);
  });

  test('takes the default of what is not set, and the token’s expression for no token', () => {
    const texts = readActionInputs({ INPUT_MODEL: 'm', PATH: '/bin' });
    expect(texts).toMatchObject({ model: 'm', mode: INPUTS.mode.default, 'github-token': '' });
    expect(Object.keys(texts)).toEqual(INPUT_NAMES);
  });

  test('keeps a value that was given empty', () => {
    expect(readActionInputs({ INPUT_LADDER: '' }).ladder).toBe('');
  });

  test('refuses an input that does not exist, and names those that do', () => {
    expect(() => readActionInputs({ INPUT_MODEL: 'm', 'INPUT_MAX-DROPS': '5' })).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: 'Input max-drops does not exist.',
        remedy: expect.stringContaining('max-drop, max-drop-overall'),
      }),
    );
  });
});
