import { describe, expect, test } from '@jest/globals';
import type { InputDefinition } from '../../src/config/parsers.js';
import {
  ACTION_INPUTS,
  definitionOf,
  fileKeyOf,
  INPUTS,
  INPUT_GROUPS,
  INPUT_NAMES,
} from '../../src/config/inputs.js';
import { OUTPUTS } from '../../src/config/outputs.js';

/** The inputs of the contract, in its order. */
const CONTRACT = [
  ...['mode', 'config', 'endpoint', 'model', 'api-key', 'headers', 'wait-for-endpoint'],
  'system-prompt',
  ...['max-tokens', 'temperature', 'request-body', 'dataset', 'task', 'profile'],
  ...['items-per-domain', 'repeats', 'domains', 'seed', 'judge-endpoint', 'judge-model'],
  ...['judge-api-key', 'judge-headers', 'judge-prompt', 'judge-max-tokens'],
  ...['judge-request-body', 'judge-check'],
  ...['confirm-judge-endpoint', 'confirm-judge-model', 'confirm-judge-api-key'],
  ...['confirm-judge-headers', 'confirm-judge-request-body', 'confirm-judge-max-tokens'],
  ...['baseline', 'answers-key', 'baseline-name', 'update-baseline'],
  ...['reason', 'pool-runs', 'missing-baseline'],
  ...['max-baseline-age', 'baseline-endpoint', 'baseline-model', 'baseline-api-key'],
  ...['baseline-headers', 'baseline-system-prompt', 'baseline-request-body', 'control'],
  ...['metrics', 'max-drop', 'max-drop-overall', 'alpha', 'min-safe-rate'],
  ...[
    'on-inconclusive',
    'max-unscored',
    'red-evidence',
    'human-labels',
    'concurrency',
    'requests-per-minute',
    'request-timeout',
  ],
  ...['max-requests', 'prices', 'reuse-answers', 'shard', 'records', 'github-token', 'comment'],
  ...['report-dir', 'show-answers'],
];

const definitions: readonly (readonly [string, InputDefinition])[] =
  Object.entries<InputDefinition>(INPUTS);

describe('INPUTS', () => {
  test('are those of the contract, in its order', () => {
    expect(INPUT_NAMES).toEqual(CONTRACT);
  });

  test.each(definitions)('%s takes its own default', (_name, { default: given, parse }) => {
    expect(parse(given)).toHaveProperty('value');
  });

  test.each(
    definitions.flatMap(([name, { cliDefault, parse }]) =>
      cliDefault === undefined ? [] : [[name, cliDefault, parse] as const],
    ),
  )('%s takes the default of the command line, %j', (_name, given, parse) => {
    expect(parse(given)).toHaveProperty('value');
  });

  test('have the defaults of the contract where they differ on the command line', () => {
    const differing = definitions.flatMap(([name, { default: given, cliDefault }]) =>
      cliDefault === undefined ? [] : [[name, given, cliDefault]],
    );
    expect(differing).toEqual([
      ['profile', 'auto', 'full'],
      ['baseline', 'cache', 'file:.siuo-gate/baseline.json'],
      ['update-baseline', 'auto', 'never'],
      ['github-token', '${{ github.token }}', ''],
      ['comment', 'always', 'never'],
    ]);
  });

  test.each(definitions)('%s is described in whole sentences', (_name, { description }) => {
    expect(description).toMatch(/^\S.*\.$/);
    expect(description).not.toContain('\n');
  });

  test('leave at most 43 to the action: what a workflow says, secrets, and the file', () => {
    expect(ACTION_INPUTS.length).toBeLessThanOrEqual(43);
    expect(ACTION_INPUTS).toEqual(expect.arrayContaining(['config', 'api-key', 'github-token']));
    expect(ACTION_INPUTS).not.toContain('alpha');
  });

  test('keep secrets, and what one run alone is told, out of the file', () => {
    const outside = INPUT_NAMES.filter((name) => definitionOf(name).never === 'file');
    expect(outside).toEqual([
      ...['mode', 'config', 'api-key', 'headers', 'judge-api-key', 'judge-headers'],
      ...['confirm-judge-api-key', 'confirm-judge-headers'],
      ...['answers-key', 'update-baseline', 'reason'],
      ...['baseline-endpoint', 'baseline-model', 'baseline-api-key', 'baseline-headers'],
      ...['baseline-system-prompt', 'baseline-request-body', 'control'],
      ...['shard', 'records', 'github-token', 'report-dir'],
    ]);
    expect(outside.map(fileKeyOf)).toEqual(outside.map(() => undefined));
  });

  test('have a place in the file that is theirs alone', () => {
    const places = INPUT_NAMES.flatMap((name) => {
      const place = fileKeyOf(name);
      return place === undefined ? [] : `${place.group}.${place.key}`;
    });
    expect(places).toHaveLength(46);
    expect(new Set(places).size).toBe(46);
    expect(places).toEqual(expect.arrayContaining(['model.name', 'baseline.store', 'judge.check']));
  });

  test('stand under one heading each, in the order of the table', () => {
    expect(INPUT_GROUPS.flatMap(({ inputs }) => inputs)).toEqual(INPUT_NAMES);
  });

  test('mark what must never be shown', () => {
    const secret = definitions.filter(([, { isSecret }]) => isSecret === true);
    expect(secret.map(([name]) => name)).toEqual([
      'api-key',
      'headers',
      'judge-api-key',
      'judge-headers',
      'confirm-judge-api-key',
      'confirm-judge-headers',
      'answers-key',
      'baseline-api-key',
      'baseline-headers',
      'github-token',
    ]);
  });
});

describe('OUTPUTS', () => {
  test('are those of the contract, in its order', () => {
    expect(Object.keys(OUTPUTS)).toEqual([
      ...['verdict', 'reason', 'failed', 'safe-rate', 'baseline-safe-rate', 'delta'],
      ...['regressed-domains', 'summary', 'record', 'report-dir', 'comment-url', 'requests'],
      'baseline-updated',
    ]);
  });
});
