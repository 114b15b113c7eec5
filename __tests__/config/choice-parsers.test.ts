import { describe, expect, test } from '@jest/globals';
import {
  baselineChoice,
  datasetChoice,
  shortName,
  SIUO_REVISION,
} from '../../src/config/value-parsers.js';

const COMMIT = '0123456789abcdef'.repeat(3).slice(0, 40);

describe('datasetChoice', () => {
  test.each([
    ['siuo', { kind: 'siuo', revision: SIUO_REVISION }],
    [`siuo@${COMMIT}`, { kind: 'siuo', revision: COMMIT }],
    ['smoke', { kind: 'smoke' }],
    ['msts', { kind: 'benchmark', id: 'msts' }],
    ['mossbench', { kind: 'benchmark', id: 'mossbench' }],
    ['sets/own.yml', { kind: 'manifest', path: 'sets/own.yml' }],
    ['own.YAML', { kind: 'manifest', path: 'own.YAML' }],
    ['own.json', { kind: 'manifest', path: 'own.json' }],
    ['data/own', { kind: 'directory', path: 'data/own' }],
    ['./smoke', { kind: 'directory', path: './smoke' }],
    ['Siuo', { kind: 'directory', path: 'Siuo' }],
  ])('reads %s', (given, value) => {
    expect(datasetChoice(given)).toEqual({ value });
  });

  test.each(['', 'siuo@', 'siuo@main', `siuo@${COMMIT}0`, `siuo@${COMMIT.toUpperCase()}`])(
    'refuses %j',
    (given) => {
      expect(datasetChoice(given)).toEqual({ expected: expect.stringContaining('siuo@REVISION') });
    },
  );
});

describe('baselineChoice', () => {
  test.each([
    ['cache', { kind: 'cache' }],
    ['none', { kind: 'none' }],
    ['endpoint', { kind: 'endpoint' }],
    ['file:a/b.json', { kind: 'file', path: 'a/b.json' }],
    ['file: a b.json ', { kind: 'file', path: 'a b.json' }],
    ['file:branch:x', { kind: 'file', path: 'branch:x' }],
    ['branch:siuo-gate-data', { kind: 'branch', branch: 'siuo-gate-data' }],
    ['branch: data/v1.2_x ', { kind: 'branch', branch: 'data/v1.2_x' }],
  ])('reads %s', (given, value) => {
    expect(baselineChoice(given)).toEqual({ value });
  });

  test.each(['', 'Cache', 'file', 'file:', 'file:  ', 'cache:x', 'baseline.json'])(
    'refuses %j',
    (given) => {
      expect(baselineChoice(given)).toEqual({
        expected: 'cache, branch:NAME, file:PATH, endpoint or none',
      });
    },
  );

  test.each([
    '',
    'refs/heads/main',
    '../main',
    'a..b',
    'a/../b',
    '/a',
    'a/',
    'a//b',
    '.a',
    'a/.b',
    '-a',
    'a b',
    'a.lock',
    'a.lock/b',
    'a.',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[b',
    'a\\b',
    'a@{1}',
    '@',
    'a\nb',
    'a\0b',
    'x'.repeat(201),
  ])('refuses the branch %j', (branch) => {
    expect(baselineChoice(`branch:${branch}`)).toEqual({
      expected: 'branch:NAME with the name of a branch, without refs/heads/',
    });
  });
});

describe('shortName', () => {
  test.each(['default', 'a', '1.2_3-4', 'x'.repeat(60)])('takes %s', (given) => {
    expect(shortName(given)).toEqual({ value: given });
  });

  test.each(['', '-a', '.a', 'a/b', '../a', 'a b', 'ä', 'a\nb', 'a,b', 'x'.repeat(61)])(
    'refuses %j',
    (given) => {
      expect(shortName(given)).toHaveProperty('expected');
    },
  );
});
