import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeMemory,
  encodeMemory,
  lastVerdict,
  LONGEST_MEMORY,
  mergeMemories,
  NO_MEMORY,
  redOf,
  remembered,
  withVerdict,
  type RememberedVerdict,
  type VerdictMemory,
} from '../../src/report/verdict-memory.js';
import { memoryDigest } from '../../src/digest.js';
import { redDomains } from '../../src/report/red-groups.js';
import { hostileText } from '../fixtures/hostile-text.js';
import { passVerdict, redVerdict, SUBJECT } from '../fixtures/verdict-factory.js';

const RUN = { runId: '8001', runAttempt: 1 };
const RED = { verdict: 'fail', reason: 'regression' } as const;
const memoryOf = (...verdicts: readonly RememberedVerdict[]): VerdictMemory => ({
  verdicts,
  sticky: [],
});
const claimed = (isAuthentic: boolean, ...verdicts: readonly RememberedVerdict[]) => ({
  memory: memoryOf(...verdicts),
  isAuthentic,
});

describe('remembered', () => {
  test.each([
    ['error', 'judge'],
    ['inconclusive', 'no-baseline'],
    ['inconclusive', 'swept'],
    ['pass', 'baseline-created'],
  ] as const)('keeps nothing of %s, %s', (verdict, reason) => {
    const said = { verdict, reason } as Parameters<typeof remembered>[1];
    expect(remembered(SUBJECT, said, [], RUN)).toBeUndefined();
  });

  test('names red domains so that the data set knows them again, long and hostile ones too', () => {
    fc.assert(
      fc.property(fc.uniqueArray(hostileText, { maxLength: 20 }), (names) => {
        const domains = [...names.filter((name) => name !== 'y'), 'x'.repeat(5000)];
        const red = domains.map((domain) => ({ metric: 'safe' as const, domain }));
        const kept = remembered(SUBJECT, RED, red, RUN);
        const read = decodeMemory(encodeMemory(memoryOf(...(kept === undefined ? [] : [kept]))));
        const known = redDomains(read.verdicts[0]?.red ?? [], [...domains, 'y']);
        expect(known.map(({ domain }) => domain)).toEqual(domains);
      }),
    );
    expect(redDomains([{ metric: 'safe', domain: 'forged' }], ['x'])).toEqual([]);
  });

  test('of too many groups all items together stand for all', () => {
    const red = Array.from({ length: 41 }, (_, at) => ({
      metric: 'safe' as const,
      domain: `d${at}`,
    }));
    expect(remembered(SUBJECT, RED, red, RUN)?.red).toEqual([{ metric: 'safe', domain: null }]);
  });
});

describe('a memory as a word', () => {
  const domain = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constant('-->'),
    fc.constant(null),
  );
  const verdict = fc
    .array(fc.record({ metric: fc.constantFrom('safe' as const, 'effective' as const), domain }), {
      maxLength: 40,
    })
    .map((red) => redVerdict({ red }));
  const memory = fc.array(verdict, { maxLength: 8 }).map((verdicts) => memoryOf(...verdicts));

  test('is short, ends no HTML comment, and is read again with every verdict red that fits', () => {
    fc.assert(
      fc.property(memory, (given) => {
        const word = encodeMemory(given);
        expect(word).toMatch(/^[\w.]+$/);
        expect(word.length).toBeLessThanOrEqual(LONGEST_MEMORY);
        const read = decodeMemory(word);
        expect(redOf(read, SUBJECT) === undefined).toBe(given.verdicts.length === 0);
      }),
    );
  });

  test('is read again as it was', () => {
    const given = withVerdict(memoryOf(passVerdict()), redVerdict());
    expect(decodeMemory(encodeMemory(given))).toEqual(given);
  });

  test('from others is read within bounds, or not at all', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json().map(btoa)), (word) => {
        const { verdicts, sticky } = decodeMemory(word);
        expect(verdicts.length + sticky.length).toBeLessThanOrEqual(48);
      }),
    );
    expect(decodeMemory('A'.repeat(LONGEST_MEMORY + 1))).toEqual(NO_MEMORY);
  });
});

