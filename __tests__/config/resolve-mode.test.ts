import { describe, expect, test } from '@jest/globals';
import type { EventName, RunContext } from '../../src/config/run-context.js';
import type { InputName } from '../../src/config/inputs.js';
import { configOf, contextOf } from '../fixtures/config-factory.js';

type Inputs = Partial<Record<InputName, string>>;

describe('the modes', () => {
  test.each<[string, Inputs, string]>([
    ['a shard with mode gate', { shard: '1/2' }, 'Input shard is "1/2" with mode "gate".'],
    [
      'a shard with mode report',
      { mode: 'report', records: '*.json', shard: '1/2' },
      'Input shard is "1/2" with mode "report".',
    ],
    ['records with mode gate', { records: '*' }, 'Input records is given with mode "gate".'],
    [
      'records with mode sweep',
      { mode: 'sweep', records: '*' },
      'Input records is given with mode "sweep".',
    ],
    [
      'a new level from a mere sweep',
      { mode: 'sweep', 'update-baseline': 'always', reason: 'meant' },
      'Input update-baseline is "always" with mode "sweep", which writes no baseline.',
    ],
  ])('refuse %s', (_name, inputs, message) => {
    expect(() => configOf(inputs)).toThrow(
      expect.objectContaining({ code: 'CONFIG_CONFLICT', message }),
    );
  });

  describe('report on a pull request', () => {
    const inputs = { mode: 'report', records: '*' };
    const contextFor = (event: EventName, isFork: boolean): RunContext => {
      const context = contextOf(event);
      return { ...context, pullRequest: { ...context.pullRequest!, isFork } };
    };

    test('vouches for no fork in a run that GitHub trusts', () => {
      expect(() => configOf(inputs, contextFor('pull_request_target', true))).toThrow(
        expect.objectContaining({
          code: 'CONFIG_CONFLICT',
          message: expect.stringContaining('"report" on pull_request_target'),
        }),
      );
    });

    test.each<[string, EventName, boolean]>([
      ['of the repository itself', 'pull_request_target', false],
      ["in the fork's own workflow", 'pull_request', true],
    ])('is taken %s', (_name, event, isFork) => {
      expect(configOf(inputs, contextFor(event, isFork)).mode).toBe('report');
    });
  });

  test('refuse a report without records', () => {
    expect(() => configOf({ mode: 'report' })).toThrow(
      expect.objectContaining({ code: 'CONFIG_MISSING', message: 'Input records is missing.' }),
    );
  });

  test.each<[string, Inputs, number | undefined]>([
    ['gate', {}, undefined],
    ['gate', { repeats: '5' }, 5],
    ['sweep', {}, 3],
    ['sweep', { repeats: '5' }, 5],
    ['report', { records: '*' }, 3],
    ['report', { records: '*', repeats: '1' }, 1],
  ])('%s with %j takes %s repeats', (mode, inputs, repeats) => {
    expect(configOf({ mode, ...inputs }).decision.repeats).toBe(repeats);
  });

  test('a sweep needs no judge, a gate does', () => {
    const inputs = { 'judge-model': '' };
    expect(configOf({ mode: 'sweep', ...inputs }).judge).toBeUndefined();
    expect(() => configOf(inputs)).toThrow(expect.objectContaining({ code: 'CONFIG_MISSING' }));
  });

  test('a report asks no model, and needs none named', () => {
    const config = configOf({ mode: 'report', records: 'r/*.json', endpoint: '', model: '' });
    expect(config.model).toBeUndefined();
    expect(config).toMatchObject({ records: 'r/*.json', judge: { check: expect.anything() } });
  });

  test.each(['0/2', '3/2', '1', '1/', '/2', 'a/b', '01/2', '1/257', '1/2/3'])(
    'shard %j is refused',
    (shard) => {
      expect(() => configOf({ mode: 'sweep', shard })).toThrow(
        expect.objectContaining({
          code: 'CONFIG_INVALID',
          remedy: 'Give i/n such as 2/4, i from 1 to n, n at most 256.',
        }),
      );
    },
  );
});
