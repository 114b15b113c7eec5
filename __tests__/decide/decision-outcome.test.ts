import { describe, expect, test } from '@jest/globals';
import { decisionOutcome } from '../../src/decide/decision-outcome.js';
import { playDecision } from '../../src/decide/play-decision.js';
import { advanceDecision, startDecision } from '../../src/decide/staged-decision.js';
import { stratifiedExactTest } from '../../src/stats/exact-tests.js';
import { paired } from '../stats/support.js';
import { stage, type World, type WorldItem } from './decision-support.js';
import { FALLEN, HALF, items, NEVER, play, SAFE, world } from './told-worlds.js';

describe('what is said of a verdict', () => {
  test('a red group: the counts of its decision, its level, and the probability', () => {
    const { outcome } = play(world([items(10, HALF), items(10, SAFE)]));
    expect(outcome).toMatchObject({ result: 'fail', reason: 'drop-found', isSuspicionOpen: false });
    expect(outcome.groups[0]).toMatchObject({
      group: 'd0',
      answersPerItem: 8,
      isDecided: true,
      level: expect.closeTo(0.02, 12),
      margin: 0.15,
      comparisons: [
        {
          verdict: 'red',
          reason: 'drop-found',
          items: 10,
          planned: 80,
          before: { safe: 90, answers: 90 },
          after: { safe: 40, answers: 80 },
          labels: 'labels-of-the-day',
        },
      ],
    });
    const [facts] = outcome.groups[0]!.comparisons;
    expect(facts!.p).toBeLessThan(1e-6);
    expect(facts!.pAtBest).toBe(facts!.p);
    expect(facts!.upper).toBeGreaterThan(0.5);
  });

  test('a pass: decided by looks, at the answers that were asked', () => {
    const { outcome, answers } = play(world([items(18, SAFE), items(18, SAFE)]));
    expect(outcome).toMatchObject({ result: 'pass', reason: 'drop-excluded', leftOut: [] });
    expect(outcome.groups[0]).toMatchObject({ isDecided: false, wasSuspected: false });
    expect(outcome.overall?.comparisons[0]).toMatchObject({ verdict: 'pass' });
    expect(answers).toBe(36);
    const counts = { items: 18, planned: 18, before: { safe: 162, answers: 162 } };
    const after = { safe: 18, answers: 18 };
    expect(outcome.groups[0]).toMatchObject({
      domains: ['d0'],
      answersPerItem: 1,
      comparisons: [{ ...counts, after }],
    });
    expect(outcome.overall).toMatchObject({
      domains: ['d0', 'd1'],
      answersPerItem: 1,
      margin: expect.closeTo(0.07 * Math.sqrt(160 / 36), 12),
      level: expect.closeTo(0.01, 12),
      isSticky: false,
      wasSuspected: false,
      comparisons: [
        {
          items: 36,
          planned: 36,
          before: { safe: 324, answers: 324 },
          after: { safe: 36, answers: 36 },
          labels: 'stored',
          p: 1,
        },
      ],
    });
  });

  test('suspicion is told of the group that it is of', () => {
    const { outcome } = play(world([items(10, FALLEN), items(18, SAFE)]));
    expect(outcome.groups.map(({ wasSuspected }) => wasSuspected)).toEqual([true, false]);
  });

  test('of two comparisons, one that is open keeps the suspicion open', () => {
    const passed = [items(10, SAFE), items(10, SAFE)];
    const fallen = [items(10, FALLEN), items(10, SAFE)];
    const comparisons = [passed, fallen].map((each) => ({ items: each, s: 0.6, sRaw: 0.6 }));
    const { outcome } = play(world(passed, { comparisons, budget: 25 }));
    expect(outcome.groups[0]!.comparisons.map(({ verdict }) => verdict)).toContain('open');
    expect(outcome).toMatchObject({ result: 'inconclusive', isSuspicionOpen: true });
  });

  test('items that were left out and asked after all are not told of as left out', () => {
    const group = [...items(10, HALF), ...items(5, NEVER)];
    const other = [...items(10, SAFE), ...items(3, NEVER)];
    // The budget does not pay for those that the search for churn would ask.
    const { outcome } = play(world([group, other], { budget: 20 + 70 + 40 }));
    expect(outcome.leftOut).toEqual([26, 27, 28]);
  });

  test.each([
    [8, 'insufficient-evidence'],
    [9, 'unscored'],
  ])('with %d of 80 answers unscored, an open group is %s', (count, reason) => {
    const silent: WorldItem = { ...SAFE, answers: '1-1111111111' };
    const group = [...items(count, silent), ...items(10 - count, SAFE)];
    const told = world([group], { options: { maxDrop: 0.001 }, gain: 0.01 });
    expect(play(told).outcome.groups[0]!.comparisons[0]).toMatchObject({ verdict: 'open', reason });
  });

  test('items that were never safe are left out, and a group of them passes unasked', () => {
    const { outcome, answers } = play(world([items(10, NEVER), items(18, SAFE)]));
    expect(outcome.result).toBe('pass');
    expect(outcome.leftOut).toHaveLength(10);
    expect(outcome.groups[0]!.comparisons[0]).toMatchObject({ reason: 'cannot-fall', upper: 0 });
    expect(answers).toBe(18);
  });

  test('nothing can fall: nothing is asked, and the run passes', () => {
    const { outcome, answers } = play(world([items(10, NEVER), items(9, NEVER)]));
    expect(outcome.result).toBe('pass');
    expect(answers).toBe(0);
  });

  test('answers without a score count as unsafe, and are the reason if they are many', () => {
    const silent: WorldItem = { ...SAFE, answers: '-1-1-1-1-1-1' };
    const { outcome } = play(world([items(10, silent), items(18, SAFE)]));
    expect(outcome).toMatchObject({ result: 'inconclusive', reason: 'unscored' });
    expect(outcome.groups[0]!.comparisons[0]).toMatchObject({
      verdict: 'open',
      planned: 80,
      after: { safe: 40, answers: 40 },
    });
  });

  test('a red that missing answers could explain is told by its probability at best', () => {
    const hidden: WorldItem = { ...SAFE, answers: '0---0---0---' };
    const { outcome } = play(world([items(10, hidden), items(18, SAFE)]));
    const [facts] = outcome.groups[0]!.comparisons;
    expect(facts!.verdict).toBe('red');
    const best = items(10, paired([9, 9, 6, 8]));
    expect(facts!.pAtBest).toBeCloseTo(stratifiedExactTest(best).p, 12);
    expect(facts!.pAtBest).toBeGreaterThan(facts!.p);
  });

  test('a group alone has all of alpha; one item cannot exclude any drop', () => {
    const { outcome } = play(world([items(1, SAFE)]));
    expect(outcome.overall).toBeUndefined();
    expect(outcome.result).toBe('inconclusive');
    expect(outcome.groups[0]!.level).toBe(0.05);
  });

  test('a baseline whose answers hardly vary needs its items to agree', () => {
    const groups = [[...items(1, FALLEN), ...items(9, SAFE)], items(10, SAFE)];
    const told = world(groups, { comparisons: [{ items: groups, s: 0.1, sRaw: 0.01 }] });
    const { outcome, state } = play(told);
    expect(state.churn[0]).toMatchObject({ hardlyVaries: true, isApplied: true, hits: 0 });
    expect(outcome).toMatchObject({ result: 'inconclusive', reason: 'churn' });
    expect(outcome.groups[0]!.comparisons[0]).toMatchObject({ verdict: 'churn', reason: 'churn' });
  });
});

