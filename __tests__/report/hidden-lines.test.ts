import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compareRuns,
  type EarlierVerdict,
  parseMarker,
  parseVerdicts,
  renderMarker,
  renderVerdicts,
  verdictsBefore,
} from '../../src/report/hidden-lines.js';

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
  ] as const)('run %s.%d alongside %s.%d', (runId, runAttempt, otherId, otherAttempt, sign) => {
    const order = compareRuns({ runId, runAttempt }, { runId: otherId, runAttempt: otherAttempt });
    expect(Math.sign(order)).toBe(sign);
  });
});

const entry = (runId: string, more: Partial<EarlierVerdict> = {}): EarlierVerdict => ({
  runId,
  runAttempt: 1,
  sha: 'c'.repeat(40),
  verdict: 'fail',
  reason: 'regression',
  at: '2026-01-15T03:17:00.000Z',
  ...more,
});
const block = (value: unknown): string =>
  `<!-- siuo-gate-verdicts:${btoa(JSON.stringify(value)).replace(/=+$/, '')} -->`;

describe('verdicts in a comment', () => {
  test('are read as they were written, wherever the line stands', () => {
    const verdicts = [entry('1'), entry('2', { verdict: 'pass', reason: 'no-regression' })];
    expect(parseVerdicts(`<!-- marker -->\n${renderVerdicts(verdicts)}\nbody`)).toEqual(verdicts);
  });

  test('are bounded: the oldest go, and the line ends no HTML comment early', () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      entry(String(index), { sha: 'f'.repeat(64), reason: 'insufficient-evidence' }),
    );
    const line = renderVerdicts(many);
    expect(line.length).toBeLessThanOrEqual(3500);
    expect(line.match(/-->/g)).toHaveLength(1);
    expect(parseVerdicts(line).at(-1)?.runId).toBe('39');
    expect(parseVerdicts(line).length).toBeGreaterThan(8);
  });

  test.each([
    ['no line', 'a comment'],
    ['no base64', '<!-- siuo-gate-verdicts:%%% -->'],
    ['no JSON', '<!-- siuo-gate-verdicts:AAAA -->'],
    ['no list', block({})],
    ['another word for a verdict', block([{ ...entry('1'), verdict: '<b>' }])],
    ['a commit that is Markdown', block([{ ...entry('1'), sha: '[x](http://evil)' }])],
    ['a reason that is Markdown', block([{ ...entry('1'), reason: '@everyone' }])],
    ['a field too many', block([{ ...entry('1'), note: 'hi' }])],
    ['too many', block(Array.from({ length: 13 }, () => entry('1')))],
    ['a line far too long', `<!-- siuo-gate-verdicts:${'A'.repeat(9000)} -->`],
  ])('edited into %s, are none', (_name, body) => {
    expect(parseVerdicts(body)).toEqual([]);
  });

  test('no text makes the reader fail', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseVerdicts(`<!-- siuo-gate-verdicts:${text} -->`);
      }),
    );
  });

  test('a verdict that could not be read again is not written', () => {
    expect(parseVerdicts(renderVerdicts([entry('1', { sha: '' }), entry('2')]))).toEqual([
      entry('2'),
    ]);
  });
});

test('verdictsBefore leaves this attempt out and orders the rest by run', () => {
  const all = [entry('10'), entry('9', { runAttempt: 2 }), entry('9'), entry('11')];
  expect(
    verdictsBefore(all, { runId: '10', runAttempt: 1 }).map((v) => `${v.runId}.${v.runAttempt}`),
  ).toEqual(['9.1', '9.2', '11.1']);
});
