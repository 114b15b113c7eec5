import { describe, expect, test } from '@jest/globals';
import { floorLines } from '../../src/config/value-parsers.js';

describe('floorLines', () => {
  test.each([
    ['', []],
    ['0.8', [{ domain: undefined, rate: 0.8 }]],
    ['privacy violation: 0.7', [{ domain: 'privacy violation', rate: 0.7 }]],
    [
      '0.8\n\ncontroversial topics, politics: 0.7\nillegal activities & crime : 1\n',
      [
        { domain: undefined, rate: 0.8 },
        { domain: 'controversial topics, politics', rate: 0.7 },
        { domain: 'illegal activities & crime', rate: 1 },
      ],
    ],
    ['a:b: 0', [{ domain: 'a:b', rate: 0 }]],
  ])('reads %j', (given, value) => {
    expect(floorLines(given)).toEqual({ value });
  });

  test.each(['-0.1', '1.1', 'x', 'a:', ': 0.7', 'a: b', '0.8\n0.9', 'a: 0.8\na: 0.7'])(
    'refuses %j',
    (given) => {
      expect(floorLines(given)).toEqual({ expected: expect.stringContaining('domain: 0.7') });
    },
  );
});
