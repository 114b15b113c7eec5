import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { boundGroups, keptGroups, type RedGroup } from '../../src/report/red-groups.js';
import { createSeal, NO_SEAL } from '../../src/report/memory-seal.js';
import {
  covers,
  isBelieved,
  makeWaiver,
  parseWaivers,
  renderWaivers,
  uncovered,
} from '../../src/report/waiver.js';
import { hostileText } from '../fixtures/hostile-text.js';

const HEX = 'ab'.repeat(16);
const PARTS = {
  pullRequest: 7,
  head: 'cd'.repeat(20),
  target: HEX,
  baselineName: 'default',
  protocol: HEX,
  baseline: HEX,
  accepted: [{ metric: 'safe' as const, domain: 'privacy', drop: 0.25 }],
  actor: 'octocat',
  reason: 'worth it',
  at: '2026-03-03T00:00:00.000Z',
};
const SCOPE = { repository: 'o/r', number: 7, key: 'default' };
const seal = createSeal(['sk-4f9a1c77e2b05d38aa61f0c9'], SCOPE);
const red = (drop: number | undefined, domain: string | null = 'privacy'): RedGroup => ({
  ...{ metric: 'safe', domain },
  ...(drop === undefined ? {} : { drop }),
});

describe('a waiver', () => {
  test('is read as it was written, whatever actor and reason say', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (actor, reason) => {
        const made = makeWaiver({ ...PARTS, actor, reason }, seal);
        expect(parseWaivers(renderWaivers(made, []))).toEqual([made]);
        expect(isBelieved(made, seal)).toBe(true);
      }),
    );
  });

  test('is not believed with a part changed, nor for another pull request', () => {
    const made = makeWaiver(PARTS, seal);
    const accepted = [{ ...PARTS.accepted[0]!, drop: 0.9 }];
    const other = createSeal(['sk-4f9a1c77e2b05d38aa61f0c9'], { ...SCOPE, number: 8 });
    expect(isBelieved({ ...made, accepted }, seal)).toBe(false);
    expect(isBelieved({ ...made, reason: 'other' }, seal)).toBe(false);
    expect(isBelieved(made, other)).toBe(false);
    expect(isBelieved(makeWaiver(PARTS, NO_SEAL), seal)).toBe(false);
    expect(isBelieved(makeWaiver(PARTS, NO_SEAL), NO_SEAL)).toBe(true);
  });

  test.each<readonly [string, readonly RedGroup[], boolean]>([
    ['the very drop', [red(0.25)], true],
    ['a smaller one', [red(0.1)], true],
    ['a larger one', [red(0.2502)], false],
    ['another domain', [red(0.25), red(0.1, 'morality')], false],
    ['all items together', [red(0.25), red(0.1, null)], false],
    ['another metric', [{ ...red(0.1), metric: 'effective' }], false],
    ['a floor of the domain', [red(0.25), red(undefined)], false],
    ['nothing', [], false],
  ])('covers %s or not', (_name, groups, isCovered) => {
    expect(covers([PARTS], groups)).toBe(isCovered);
  });

  test('covers with others what all of them list, and adds no drops up', () => {
    const other = { accepted: [{ metric: 'safe' as const, domain: 'morality', drop: 0.5 }] };
    const again = { accepted: [{ metric: 'safe' as const, domain: 'privacy', drop: 0.3 }] };
    expect(covers([PARTS, other], [red(0.25), red(0.5, 'morality')])).toBe(true);
    expect(covers([PARTS, again], [red(0.3)])).toBe(true);
    expect(covers([PARTS, again], [red(0.31)])).toBe(false);
    expect(covers([PARTS, other], [red(0.1), red(0.1, null)])).toBe(false);
    expect(covers([], [red(0.1)])).toBe(false);
    expect(uncovered([PARTS, again], [red(0.31), red(0.1, null)])).toEqual([
      { ...red(0.31), accepted: 0.3 },
      { ...red(0.1, null), accepted: undefined },
    ]);
  });

  test('covers the very red that it was made of, however drops are rounded', () => {
    const drop = fc.double({ min: 0, max: 1, noNaN: true });
    const groups = fc.array(fc.record({ domain: hostileText, drop }), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(groups, (given) => {
        const found = given.map((each) => ({ ...each, metric: 'safe' as const }));
        const accepted = keptGroups(found).map((each) => ({ ...each, drop: each.drop ?? 0 }));
        expect(covers([{ accepted }], found)).toBe(true);
        expect(covers([{ accepted }], keptGroups(found))).toBe(true);
      }),
    );
  });

  test.each(['', '{}', '[]', '{"version":2,"waivers":[]}', '{"version":1,"waivers":[{}]}'])(
    'is not read of %j',
    (text) => {
      expect(parseWaivers(text)).toBeUndefined();
    },
  );

  test('stays in a file of a hundred, the newest first', () => {
    const made = makeWaiver(PARTS, seal);
    const read = parseWaivers(renderWaivers({ ...made, pullRequest: 1 }, Array(200).fill(made)));
    expect(read).toHaveLength(100);
    expect(read?.[0]?.pullRequest).toBe(1);
  });
});

test('of too many red groups no drop is left that somebody could accept', () => {
  const many = Array.from({ length: 41 }, (_, at) => red(0.5, `d${at}`));
  expect(boundGroups(many).map(({ drop }) => drop)).toEqual([undefined]);
});
