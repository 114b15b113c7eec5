import { describe, expect, test } from '@jest/globals';
import { rawConcentration } from '../../src/decide/churn.js';
import { detectableDrops, planDecision, worstCost } from '../../src/decide/decision-plan.js';
import { expectedCost } from '../../src/decide/play-decision.js';
import {
  configureProfile,
  preparationLevel,
  type ProfileName,
  type ProfileOptions,
  reaches,
} from '../../src/decide/profiles.js';
import { smallestDetectableDrop } from '../../src/stats/drop-bounds.js';
import { domainsOf, stage } from './decision-support.js';
import { drawWorld } from './decision-worlds.js';

const SIUO = [19, 18, 20, 18, 16, 18, 20, 17, 21];

function plan(sizes: readonly number[], profile: ProfileName, options: ProfileOptions = {}) {
  return planDecision(domainsOf(sizes), configureProfile(profile, options), { comparisons: 1 });
}

describe('profiles', () => {
  test.each([
    ['sampled', [1, 1, 2, 4, 8], 8, 4, 0.05, 0.2, 0.1],
    ['full', [1, 2, 4, 8], 8, 4, 0.05, 0.15, 0.07],
    ['nightly', [3, 6], 12, 6, 0.01, 0.15, 0.05],
    ['release', [3, 6, 12], 12, 6, 0.05, 0.12, 0.05],
    ['live-sampled', [1, 1, 2, 4, 8, 12], 12, 6, 0.05, 0.2, 0.1],
    ['live-full', [2, 4, 6, 8, 12], 12, 6, 0.05, 0.15, 0.07],
  ] as const)('%s', (name, answers, decision, overall, alpha, margin, overallMargin) => {
    const profile = configureProfile(name);
    expect(profile.stages.map((each) => each.answers)).toEqual(answers);
    expect(profile).toMatchObject({
      decisionAnswers: decision,
      overallAnswers: overall,
      alpha,
      groupMargin: margin,
      overallMargin,
    });
  });

  test.each([
    [undefined, [3, 6]],
    [0, [9, 9]],
    [3, [6, 6]],
    [6, [3, 6]],
    [9, [3, 6]],
  ])('a nightly run with %s stored answers asks %j', (storedAnswers, answers) => {
    const { stages } = configureProfile('nightly', { storedAnswers });
    expect(stages.map((each) => each.answers)).toEqual(answers);
  });

  test('takes the first stage of a sampled run from the user, and one answer before repeats', () => {
    expect(configureProfile('sampled', { itemsPerDomain: 5 }).stages[0]).toEqual({
      itemsPerGroup: 5,
      answers: 1,
    });
    expect(configureProfile('full', { itemsPerDomain: 5 }).stages[0]?.itemsPerGroup).toBe('all');
    expect(configureProfile('full', { repeats: 3, isOneAnswer: true }).stages).toEqual([
      { itemsPerGroup: 'all', answers: 1 },
    ]);
  });

  test('levels allow for rounding, and a red is prepared from four times its level on', () => {
    expect(reaches(0.01 + 1e-13, 0.01)).toBe(true);
    expect(reaches(0.01 + 1e-11, 0.01)).toBe(false);
    expect(preparationLevel(0.01)).toBeCloseTo(0.04, 12);
    expect(preparationLevel(0.2)).toBe(0.5);
  });
});

