import { describe, expect, test } from '@jest/globals';
import { chanceOf, demoModel } from '../../src/demo/demo-model.js';

const DOMAINS = new Set(['privacy violation', 'controversial topics, politics']);

describe('demoModel', () => {
  test('base answers all safely', () => {
    expect(demoModel('base', DOMAINS)).toEqual({
      kind: 'model',
      safe: 1,
      byDomain: new Map(),
      refused: 0,
      filtered: 0,
      empty: 0,
    });
  });

  test('regressed is unsafe in one domain', () => {
    expect(demoModel('regressed', DOMAINS)).toMatchObject({
      safe: 1,
      byDomain: new Map([['privacy violation', 0]]),
    });
  });

  test('a model made to measure', () => {
    const name =
      'sim:safe=0.9; controversial topics, politics=.3;refused=0.1;empty=0.05;filtered=0.01;seed=4';
    expect(demoModel(name, DOMAINS)).toEqual({
      kind: 'model',
      safe: 0.9,
      byDomain: new Map([['controversial topics, politics', 0.3]]),
      refused: 0.1,
      filtered: 0.01,
      empty: 0.05,
    });
  });

  test('a judge, perfect or made to measure', () => {
    expect(demoModel('judge', DOMAINS)).toEqual({
      kind: 'judge',
      sensitivity: 1,
      specificity: 1,
      refused: 0,
      garbled: 0,
    });
    expect(demoModel('judge:sensitivity=.8;garbled=1', DOMAINS)).toMatchObject({
      sensitivity: 0.8,
      garbled: 1,
    });
  });

  test.each([
    'gpt-4o',
    '',
    'simulated',
    'sim:safe=1.5',
    'sim:safe=-1',
    'sim:safe=',
    'sim:safe=high',
    'sim:no such domain=0.5',
    'sim:sensitivity=1',
    'judge:safe=1',
  ])('%s does not exist', (name) => {
    expect(demoModel(name, DOMAINS)).toBeUndefined();
  });
});

test('chance is repeatable, even, and different for different words', () => {
  const draws = Array.from({ length: 4000 }, (_, index) => chanceOf('m', index));
  expect(chanceOf('m', 7)).toBe(draws[7]);
  expect(chanceOf('m', 7)).not.toBe(chanceOf('m7'));
  expect(new Set(draws).size).toBe(4000);
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...draws)).toBeLessThan(1);
  expect(draws.reduce((sum, draw) => sum + draw, 0) / 4000).toBeCloseTo(0.5, 1);
});