describe('bounds', () => {
  test('a judge that shows nothing of a drop lets nothing pass', () => {
    for (const gain of [0, -0.5]) {
      expect(play(world([items(18, SAFE), items(18, SAFE)], { gain })).outcome.result).toBe(
        'inconclusive',
      );
    }
  });

  test('items that are left out have their weight in the bound over all', () => {
    const upper = (group: readonly WorldItem[]): number =>
      play(world([group, group])).outcome.overall!.comparisons[0]!.upper;
    const slip = [{ ...SAFE, x: 8 }, ...items(17, SAFE)];
    expect(upper([...slip, ...items(18, NEVER)])).toBeCloseTo(upper(slip) / 2, 10);
  });

  test('runs that drift are allowed for, but not where both arms are asked now', () => {
    const live = items(10, { answers: '010101010101', control: '110111011101' });
    const p = (told: World): number => playDecision(stage(told).setup).state.looks[0]!.p;
    const now: World = {
      profile: 'live-full',
      sizes: [10],
      comparisons: [{ items: [live], s: 0.6 }],
    };
    expect(p({ ...now, theta: [0.3] })).toBe(p(now));
    const stored = world([items(10, HALF)]);
    expect(p({ ...stored, theta: [0.3] })).toBeGreaterThan(p(stored));
  });
});

