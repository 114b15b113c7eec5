import { describe, expect, test } from '@jest/globals';
import {
  baselineKey,
  baselineKeyPrefix,
  isBaselineKey,
} from '../../src/baseline/cache-store.io.js';

const RUN = { runId: '9001', runAttempt: 2 };
const MAIN = { name: 'default', branch: 'main' };

describe('baseline keys', () => {
  test.each([
    ['main', 'siuo-gate-baseline-default-main-9001-2'],
    ['release/2.x', 'siuo-gate-baseline-default-release%2F2.x-9001-2'],
    ['a,b', 'siuo-gate-baseline-default-a%2Cb-9001-2'],
    ['größe', 'siuo-gate-baseline-default-gr%C3%B6%C3%9Fe-9001-2'],
  ])('branch %s', (branch, key) => {
    expect(baselineKey({ name: 'default', branch }, RUN)).toBe(key);
  });

  test('are never longer than the service takes, and differ for long branches', () => {
    const keys = ['ä', 'ö'].map((end) =>
      baselineKey({ name: 'n'.repeat(60), branch: `${'x/'.repeat(120)}${end}` }, RUN),
    );
    expect(keys.every((key) => key.length <= 512 && !key.includes(','))).toBe(true);
    expect(new Set(keys).size).toBe(2);
  });

  test.each([
    ['siuo-gate-baseline-default-main-9001-2', true],
    // Another gate's and another branch's, whose keys begin alike.
    ['siuo-gate-baseline-default-main-main-9001-2', false],
    ['siuo-gate-baseline-default-main-2-9001-2', false],
    ['siuo-gate-baseline-default-main-9001-2x', false],
    ['siuo-gate-baseline-default-main-', false],
    ['other', false],
  ])('%s is one of default on main: %s', (key, isOne) => {
    expect(isBaselineKey(key, MAIN)).toBe(isOne);
  });

  test('begin with their prefix', () => {
    expect(baselineKey(MAIN, RUN).startsWith(baselineKeyPrefix(MAIN))).toBe(true);
  });
});
