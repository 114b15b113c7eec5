import { describe, expect, test } from '@jest/globals';
import { memoryIn, renderMarker } from '../../src/report/hidden-lines.js';
import { createSeal, NO_SEAL } from '../../src/report/memory-seal.js';
import { passVerdict } from '../fixtures/verdict-factory.js';

const SECRET = 'sk-judge-0123456789-abcdefghij';
const SCOPE = { repository: 'octo-org/octo-repo', number: 7, key: 'default' };
const MEMORY = { verdicts: [passVerdict()], sticky: [] };
const MARKER = { key: 'default', runId: '9001', runAttempt: 1 };
const line = renderMarker(MARKER, MEMORY, createSeal([SECRET], SCOPE));

describe('a seal', () => {
  test('is believed by the gate that made it, whoever writes the name of the repository how', () => {
    const scope = { ...SCOPE, repository: 'Octo-Org/octo-repo' };
    const found = memoryIn(`${line}\nbody`, createSeal(['', SECRET], scope));
    expect(found).toEqual({ memory: MEMORY, isAuthentic: true });
  });

  test.each([
    ['of another pull request', { ...SCOPE, number: 8 }],
    ['of another repository', { ...SCOPE, repository: 'octo-org/other' }],
    ['of another baseline-name', { ...SCOPE, key: 'other' }],
  ])('%s is not believed', (_name, scope) => {
    expect(memoryIn(line, createSeal([SECRET], scope)).isAuthentic).toBe(false);
  });

  test.each<[string, string]>([
    ['run', line.replace('run=9001.1', 'run=9002.1')],
    ['memory', line.replace(/memory=(.)/, (_all, first) => `memory=${first === 'A' ? 'B' : 'A'}`)],
    ['seal', line.replace(/seal=(.)/, (_all, first) => `seal=${first === 'a' ? 'b' : 'a'}`)],
    ['place', `quoted\n${line}`],
  ])('of another %s is not believed', (_name, forged) => {
    expect(forged).not.toBe(line);
    expect(memoryIn(forged, createSeal([SECRET], SCOPE)).isAuthentic).toBe(false);
  });

  test.each(['', 'EMPTY', 'sk-no-key-required', 'x'.repeat(64), `sk-${'0'.repeat(60)}`])(
    'is not made with %j, which is no secret',
    (secret) => {
      expect(createSeal([secret], SCOPE)).toBe(NO_SEAL);
      const bare = renderMarker(MARKER, MEMORY, NO_SEAL);
      expect(memoryIn(bare, createSeal([secret], SCOPE)).isAuthentic).toBe(false);
    },
  );
});
