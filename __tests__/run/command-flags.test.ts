import { describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { refuseIdleFlags } from '../../src/config/command-inputs.js';
import { INPUT_NAMES, type InputName } from '../../src/config/inputs.js';
import { checkInputs, parseInputs } from '../../src/config/parse-inputs.js';
import { resolveConfig } from '../../src/config/resolve-config.js';
import {
  CLI_DEFAULTS,
  givenFlags,
  readCliInputs,
  withInputFlags,
} from '../../src/run/cli-inputs.io.js';
import { contextOf } from '../fixtures/config-factory.js';

const COMMANDS = [
  ...(['gate', 'measure', 'compare', 'sweep', 'report', 'plan', 'check-judge'] as const),
  ...(['history', 'label'] as const),
];

/** Each flag, and the commands that use it. */
const USERS: readonly (readonly [InputName, string])[] = [
  ['mode', ''],
  ['config', 'gate measure compare sweep report plan check-judge history label'],
  ['endpoint', 'gate measure sweep plan'],
  ['model', 'gate measure sweep plan'],
  ['api-key', 'gate measure sweep'],
  ['headers', 'gate measure sweep'],
  ['wait-for-endpoint', 'gate measure compare sweep report check-judge'],
  ['system-prompt', 'gate measure sweep plan'],
  ['max-tokens', 'gate measure compare sweep report plan'],
  ['temperature', 'gate measure compare sweep report plan'],
  ['request-body', 'gate measure sweep plan'],
  ['dataset', 'gate measure compare sweep report plan check-judge label'],
  ['task', 'gate measure compare sweep report plan'],
  ['profile', 'gate compare sweep report plan history'],
  ['items-per-domain', 'gate compare plan'],
  ['repeats', 'gate measure compare sweep report plan'],
  ['domains', 'gate measure compare sweep report plan check-judge label'],
  ['seed', 'gate measure compare sweep report plan'],
  ['judge-endpoint', 'gate measure compare sweep report plan check-judge'],
  ['judge-model', 'gate measure compare sweep report plan check-judge'],
  ['judge-api-key', 'gate measure compare sweep report plan check-judge'],
  ['judge-headers', 'gate measure compare sweep report plan check-judge'],
  ['judge-prompt', 'gate measure compare sweep report plan check-judge'],
  ['judge-max-tokens', 'gate measure compare sweep report plan check-judge'],
  ['judge-request-body', 'gate measure compare sweep report plan check-judge'],
  ['judge-check', 'gate measure compare sweep report plan check-judge'],
  ['confirm-judge-endpoint', 'gate report plan check-judge'],
  ['confirm-judge-model', 'gate report plan check-judge'],
  ['confirm-judge-api-key', 'gate report check-judge'],
  ['confirm-judge-headers', 'gate report check-judge'],
  ['confirm-judge-request-body', 'gate report plan check-judge'],
  ['confirm-judge-max-tokens', 'gate report plan check-judge'],
  ['baseline', 'gate report plan history label'],
  ['answers-key', 'gate report plan label'],
  ['baseline-name', 'gate sweep report plan history label'],
  ['update-baseline', 'gate report plan'],
  ['reason', 'gate report plan'],
  ['pool-runs', 'gate report plan'],
  ['missing-baseline', 'gate report plan'],
  ['max-baseline-age', 'gate report plan'],
  ['baseline-endpoint', 'gate plan'],
  ['baseline-model', 'gate plan'],
  ['baseline-api-key', 'gate'],
  ['baseline-headers', 'gate'],
  ['baseline-system-prompt', 'gate plan'],
  ['baseline-request-body', 'gate plan'],
  ['control', 'gate plan'],
  ['metrics', 'gate measure compare sweep report plan'],
  ['max-drop', 'gate compare report plan history'],
  ['max-drop-overall', 'gate compare report plan'],
  ['alpha', 'gate compare report plan'],
  ['min-safe-rate', 'gate report plan'],
  ['on-inconclusive', 'gate compare report plan'],
  ['max-unscored', 'gate measure compare report plan'],
  ['red-evidence', 'gate report plan'],
  ['human-labels', 'gate report plan'],
  ['concurrency', 'gate measure compare sweep report check-judge'],
  ['requests-per-minute', 'gate measure compare sweep report check-judge'],
  ['request-timeout', 'gate measure compare sweep report check-judge'],
  ['max-requests', 'gate measure compare sweep report plan check-judge'],
  ['prices', 'gate measure sweep report plan'],
  ['reuse-answers', 'gate measure compare sweep report check-judge'],
  ['shard', 'sweep'],
  ['records', 'report label'],
  ['github-token', 'gate sweep report plan history label'],
  ['comment', 'gate report'],
  ['report-dir', 'gate measure sweep report history'],
  ['show-answers', 'gate measure sweep report'],
];

/** A command with its flags, which was given some words. */
function parsed(name: string, words: readonly string[] = []): Command {
  const command = new Command(name).exitOverride().configureOutput({ writeErr: () => undefined });
  return withInputFlags(command).parse(words, { from: 'user' });
}

/** The flags that the help of a command lists. */
function listed(name: string): readonly (string | undefined)[] {
  return [
    ...parsed(name)
      .helpInformation()
      .matchAll(/^ +--([a-z-]+) </gm),
  ].map(([, flag]) => flag);
}

/** What a command makes of its flags on a machine of one's own, before anything is asked. */
function begin(name: string, words: readonly string[]) {
  const command = parsed(name, words);
  const texts = { ...CLI_DEFAULTS, ...readCliInputs(command, {}) };
  const laptop = contextOf('none', { pullRequest: undefined });
  const adapted = name === 'check-judge' ? checkInputs(texts) : texts;
  const config = resolveConfig(parseInputs(adapted), laptop);
  refuseIdleFlags(givenFlags(command), config, laptop);
  return config;
}

/** Flags that every run of a model needs. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  gate: ['--endpoint', 'http://h/v1', '--model', 'm', '--judge-model', 'j'],
  measure: ['--endpoint', 'http://h/v1', '--model', 'm', '--judge-model', 'j'],
  sweep: ['--endpoint', 'http://h/v1', '--model', 'm'],
  report: ['--records', 'r/record.json'],
  'check-judge': ['--judge-model', 'j'],
};

describe('help', () => {
  test('has a row for each flag', () => {
    expect(USERS.map(([flag]) => flag)).toEqual(INPUT_NAMES);
  });

  test.each(COMMANDS)('of %s lists what it uses, and nothing else', (name) => {
    const used = USERS.filter(([, users]) => users.split(' ').includes(name));
    expect(listed(name)).toEqual(used.map(([flag]) => flag));
  });
});

describe('a flag of other commands', () => {
  // A plan spends nothing, and takes what people copy from a gate.
  const strict = COMMANDS.filter((name) => name !== 'plan');
  const foreign = strict.flatMap((name) =>
    USERS.filter(([flag, users]) => flag !== 'mode' && !users.split(' ').includes(name)).map(
      ([flag, users]) => ({ name, flag, users }),
    ),
  );

  test.each(foreign)('$name refuses --$flag', ({ name, flag, users }) => {
    expect(() => readCliInputs(parsed(name, [`--${flag}`, '1']), {})).toThrow(
      expect.objectContaining({
        code: 'CONFIG_CONFLICT',
        message: `Option --${flag} is given to ${name}, which does not use it.`,
        remedy: expect.stringContaining(users.split(' ').join(', ')),
      }),
    );
  });

  test.each(USERS.filter(([flag]) => flag !== 'mode'))('plan takes --%s', (flag) => {
    expect(readCliInputs(parsed('plan', [`--${flag}`, '1']), {})).toEqual({ [flag]: '1' });
  });
});

describe('a flag that can do nothing', () => {
  /** Command, what it is given, and the flag that can do nothing. */
  const IDLE: readonly (readonly [string, readonly string[], string, RegExp])[] = [
    ['gate', ['--items-per-domain', '4'], 'items-per-domain', /first stage of the sampled profile/],
    [
      'gate',
      ['--profile', 'sampled', '--repeats', '3', '--items-per-domain', '4'],
      'items-per-domain',
      /sampled/,
    ],
    ['gate', ['--comment', 'always'], 'comment', /no pull request to comment on/],
    ['report', ['--comment', 'on-failure'], 'comment', /no pull request to comment on/],
    ['gate', ['--reason', 'why not'], 'reason', /new level is accepted/],
    ['gate', ['--update-baseline', 'auto'], 'update-baseline', /nothing here/],
    ['gate', ['--github-token', 't'], 'github-token', /only a baseline on a branch/],
    ['sweep', ['--github-token', 't'], 'github-token', /only a baseline on a branch/],
    [
      'gate',
      ['--baseline', 'none', '--pool-runs', '3'],
      'pool-runs',
      /there is no (stored )?baseline/,
    ],
    [
      'gate',
      ['--baseline', 'none', '--max-drop', '15'],
      'max-drop',
      /there is no (stored )?baseline/,
    ],
    ['gate', ['--task', 'mcqa'], 'judge-model', /nobody judges it/],
    ['measure', ['--task', 'mcqa'], 'judge-model', /nobody judges it/],
    ['gate', ['--confirm-judge-max-tokens', '900'], 'confirm-judge-max-tokens', /no second judge/],
    [
      'check-judge',
      ['--confirm-judge-endpoint', 'http://h'],
      'confirm-judge-endpoint',
      /no second/,
    ],
    ['sweep', ['--judge-endpoint', 'http://h'], 'judge-endpoint', /no judge is named/],
    ['report', ['--judge-max-tokens', '900'], 'judge-max-tokens', /no judge is named/],
  ];

  test.each(IDLE)('%s %j', (name, words, flag, why) => {
    expect(() => begin(name, [...(NEEDED[name] ?? []), ...words])).toThrow(
      expect.objectContaining({
        code: 'CONFIG_CONFLICT',
        message: expect.stringMatching(`^Option --${flag} can do nothing: .*${why.source}`),
      }),
    );
  });

  /** What `measure` is given to judge stored answers again; `--from` stands for its records. */
  function remeasure(records: string, words: readonly string[]) {
    const command = parsed('measure', words);
    const texts = { ...CLI_DEFAULTS, ...readCliInputs(command, {}), records };
    const laptop = contextOf('none', { pullRequest: undefined });
    const config = resolveConfig(parseInputs(texts), laptop);
    refuseIdleFlags(givenFlags(command), config, laptop);
    return config;
  }

  test.each([
    ['siuo-report', ['--endpoint', 'http://h/v1'], /--endpoint can do nothing: stored answers/],
    ['answers.jsonl', ['--repeats', '2'], /--repeats can do nothing: stored answers/],
    ['siuo-report', ['--temperature', '0'], /--temperature can do nothing: the record says/],
    ['siuo-report', ['--model', 'm'], /--model can do nothing: the record says/],
    ['siuo-report', ['--judge-check', '0'], /--judge-check can do nothing: no judge is named/],
  ])('measure --from %s %j', (records, words, message) => {
    expect(() => remeasure(records, words)).toThrow(message);
  });

  test('answers of another tool are told how they were asked', () => {
    const words = ['--model', 'theirs', '--max-tokens', '300', '--temperature', '0.5'];
    expect(remeasure('answers.jsonl', words)).toMatchObject({
      modelName: 'theirs',
      generation: { maxTokens: 300, temperature: 0.5 },
    });
  });
});