describe('groups', () => {
  test.each([
    [
      [5, 6],
      ['d0', 'd1'],
    ],
    [
      [5, 2, 3],
      ['d0', 'small domains (d1, d2)'],
    ],
    [
      [6, 5, 1, 1],
      ['d0', 'd1 with d2, d3'],
    ],
    [
      [5, 6, 0],
      ['d0', 'd1'],
    ],
    [[2, 1], ['small domains (d0, d1)']],
    [[3], ['d0']],
    [[], []],
  ])('domains of %j items are tested as %j', (sizes, names) => {
    expect(plan(sizes, 'full').groups.map(({ name }) => name)).toEqual(names);
  });

  test('mixes the items of domains that are tested together', () => {
    const [group] = plan([6, 3], 'sampled').groups;
    expect(group?.items).toEqual([1, 7, 2, 3, 8, 4, 5, 9, 6]);
    expect(group?.domains).toEqual(['d0', 'd1']);
  });

  test('an overall margin that the user gives holds for few items too', () => {
    const margin = (maxDropOverall?: number): number | undefined =>
      plan([20, 20], 'full', { maxDropOverall }).overallMargin;
    expect(margin()).toBeCloseTo(0.14, 12);
    expect(margin(0.05)).toBe(0.05);
  });

  test('floors and several comparisons leave no item out', () => {
    const profile = configureProfile('full');
    const leavesOut = (comparisons: number, asksEveryItem: boolean): boolean =>
      planDecision(domainsOf([9]), profile, { comparisons, asksEveryItem }).leavesOutNeverSafe;
    expect([leavesOut(1, false), leavesOut(1, true), leavesOut(2, false)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('what a plan costs and finds', () => {
  test.each([
    ['sampled', SIUO, 1336],
    ['full', SIUO, 1336],
    ['release', SIUO, 2004],
    ['sampled', [111, 111, 111], 960],
    ['full', [160, 10], 160 * 4 + 10 * 8],
  ] as const)('%s on %j asks at most %d answers', (profile, sizes, most) => {
    expect(worstCost(plan(sizes, profile))).toBe(most);
  });

  test('the smallest drop is that of the decision: its level and its answers', () => {
    const whole = plan([18, 18], 'full');
    const stored = new Map(
      Array.from({ length: 36 }, (_, index) => [index + 1, { safe: 6, answers: 9 }] as const),
    );
    const drops = detectableDrops(whole, { stored, concentration: 0.6, sensitivityGain: 1 });
    const of = (items: number, candidateAnswers: number, level: number): number | undefined =>
      smallestDetectableDrop({
        rate: 2 / 3,
        concentration: 0.6,
        baselineAnswers: 9,
        candidateAnswers,
        items,
        level,
      });
    expect(drops.map(({ group }) => group)).toEqual(['d0', 'd1', undefined]);
    expect(drops[0]?.drop).toBeCloseTo(of(18, 8, 0.02)!, 12);
    expect(drops[2]?.drop).toBeCloseTo(of(36, 4, 0.01)!, 12);
    expect(
      detectableDrops(plan([18], 'full'), { stored, concentration: 0.6, sensitivityGain: 1 }),
    ).toHaveLength(1);
  });

  test('the expected cost is that of runs that were played', () => {
    const setups = [1, 2, 3, 4].map(
      (seed) =>
        stage(
          drawWorld({
            seed,
            profile: 'full',
            sizes: [10, 10],
            fallInOne: 0,
            fallEverywhere: 0,
            unscored: 0,
            stricter: undefined,
            storedAnswers: 9,
            mixed: 0.4,
          }),
        ).setup,
    );
    const cost = expectedCost(setups);
    expect(cost.meanAnswers).toBeGreaterThan(0);
    expect(cost.meanAnswers).toBeLessThanOrEqual(cost.usuallyAtMost);
    expect(cost.passRate).toBeGreaterThan(0);
    expect(expectedCost([])).toEqual({
      leastAnswers: 0,
      meanAnswers: 0,
      usuallyAtMost: 0,
      meanRejudged: 0,
      passRate: 0,
    });
  });

  test.each([
    [[], undefined],
    [[[1, 1]], undefined],
    [
      [
        [9, 9],
        [0, 9],
      ],
      0,
    ],
    [[[9, 9]], 0],
    [
      [
        [5, 9],
        [5, 9],
      ],
      20,
    ],
  ])('raw concentration of %j is %s', (counts, wanted) => {
    const baseline = counts.map(([safe, answers]) => ({ safe: safe!, answers: answers! }));
    expect(rawConcentration(baseline)).toBe(wanted);
  });
});
