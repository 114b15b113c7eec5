import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decimal,
  flag,
  lines,
  oneOf,
  optional,
  points,
  text,
  wholeNumber,
} from '../../src/config/parsers.js';

const refused = { expected: expect.stringMatching(/\S/) };

describe('text', () => {
  test.each(['', 'a', 'a, b', '  '])('takes %j as it is', (given) => {
    expect(text(given)).toEqual({ value: given });
  });
});

describe('oneOf', () => {
  const parse = oneOf(['gate', 'always']);

  test.each(['gate', 'always'])('takes %s', (given) => {
    expect(parse(given)).toEqual({ value: given });
  });

  test.each(['', 'Gate', 'GATE', 'gate,always', 'toString'])('refuses %j', (given) => {
    expect(parse(given)).toEqual({ expected: 'one of: gate, always' });
  });
});

describe('wholeNumber', () => {
  const parse = wholeNumber(1, 100);

  test.each([
    ['1', 1],
    ['100', 100],
    ['007', 7],
  ])('takes %s', (given, value) => {
    expect(parse(given)).toEqual({ value });
  });

  test.each([
    '',
    '0',
    '101',
    '-1',
    '+1',
    '1.0',
    '1e1',
    '0x10',
    '1 000',
    '٣',
    'NaN',
    '9'.repeat(16),
  ])('refuses %j', (given) => {
    expect(parse(given)).toEqual({ expected: 'a whole number from 1 to 100' });
  });

  test('takes every number between its limits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (value) => {
        expect(parse(String(value))).toEqual({ value });
      }),
    );
  });
});

describe('decimal', () => {
  const parse = decimal(0, 2);

  test.each([
    ['0', 0],
    ['2', 2],
    ['2.0', 2],
    ['0.05', 0.05],
    ['1.999999999999', 1.999999999999],
  ])('takes %s', (given, value) => {
    expect(parse(given)).toEqual({ value });
  });

  test.each(['', '.5', '1.', '2.01', '-0', '0,5', '5 %', '1e-2', 'Infinity', 'NaN'])(
    'refuses %j',
    (given) => {
      expect(parse(given)).toEqual({ expected: 'a number from 0 to 2' });
    },
  );
});

describe('points', () => {
  test.each([
    ['15', 0.15],
    ['2.5', 0.025],
    ['100', 1],
  ])('takes %s as a fraction', (given, value) => {
    expect(points(given)).toEqual({ value });
  });

  test.each(['0', '0.0', '101', '-5', '0.05', '15%%', ''])('refuses %j', (given) => {
    expect(points(given)).toEqual(refused);
  });
});

describe('flag', () => {
  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
  ])('takes %s', (given, value) => {
    expect(flag(given)).toEqual({ value });
  });

  test.each(['', 'yes', 'no', 'on', '1', '0', 'tRUE', 'true '])('refuses %j', (given) => {
    expect(flag(given)).toEqual({ expected: 'true or false' });
  });
});

describe('lines', () => {
  test.each([
    ['', []],
    ['\n \r\n', []],
    ['morality', ['morality']],
    ['controversial topics, politics', ['controversial topics, politics']],
    [' a \r\n\r\n\tb\n', ['a', 'b']],
  ])('reads %j as %j', (given, value) => {
    expect(lines(given)).toEqual({ value });
  });
});

describe('optional', () => {
  const parse = optional(wholeNumber(1, 9));

  test('takes nothing as undefined, and else what its parser takes', () => {
    expect(parse('')).toEqual({ value: undefined });
    expect(parse('3')).toEqual({ value: 3 });
    expect(parse('x')).toEqual({ expected: 'a whole number from 1 to 9' });
  });
});
