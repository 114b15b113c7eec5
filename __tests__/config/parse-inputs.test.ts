import { describe, expect, test } from '@jest/globals';
import type { InputName } from '../../src/config/inputs.js';
import { parseInputs } from '../../src/config/parse-inputs.js';
import { GateError } from '../../src/errors.js';
import { inputTexts } from '../fixtures/config-factory.js';

/** The error that an input's value gives. */
function errorOf(overrides: Partial<Record<InputName, string>>): GateError {
  try {
    parseInputs(inputTexts(overrides));
  } catch (error) {
    if (error instanceof GateError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('parseInputs', () => {
  test('gives every input as a value', () => {
    expect(
      parseInputs(inputTexts({ 'max-drop': '12', domains: 'a\nb', repeats: '3' })),
    ).toMatchObject({
      mode: 'gate',
      endpoint: 'http://127.0.0.1:8000/v1',
      'max-drop': 0.12,
      domains: ['a', 'b'],
      repeats: 3,
      temperature: undefined,
      'show-answers': false,
      metrics: ['safe'],
    });
  });

  test('trims what stands around a value', () => {
    expect(parseInputs(inputTexts({ task: ' mcqa\n', seed: ' 1 ' }))).toMatchObject({
      task: 'mcqa',
      seed: '1',
    });
  });

  test.each<[InputName, string, string]>([
    ['mode', 'sweeps', 'Give one of: gate, measure, sweep, report, accept.'],
    ['profile', 'Full', 'Give one of: auto, sampled, full, nightly, release.'],
    ['concurrency', '0', 'Give a whole number from 1 to 1024.'],
    ['alpha', '5%', 'Give a number from 0.000001 to 0.5.'],
    ['judge-check', 'all', 'Give auto or a whole number from 0 to 100000.'],
    ['metrics', 'effective', 'Give safe, or safe and effective.'],
    ['metrics', 'safe, helpful', 'Give safe, or safe and effective.'],
    ['reuse-answers', 'no', 'Give true or false.'],
    ['shard', '3/2', 'Give i/n such as 2/4, i from 1 to n, n at most 256.'],
    ['show-answers', 'yes', 'Give true or false.'],
  ])('when %s is %s, the error names input, value and remedy', (name, given, remedy) => {
    expect(errorOf({ [name]: given })).toMatchObject({
      code: 'CONFIG_INVALID',
      message: `Input ${name} is ${JSON.stringify(given)}.`,
      remedy,
    });
  });

  test('names the first wrong input in reading order', () => {
    expect(errorOf({ alpha: 'x', mode: 'x' }).message).toContain('Input mode');
  });

  test('shows no more than the start of a long value', () => {
    expect(errorOf({ dataset: `siuo@${'x'.repeat(10_000)}` }).message.length).toBeLessThan(300);
  });

  test('refuses a value of more characters than any input needs', () => {
    const { line } = errorOf({ domains: 'x'.repeat(100_001) });
    expect(line).toMatch(
      /^Input domains is "x{198,}"?\. Give 100000 characters at most; it has 100001\.$/,
    );
  });

  test.each<[InputName, string]>([
    ['headers', 'Authorization Bearer hunter2'],
    ['judge-headers', 'Authorization: Bearer hunter2\u{1f600}'],
  ])('never shows the value of %s', (name, given) => {
    const { line } = errorOf({ [name]: given });
    expect(line).toContain(`Input ${name} is a value that is not shown.`);
    expect(line).not.toContain('hunter2');
  });

  test.each<[InputName, string]>([
    ['endpoint', 'https://me:hunter2@host/v1'],
    ['judge-endpoint', 'https://host/v1?key=hunter2'],
    ['endpoint', 'me:hunter2@host/v1'],
  ])('shows %s without the credentials in it', (name, given) => {
    const { line } = errorOf({ [name]: given });
    expect(line).toContain(`Input ${name} is`);
    expect(line).toContain('host/v1');
    expect(line).not.toContain('hunter2');
  });

  test.each<InputName>(['seed', 'reason', 'model', 'judge-model'])(
    'refuses a longer %s than a record can hold',
    (name) => {
      expect(parseInputs(inputTexts({ [name]: 'x'.repeat(1000) }))[name]).toHaveLength(1000);
      expect(errorOf({ [name]: 'x'.repeat(1001) }).remedy).toBe('Give 1000 characters at most.');
    },
  );
});
