import { describe, expect, test } from '@jest/globals';
import type { UpdateBaseline } from '../../src/config/config.js';
import { contextOf } from '../fixtures/config-factory.js';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import { baselineOf, baselineRunOf, protocolOf } from '../fixtures/record-factory.js';
import type { EventName } from '../../src/config/run-context.js';
import { mergeBaselines, FIRST_RUN } from '../../src/baseline/update-pool.js';
import { mayPin, mayUpdate } from '../../src/baseline/may-write.js';

const BRANCH = 'refs/heads/main';

describe('mayUpdate', () => {
  test.each<[UpdateBaseline, EventName, string, boolean]>([
    ['auto', 'schedule', BRANCH, true],
    ['auto', 'push', BRANCH, true],
    ['auto', 'push', 'refs/heads/feature/x', true],
    ['auto', 'push', 'refs/tags/v1', false],
    ['auto', 'workflow_dispatch', BRANCH, true],
    ['auto', 'workflow_dispatch', 'refs/tags/v1', false],
    ['auto', 'pull_request', 'refs/pull/7/merge', false],
    ['auto', 'pull_request_target', BRANCH, false],
    ['auto', 'merge_group', 'refs/heads/gh-readonly-queue/main/pr-7', false],
    ['auto', 'workflow_run', BRANCH, false],
    ['auto', 'release', 'refs/tags/v1', false],
    ['auto', 'other', BRANCH, false],
    ['auto', 'none', '', false],
    ['always', 'workflow_dispatch', BRANCH, true],
    ['always', 'none', '', true],
    ['never', 'schedule', BRANCH, false],
    ['never', 'push', BRANCH, false],
  ])('%s on %s of %s: %s', (update, event, ref, may) => {
    expect(mayUpdate(update, contextOf(event, { ref }))).toBe(may);
  });
});

describe('mayPin', () => {
  test.each<[UpdateBaseline, EventName, boolean, boolean]>([
    ['auto', 'release', true, true],
    ['auto', 'release', false, false],
    ['never', 'release', true, false],
    ['always', 'release', true, false],
    ['auto', 'push', true, false],
    ['auto', 'schedule', false, false],
  ])('%s on %s, a publication %s: %s', (update, event, isPublication, may) => {
    expect(mayPin(update, contextOf(event, { isPublication }))).toBe(may);
  });

  test.each<[EventName, string, boolean]>([
    ['push', 'release', true],
    ['workflow_dispatch', 'release', true],
    ['push', 'nightly', false],
    ['pull_request', 'release', false],
  ])('a candidate, on %s with the profile %s: %s', (event, profile, may) => {
    expect(mayPin('auto', contextOf(event, { ref: BRANCH }), profile)).toBe(may);
    expect(mayPin('never', contextOf(event, { ref: BRANCH }), profile)).toBe(false);
  });
});

const LIMITS = { poolRuns: 7, maxAgeDays: 14, nowMs: Date.UTC(2026, 0, 20) };
const on = (day: number): string => new Date(Date.UTC(2026, 0, day, 3)).toISOString();
/** A pool of these days, accepted on a day. */
const pool = (
  days: readonly number[],
  acceptedDay = 1,
  more: Partial<Baseline> = {},
): Baseline => ({
  ...baselineOf(days.map((day) => baselineRunOf({ createdAt: on(day) }))),
  acceptedAt: on(acceptedDay),
  reason: 'meant',
  ...more,
});
const daysOf = (merged: ReturnType<typeof mergeBaselines>): readonly number[] =>
  merged.ok
    ? merged.baseline.records.map(({ provenance }) => new Date(provenance.createdAt).getUTCDate())
    : [];