describe('a value', () => {
  /** A run of a gate with some flags. */
  const gate = (...words: readonly string[]) => begin('gate', [...(NEEDED.gate ?? []), ...words]);

  test('may be one of several domains, floors or headers: each flag adds', () => {
    const { decision, model } = gate(
      ...['--domains', 'morality', '--domains', 'controversial topics, politics'],
      ...['--min-safe-rate', '0.8', '--min-safe-rate', 'morality: 70 %'],
      ...['--headers', 'X-A: 1', '--headers', 'X-B: 2'],
    );
    expect(decision.domains).toEqual(['morality', 'controversial topics, politics']);
    expect(decision.floors).toEqual([{ rate: 0.8 }, { domain: 'morality', rate: 0.7 }]);
    expect(model?.headers).toEqual({ 'x-a': '1', 'x-b': '2' });
  });

  test.each(['15', '15%', '15 %'])('of a drop may be %j', (given) => {
    const { decision } = gate('--max-drop', given, '--max-drop-overall', given);
    expect(decision).toMatchObject({ maxDrop: 0.15, maxDropOverall: 0.15 });
  });

  test.each(['0.15', '15', '15%', '15 %'])('of a rate may be %j', (given) => {
    const { decision } = gate('--max-unscored', given, '--min-safe-rate', given);
    expect(decision).toMatchObject({ maxUnscored: 0.15, floors: [{ rate: 0.15 }] });
  });

  test.each([
    ['--max-drop', '0.05', /did you mean 5\?/],
    ['--max-drop-overall', '0.05', /did you mean 5\?/],
    ['--task', 'mcq', /mcqa/],
  ])('%s %s is asked about', (flag, given, remedy) => {
    expect(() => gate(flag, given)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', remedy: expect.stringMatching(remedy) }),
    );
  });
});
