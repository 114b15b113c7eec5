import { describe, expect, it } from '@jest/globals';
import {
  parseInputs,
  checkInputs,
  isJudgeOpen,
  withStandIns,
} from '../../src/config/parse-inputs.js';
import { resolveConfig } from '../../src/config/resolve-config.js';
import { inputTexts, contextOf } from '../fixtures/config-factory.js';

const NOTHING = inputTexts({ endpoint: '', model: ' ', 'judge-model': '' });

describe('withStandIns', () => {
  it('makes a configuration of no input at all', () => {
    const config = resolveConfig(parseInputs(withStandIns(NOTHING)), contextOf());
    expect(config.judge).toBeDefined();
    expect(new URL(config.model?.baseUrl ?? '').hostname).toBe('model.invalid');
  });

  it('leaves what is given', () => {
    const given = inputTexts({ 'judge-check': '3' });
    expect(withStandIns(given)).toEqual(given);
  });
});

describe('checkInputs', () => {
  it('leaves aside what a check has nothing to do with, but never the judge', () => {
    const release = { profile: 'release', baseline: 'cache', shard: '1/2', mode: 'report' };
    const given = inputTexts({ ...release, endpoint: '', model: '' });
    const config = resolveConfig(parseInputs(checkInputs(given)), contextOf('release'));
    expect(config).toMatchObject({ mode: 'gate', baseline: { store: { kind: 'none' } } });
    expect(() => resolveConfig(parseInputs(checkInputs(NOTHING)), contextOf())).toThrow(
      expect.objectContaining({ code: 'CONFIG_MISSING' }),
    );
  });
});

describe('isJudgeOpen', () => {
  it('is so only where no judge is named', () => {
    expect(isJudgeOpen(NOTHING)).toBe(true);
    expect(isJudgeOpen(inputTexts())).toBe(false);
  });
});
