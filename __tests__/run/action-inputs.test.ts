import { describe, expect, test } from '@jest/globals';
import {
  ACTION_DEFAULTS,
  actionInputTexts,
  readActionInputs,
} from '../../src/run/action-inputs.io.js';
import { ACTION_INPUTS, INPUTS, INPUT_NAMES } from '../../src/config/inputs.js';

describe('readActionInputs', () => {
  test('reads every input from the variable the runner makes of its name', () => {
    const environment = Object.fromEntries(
      ACTION_INPUTS.map((name) => [`INPUT_${name.toUpperCase()}`, `value of ${name}`]),
    );
    const expected = Object.fromEntries(ACTION_INPUTS.map((name) => [name, `value of ${name}`]));
    expect(readActionInputs(environment)).toEqual(expected);
  });

  test.each(['', ' ', '\n'])('takes an input that is %j as one that is not given', (text) => {
    expect(readActionInputs({ INPUT_MODEL: 'm', INPUT_PROFILE: text, PATH: '/bin' })).toEqual({
      model: 'm',
    });
  });

  test('refuses an input that does not exist, and names those that do', () => {
    expect(() => readActionInputs({ INPUT_MODEL: 'm', 'INPUT_MAX-DROPS': '5' })).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: 'Input max-drops does not exist.',
        remedy: expect.stringContaining('mode, config, endpoint'),
      }),
    );
  });

  test('says where a key belongs that the action does not take', () => {
    expect(() => readActionInputs({ 'INPUT_REQUEST-TIMEOUT': '5' })).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: 'Input request-timeout is no input of the action.',
        remedy: 'Give it in the configuration file, .github/siuo-gate.yml, as requests.timeout.',
      }),
    );
  });
});

describe('actionInputTexts', () => {
  test('fills defaults in, and the token’s expression with no token', () => {
    const texts = actionInputTexts({ INPUT_MODEL: 'm', INPUT_PROFILE: '', 'INPUT_NO-SUCH': 'x' });
    expect(texts).toEqual({ ...ACTION_DEFAULTS, model: 'm' });
    expect(texts).toMatchObject({ profile: INPUTS.profile.default, 'github-token': '' });
    expect(Object.keys(texts)).toEqual(INPUT_NAMES);
  });
});