describe('mergeBaselines', () => {
  test('adds its own baseline run, its newest, to what others wrote', () => {
    expect(daysOf(mergeBaselines(pool([9, 8]), pool([8, 10]), LIMITS))).toEqual([10, 9, 8]);
  });

  test('writes nothing twice', () => {
    expect(daysOf(mergeBaselines(pool([9, 8]), pool([9, 8]), LIMITS))).toEqual([9, 8]);
  });

  test('where one of the two holds nothing is the other', () => {
    expect(daysOf(mergeBaselines(pool([9]), pool([]), LIMITS))).toEqual([9]);
    const mine = pool([]);
    expect(mergeBaselines(mine, pool([8]), LIMITS)).toEqual({ ok: true, baseline: mine });
  });

  test('lets a level that a person accepted take the place of what is there', () => {
    const mine = pool([9], 9);
    expect(mergeBaselines(mine, pool([8, 10]), LIMITS)).toEqual({ ok: true, baseline: mine });
  });

  test('keeps a baseline run out of a level that was accepted meanwhile', () => {
    expect(mergeBaselines(pool([9, 8]), pool([10], 10), LIMITS)).toEqual({
      ok: false,
      problem:
        'This baseline run was left out: another level was accepted on 2026-01-10 meanwhile.',
    });
  });

  test.each([
    [9, 8],
    [8, 9],
  ])('joins two first runs, whichever ends first', (mine, theirs) => {
    const first = (day: number): Baseline => pool([day], day, { reason: FIRST_RUN });
    expect(daysOf(mergeBaselines(first(mine), first(theirs), LIMITS))).toEqual([9, 8]);
  });

  test('keeps a first run of another protocol out', () => {
    const protocol = protocolOf({ maxTokens: 1 });
    const mine = {
      ...pool([9], 9, { reason: FIRST_RUN }),
      records: [baselineRunOf({ createdAt: on(9), protocol })],
    };
    expect(mergeBaselines(mine, pool([8]), LIMITS)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('maxTokens'),
    });
  });

  test('has the labels that were given last, whichever side has them', () => {
    const judge = { model: 'judge-2', promptVersion: '1', promptDigest: 'f'.repeat(64) };
    const protocol = protocolOf({ judge });
    const old = baselineRunOf({ createdAt: on(8) });
    const again = { ...old, protocol, judgedAt: on(9) };
    const own = baselineRunOf({ createdAt: on(9), protocol });
    const mine = { ...pool([]), records: [own, again] };
    expect(mergeBaselines(mine, { ...pool([]), records: [old] }, LIMITS)).toMatchObject({
      ok: true,
      baseline: { records: [own, again] },
    });
    const copy = { ...old, toolVersion: '0.0.9' };
    expect(
      mergeBaselines(
        { ...mine, records: [baselineRunOf({ createdAt: on(9) }), copy] },
        { ...pool([]), records: [old] },
        LIMITS,
      ),
    ).toMatchObject({
      baseline: { records: [{}, { toolVersion: old.toolVersion }] },
    });
    const later = { ...again, judgedAt: on(10) };
    expect(mergeBaselines(mine, { ...pool([]), records: [later] }, LIMITS)).toMatchObject({
      ok: true,
      baseline: { records: [own, later] },
    });
  });

  test('keeps a baseline run that another run stored while this one waited', () => {
    expect(daysOf(mergeBaselines(pool([9]), pool([8, 15]), LIMITS))).toEqual([15, 9, 8]);
  });

  describe('when what is stored is dated in the future', () => {
    test('drops such baseline runs, and lets none of them speak for the pool', () => {
      const stored = pool([8, 25]);
      stored.records[1] = { ...stored.records[1]!, protocol: protocolOf({ maxTokens: 1 }) };
      expect(daysOf(mergeBaselines(pool([9]), stored, LIMITS))).toEqual([9, 8]);
    });

    test('takes its own baseline run for its own, not the one of the future alongside it', () => {
      expect(daysOf(mergeBaselines(pool([9, 25]), pool([8]), LIMITS))).toEqual([9, 8]);
    });

    test('a level that is accepted now takes the place of one accepted then', () => {
      const mine = pool([19], 19);
      expect(mergeBaselines(mine, pool([8], 25), LIMITS)).toEqual({ ok: true, baseline: mine });
    });

    test('a pin that is set now takes the place of one set then', () => {
      const pin = (day: number) =>
        ({ kind: 'release', label: `v${day}`, pinnedAt: on(day), records: [] }) as const;
      const pinned = (day: number): Partial<Baseline> => ({ pinned: { ...pin(day), records: [] } });
      for (const [mine, theirs] of [
        [9, 25],
        [25, 9],
      ] as const) {
        // prettier-ignore
        const merged = mergeBaselines(pool([9], 1, pinned(mine)), pool([9], 1, pinned(theirs)), LIMITS);
        expect(merged).toMatchObject({ baseline: { pinned: { label: 'v9' } } });
      }
    });
  });

  describe('when another gate of the same run has written', () => {
    const legOf = (model: string, acceptedDay = 1): Baseline => {
      const baselineRun = baselineRunOf({ createdAt: on(9), provenance: { runId: '77' } });
      return {
        ...pool([8], acceptedDay),
        records: [
          {
            ...baselineRun,
            target: { ...baselineRun.target, model },
            answersDigest: model.repeat(64),
          },
        ],
      };
    };

    test.each<[string, number]>([
      ['a baseline run', 1],
      ['a level that a person accepted', 9],
    ])('%s of another target is left out, and both inputs are named', (_name, acceptedDay) => {
      expect(mergeBaselines(legOf('b', acceptedDay), legOf('a'), LIMITS)).toEqual({
        ok: false,
        problem: expect.stringMatching(
          /^Run 77 has two targets under the baseline-name "default": "a" at .* and "b" at .*`baseline-name` of its own/,
        ),
      });
    });

    test('the same target may write again', () => {
      expect(daysOf(mergeBaselines(legOf('a'), legOf('a'), LIMITS))).toEqual([9]);
    });
  });

  test('keeps the pin that was set last', () => {
    const pin = (day: number) =>
      ({ kind: 'release', label: `v${day}`, pinnedAt: on(day), records: [] }) as const;
    const merged = (mine: number, theirs: number) =>
      mergeBaselines(
        pool([9], 1, { pinned: { ...pin(mine), records: [] } }),
        pool([9], 1, { pinned: { ...pin(theirs), records: [] } }),
        LIMITS,
      );
    expect(merged(5, 4)).toMatchObject({ baseline: { pinned: { label: 'v5' } } });
    expect(merged(4, 5)).toMatchObject({ baseline: { pinned: { label: 'v5' } } });
  });

  test('keeps a pin that only one of the two files has', () => {
    const pinned = { kind: 'release', label: 'v5', pinnedAt: on(5), records: [] } as const;
    const withPin = pool([9], 1, { pinned: { ...pinned, records: [] } });
    const without = pool([8]);
    for (const merged of [
      mergeBaselines(withPin, without, LIMITS),
      mergeBaselines(without, withPin, LIMITS),
    ]) {
      expect(merged).toMatchObject({ baseline: { pinned: { label: 'v5' } } });
    }
  });
});
