import { describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import {
  CLI_DEFAULTS,
  commandSecrets,
  readCliInputs,
  withInputFlags,
} from '../../src/run/cli-inputs.io.js';
import { INPUT_GROUPS, INPUT_NAMES } from '../../src/config/inputs.js';
import { parseInputs } from '../../src/config/parse-inputs.js';

/** The inputs of a command line. */
function inputsOf(
  flags: readonly string[],
  environment: Record<string, string> = {},
  name = 'plan',
) {
  const command = withInputFlags(new Command(name).exitOverride().configureOutput({ writeErr }));
  command.parse(flags, { from: 'user' });
  return readCliInputs(command, environment);
}

/** Keeps commander's own error lines out of the test's output. */
const writeErr = (): void => undefined;

describe('withInputFlags', () => {
  const command = withInputFlags(new Command('gate'));

  test('gives every input a flag of its name', () => {
    expect(command.options.map((option) => option.long)).toEqual(
      INPUT_NAMES.map((name) => `--${name}`),
    );
  });

  test('puts every flag that it uses under a heading, in the order of the table', () => {
    const shown = command.options.filter(({ hidden }) => !hidden);
    const headings = [...new Set(shown.map((option) => option.helpGroupHeading))];
    const used = INPUT_GROUPS.filter(({ heading }) => heading !== 'Shards and records');
    expect(headings).toEqual(used.map(({ heading }) => `${heading}:`));
    expect(command.helpInformation()).toMatch(/\nJudge:\n {2}--judge-endpoint/);
  });

  test('shows the default of the command line', () => {
    expect(command.helpInformation()).toContain('file:.siuo-gate/baseline.json');
  });
});

describe('readCliInputs', () => {
  describe('when no flag is given', () => {
    test('gives nothing, so that the file and the defaults count', () => {
      expect(inputsOf([])).toEqual({});
    });

    test('has defaults of its own, which all parse', () => {
      expect(CLI_DEFAULTS).toMatchObject({
        profile: 'full',
        baseline: 'file:.siuo-gate/baseline.json',
        'update-baseline': 'never',
        comment: 'never',
        'github-token': '',
        concurrency: '16',
      });
      expect(parseInputs(CLI_DEFAULTS).profile).toBe('full');
    });

    test('takes keys from the environment', () => {
      const environment = {
        SIUO_GATE_API_KEY: 'a',
        SIUO_GATE_JUDGE_API_KEY: 'b',
        GITHUB_TOKEN: 'c',
        OPENAI_API_KEY: 'not this one',
      };
      expect(inputsOf([], environment)).toMatchObject({
        'api-key': 'a',
        'judge-api-key': 'b',
        'github-token': 'c',
      });
    });
  });

  describe('when flags are given', () => {
    test.each(INPUT_NAMES.map((name) => [name]))('takes --%s', (name) => {
      expect(inputsOf([`--${name}`, 'given'])[name]).toBe('given');
    });

    test('prefers a flag to the environment, an empty one too', () => {
      expect(inputsOf(['--api-key', ''], { SIUO_GATE_API_KEY: 'a' })['api-key']).toBe('');
    });

    test('takes a value that looks like a flag behind an equals sign', () => {
      expect(inputsOf(['--system-prompt=--quiet'])['system-prompt']).toBe('--quiet');
    });
  });

  describe('of a command that is a mode', () => {
    test.each(['gate', 'sweep', 'report'])('%s is that mode', (name) => {
      expect(inputsOf([], {}, name).mode).toBe(name);
      expect(inputsOf(['--mode', name], {}, name).mode).toBe(name);
    });

    test('refuses the mode of another', () => {
      expect(() => inputsOf(['--mode', 'gate'], {}, 'sweep')).toThrow(
        expect.objectContaining({
          code: 'CONFIG_CONFLICT',
          message: 'Option mode is "gate" with the command sweep.',
        }),
      );
    });
  });

  test.each([[['--max-drops', '5']], [['--no-comment']], [['surplus']]])('refuses %j', (flags) => {
    expect(() => inputsOf(flags)).toThrow(expect.objectContaining({ exitCode: 1 }));
  });
});

describe('commandSecrets', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['a flag', ['gate', '--api-key', 'swordfish'], ['swordfish']],
    ['a flag with =', ['gate', '--judge-api-key=sword=fish'], ['sword=fish']],
    ['a header', ['gate', '--headers', 'X-Key: swordfish\nAccept: text/plain'], ['swordfish']],
    ['a flag twice', ['--api-key=swordfish', '--api-key', 'goldfish'], ['swordfish', 'goldfish']],
    ['a misspelt flag', ['gate', '--apikey=swordfish'], ['swordfish']],
    ['a misspelt flag and a word', ['gate', '--judge-key', 'swordfish'], ['swordfish']],
    ['no secret', ['gate', '--model', 'swordfish', '--seed=goldfish'], []],
    ['a flag without a value', ['gate', '--api-key'], []],
  ])('knows the key of %s', (_name, words, secrets) => {
    expect(commandSecrets(words, {})).toEqual(secrets);
  });

  test('knows the keys of the environment', () => {
    expect(commandSecrets([], { SIUO_GATE_API_KEY: 'swordfish', HF_TOKEN: 'goldfish' })).toEqual([
      'swordfish',
      'goldfish',
    ]);
  });
});
