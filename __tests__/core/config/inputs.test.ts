import { describe, expect, test } from '@jest/globals';
import { INPUTS, INPUT_NAMES, type InputDefinition } from '../../../src/core/config/inputs.js';
import { OUTPUTS } from '../../../src/core/config/outputs.js';

/** The inputs of the contract, in its order. */
const CONTRACT = [
  ...['mode', 'endpoint', 'model', 'api-key', 'headers', 'wait-for-endpoint', 'system-prompt'],
  ...['max-tokens', 'temperature', 'request-body', 'dataset', 'task', 'ladder'],
  ...['items-per-domain', 'repeats', 'domains', 'seed', 'judge-endpoint', 'judge-model'],
  ...['judge-api-key', 'judge-headers', 'judge-votes', 'judge-prompt', 'judge-check', 'metrics'],
  ...['baseline', 'baseline-name', 'update-baseline', 'reason', 'pool-nights', 'missing-baseline'],
  ...['max-baseline-age', 'max-drop', 'max-drop-overall', 'alpha', 'min-safe-rate'],
  ...['on-inconclusive', 'max-unscored', 'concurrency', 'requests-per-minute', 'request-timeout'],
  ...['max-requests', 'reuse-answers', 'shard', 'records', 'github-token', 'comment'],
  ...['comment-key', 'report-dir', 'show-answers'],
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
      ['ladder', 'auto', 'full'],
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

  test('mark what must never be shown', () => {
    const secret = definitions.filter(([, { isSecret }]) => isSecret === true);
    expect(secret.map(([name]) => name)).toEqual([
      'api-key',
      'headers',
      'judge-api-key',
      'judge-headers',
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
