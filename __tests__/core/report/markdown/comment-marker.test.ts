import { describe, expect, test } from '@jest/globals';
import {
  compareRuns,
  parseMarker,
  renderMarker,
} from '../../../../src/core/report/markdown/comment-marker.js';

const MARKER = { key: 'default', runId: '16012345678', runAttempt: 2 };

describe('comment marker', () => {
  test('comes back from a comment that begins with it', () => {
    const line = renderMarker(MARKER);
    expect(line).toBe('<!-- siuo-gate:default run=16012345678.2 -->');
    expect(parseMarker(`${line}\r\n## Passed`)).toEqual(MARKER);
  });

  test.each([
    ['an empty body', ''],
    ['no marker', '## Passed'],
    ['a quotation of one', `> ${renderMarker(MARKER)}`],
    ['one that is not at the top', `hello\n${renderMarker(MARKER)}`],
    ['an endless number', '<!-- siuo-gate:default run=1234567890123456.1 -->'],
  ])('is not read from %s', (_name, body) => {
    expect(parseMarker(body)).toBeUndefined();
  });

  test.each(['', 'a b', 'a-->', 'a\nb', '-a', 'x'.repeat(101), 'ä'])(
    'refuses the key %j',
    (key) => {
      expect(() => renderMarker({ ...MARKER, key })).toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID' }),
      );
    },
  );

  test('a run without a number is older than any', () => {
    expect(renderMarker({ ...MARKER, runId: '' })).toContain('run=0.2');
  });

  test.each([
    ['9', 1, '10', 1, -1],
    ['10', 1, '9', 5, 1],
    ['10', 2, '10', 1, 1],
    ['10', 1, '10', 1, 0],
  ] as const)('run %s.%d beside %s.%d', (runId, runAttempt, otherId, otherAttempt, sign) => {
    const order = compareRuns({ runId, runAttempt }, { runId: otherId, runAttempt: otherAttempt });
    expect(Math.sign(order)).toBe(sign);
  });
});