describe('mergeMemories', () => {
  test('of a memory that nobody vouches for takes what is red only', () => {
    const merged = mergeMemories(
      [claimed(false, passVerdict({ target: memoryDigest('b') }), redVerdict())],
      SUBJECT.head,
    );
    expect(merged.verdicts).toEqual([redVerdict()]);
  });

  test.each([true, false])(
    'red stays red, whoever claims a later pass; proved: %s',
    (isAuthentic) => {
      const found = [
        claimed(isAuthentic, passVerdict({ runId: '9999' })),
        claimed(true, redVerdict()),
      ];
      expect(mergeMemories(found, SUBJECT.head).verdicts).toEqual([redVerdict()]);
    },
  );

  test('of two reds keeps the groups of both, and the run that is proved', () => {
    const other = redVerdict({ runId: '1', red: [{ metric: 'safe', domain: 'morality' }] });
    const { verdicts } = mergeMemories(
      [claimed(false, other), claimed(true, redVerdict())],
      SUBJECT.head,
    );
    expect(verdicts).toHaveLength(1);
    expect(verdicts[0]).toMatchObject({ runId: '8001' });
    expect(verdicts[0]?.red).toHaveLength(2);
  });

  test('a flood of forged verdicts drives no proved one of this head out', () => {
    const flood = Array.from({ length: 50 }, (_, at) =>
      claimed(false, redVerdict({ target: memoryDigest(`forged ${at}`), runId: '99999' })),
    );
    const merged = mergeMemories([...flood, claimed(true, redVerdict())], SUBJECT.head);
    expect(merged.verdicts).toHaveLength(8);
    expect(redOf(merged, SUBJECT)).toEqual(redVerdict());
  });
});

describe('redOf', () => {
  test.each(['head', 'base', 'target', 'baseline', 'protocol', 'terms'] as const)(
    'another %s is another question',
    (field) => {
      const other = { ...SUBJECT, [field]: memoryDigest('another') };
      expect(redOf(memoryOf(redVerdict()), SUBJECT)).toEqual(redVerdict());
      expect(redOf(memoryOf(redVerdict()), other)).toBeUndefined();
    },
  );
});

describe('lastVerdict', () => {
  const newBaseline = { ...SUBJECT, baseline: memoryDigest('of in this run') };

  test('after an edit of the title the baseline may be a newer one, of the same base branch', () => {
    const memory = memoryOf(passVerdict());
    expect(lastVerdict(memory, newBaseline, true)).toEqual(passVerdict());
    expect(lastVerdict(memory, newBaseline, false)).toBeUndefined();
    const moved = { ...newBaseline, base: memoryDigest('release') };
    expect(lastVerdict(memory, moved, true)).toBeUndefined();
  });

  test('is the newest, unless one is red', () => {
    const older = passVerdict({ baseline: memoryDigest('older'), runId: '7' });
    expect(lastVerdict(memoryOf(passVerdict(), older), newBaseline, true)).toEqual(passVerdict());
    const red = redVerdict({ baseline: memoryDigest('older'), runId: '7' });
    expect(lastVerdict(memoryOf(passVerdict(), red), newBaseline, true)).toEqual(red);
  });
});

describe('the groups that stick', () => {
  const head = { head: 'cd'.repeat(20) };

  test('are those of a red head, until a head passes under the same protocol', () => {
    const red = withVerdict(NO_MEMORY, redVerdict());
    const { protocol } = SUBJECT;
    const group = { metric: 'safe', domain: 'privacy violation', protocol };
    expect(red.sticky).toEqual([group]);
    expect(
      withVerdict(red, passVerdict({ ...head, protocol: memoryDigest('other') })).sticky,
    ).toEqual([group]);
    expect(withVerdict(red, passVerdict(head)).sticky).toEqual([]);
  });
});