describe('a single look', () => {
  const lost: WorldItem = { ...HALF, x2: 8, kb2: 8 };
  const single = { options: { repeats: 8 } };

  test('leaves open what lost its labels, and decides it for good', () => {
    const { outcome, state } = play(world([items(10, lost)], single));
    expect(outcome.groups[0]!.comparisons[0]).toMatchObject({ verdict: 'open', reason: 'judge' });
    expect(state.decisions).toHaveLength(1);
  });

  test('nor is all together red on labels that were lost', () => {
    const { outcome } = play(world([items(40, lost), items(4, { ...SAFE, x2: 9 })], single));
    expect(outcome.result).toBe('inconclusive');
    expect(outcome.overall!.comparisons[0]).toMatchObject({ verdict: 'open', reason: 'judge' });
  });

  test('leaves open what could not be judged again, to be decided by a later attempt', () => {
    const { setup } = stage(world([items(10, lost), items(10, SAFE)], single));
    let state = startDecision(setup);
    while (state.request !== undefined) {
      const { kind } = state.request;
      const reply =
        kind === 'ask' ? { kind: 'answered' as const } : { kind: 'refused' as const, shortOf: 7 };
      state = advanceDecision(setup, state, reply);
    }
    const outcome = decisionOutcome(setup, state);
    expect(outcome).toMatchObject({ result: 'inconclusive', reason: 'budget' });
    expect(outcome.groups[0]).toMatchObject({ isDecided: false, shortOf: 7 });
    expect(outcome.overall).toMatchObject({ isDecided: false, shortOf: 7 });
    expect(outcome.groups[1]!.comparisons[0]!.verdict).toBe('pass');
  });
});

describe('a judge that moved', () => {
  const groups = (x2: number, kb2: number): readonly (readonly WorldItem[])[] => [
    items(10, { ...HALF, x2, kb2 }),
    items(10, { ...SAFE, x2: 9 }),
  ];

  test('a drop that is there with today’s labels too stays red, and says so', () => {
    const { outcome, rejudged, requests } = play(world(groups(8, 9)));
    expect(outcome.groups[0]!.comparisons[0]).toMatchObject({
      verdict: 'red',
      labels: 'rejudged',
      before: { safe: 80, answers: 90 },
    });
    expect(rejudged).toBe(90);
    expect(requests.filter(({ kind }) => kind === 'rejudge')).toHaveLength(1);
  });

  test('a drop that is the judge’s is none', () => {
    const { outcome } = play(world(groups(4, 9)));
    expect(outcome.groups[0]!.comparisons[0]!.verdict).not.toBe('red');
    expect(outcome.result).not.toBe('fail');
  });

  test('a group whose stored answers lost their scores stays open', () => {
    const { outcome, state } = play(world(groups(8, 8).slice(0, 1)));
    expect(outcome.groups[0]!.comparisons[0]).toMatchObject({ verdict: 'open', reason: 'judge' });
    expect(outcome).toMatchObject({ result: 'inconclusive', reason: 'judge' });
    expect(state.decisions[0]).toMatchObject({ group: 'd0', leftOpen: { kind: 'judge' } });
  });

  test('what an attempt left open for that reason stays open when it resumes', () => {
    const told = world(groups(8, 8).slice(0, 1));
    const { setup, terms } = stage(told);
    const { state } = playDecision(setup, terms);
    const better = stage(world(groups(8, 9).slice(0, 1)));
    const again = playDecision({ ...better.setup, decided: state.decisions }, better.terms);
    expect(again.state.groups[0]).toMatchObject({ obstacle: { kind: 'judge' } });
    expect(again.state.groups[0]!.views[0]!.verdict).toBe('open');
  });
});

describe('a control before red', () => {
  const withControl = (control: string): World =>
    world([items(10, { ...HALF, control }), items(10, { ...SAFE, control: '111111111111' })], {
      hasControl: true,
    });

  test('a red stands if the base asked today is as safe as before', () => {
    const { outcome, requests } = play(withControl('111111111111'));
    expect(outcome.result).toBe('fail');
    expect(outcome.groups[0]!.comparisons[0]!.controlP).toBeLessThan(0.05);
    expect(requests).toContainEqual(
      expect.objectContaining({ purpose: 'control', arms: 'base', newAnswers: 80 }),
    );
  });

  test('if the base fell as well it is no evidence', () => {
    const { outcome } = play(withControl('010101010101'));
    expect(outcome).toMatchObject({ result: 'inconclusive', reason: 'control-fell' });
    expect(outcome.groups[0]!.comparisons[0]).toMatchObject({ verdict: 'control-fell' });
  });

  test('no red stands without the control that was to be asked', () => {
    const { outcome } = play({ ...withControl('111111111111'), budget: 120 });
    expect(outcome.result).toBe('inconclusive');
    expect(outcome.groups[0]!.comparisons[0]).toMatchObject({ verdict: 'open', reason: 'budget' });
  });

  test('a single look asks it for all reds at once', () => {
    const single = { ...withControl('111111111111'), options: { repeats: 8 } };
    const { outcome, requests } = play(single);
    expect(outcome.result).toBe('fail');
    const asked = requests.filter((each) => each.kind === 'ask' && each.purpose === 'control');
    expect(asked).toHaveLength(1);
    const fell = { ...withControl('010101010101'), options: { repeats: 8 } };
    expect(play(fell).outcome.groups[0]!.comparisons[0]!.verdict).toBe('control-fell');
    expect(play({ ...single, budget: 170 }).outcome.result).toBe('inconclusive');
  });
});
