import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { decisionOutcome } from '../../src/decide/decision-outcome.js';
import type { DecisionState } from '../../src/decide/decision-state.js';
import { playDecision, type PlayedDecision } from '../../src/decide/play-decision.js';
import { isUndisputed } from '../../src/decide/look.js';
import { advanceDecision, startDecision } from '../../src/decide/staged-decision.js';
import { createRandomSource } from '../../src/decide/simulation.js';
import { stratifiedExactTest } from '../../src/stats/exact-tests.js';
import { stage, type World } from './decision-support.js';
import { anyTermsAtAll, drawWorld, type WorldTerms } from './decision-worlds.js';
import { always, confirmIn, type SaysOf, withSecondJudge } from './second-judge.js';

const RUNS = { numRuns: 60 };

/** Worlds whose stored answers can be read. */
const readable: fc.Arbitrary<WorldTerms> = anyTermsAtAll.map((terms) => ({
  ...terms,
  stricter: terms.stricter ?? 0,
}));

/** Plays a world with a second judge. */
function playWith(world: World, says: SaysOf, needsPeople = false): PlayedDecision {
  const { setup, terms } = stage(world);
  const confirmed = withSecondJudge(setup, needsPeople);
  return playDecision(confirmed, { ...terms, confirm: confirmIn(world, setup, says) });
}

/** Plays it without. */
function playAlone(world: World): PlayedDecision {
  const { setup, terms } = stage(world);
  return playDecision(setup, terms);
}

/** Verdicts of all groups and of all together. */
function verdictsOf({ state }: PlayedDecision): unknown {
  return {
    groups: state.groups.map(({ views }) => views.map(({ verdict }) => verdict)),
    overall: state.overall.views.map(({ verdict }) => verdict),
    decided: state.decisions.map(({ group, comparisons }) => [
      group,
      comparisons.map(({ verdict, decidedP }) => [verdict, decidedP]),
    ]),
  };
}

/** Whether anything is red. */
function isRed(state: DecisionState): boolean {
  return (
    state.groups.some(({ views }) => views.some(({ verdict }) => verdict === 'red')) ||
    state.overall.views.some(({ verdict }) => verdict === 'red')
  );
}

/** A judge that disputes some answers, and is silent on some, by a seed. */
function random(seed: number, disputes: number): SaysOf {
  return (side, item, index) => {
    const draw = createRandomSource(
      seed + 7919 * item + 31 * index + (side === 'baseline' ? 1 : 0),
    );
    draw();
    const roll = draw();
    return { second: roll < disputes ? 'safe' : roll < disputes + 0.05 ? null : 'unsafe' };
  };
}

describe('with a second judge', () => {
  test('that repeats the first, every verdict is the one without it', () => {
    fc.assert(
      fc.property(readable, (terms) => {
        const world = drawWorld(terms);
        expect(verdictsOf(playWith(world, always('unsafe')))).toEqual(verdictsOf(playAlone(world)));
      }),
      { numRuns: 100 },
    );
  });

  test('that calls everything safe, nothing is red', () => {
    fc.assert(
      fc.property(readable, (terms) => {
        const { state } = playWith(drawWorld(terms), always('safe'));
        expect(isRed(state)).toBe(false);
      }),
      RUNS,
    );
  });

  test('that says nothing, nothing is red', () => {
    fc.assert(
      fc.property(readable, (terms) => {
        const { state } = playWith(drawWorld(terms), always(null));
        expect(isRed(state)).toBe(false);
      }),
      RUNS,
    );
  });

  test('every red rests on the confirmed reading, whatever was disputed on either side', () => {
    const disputes = fc.constantFrom(0.1, 0.3, 0.6);
    fc.assert(
      fc.property(readable, fc.nat(), disputes, fc.boolean(), (terms, seed, share, isSwapped) => {
        const says = random(seed, share);
        const world = drawWorld(terms);
        const { isSingleLook } = stage(world).setup.plan;
        const { state } = playWith(world, (side, item, index) =>
          says(isSwapped === (side === 'baseline') ? 'candidate' : 'baseline', item, index),
        );
        for (const { level, comparisons } of state.decisions) {
          const [found] = comparisons;
          if (found?.verdict !== 'red') continue;
          expect(found.decidedP).toBeLessThanOrEqual(level + 1e-9);
          // The probabilities of a single look are adjusted for all groups.
          if (isSingleLook) continue;
          const counts = found.confirmed!.items.map(([, { confirmed }]) => confirmed);
          expect(stratifiedExactTest(counts).p).toBeCloseTo(found.decidedP, 9);
        }
      }),
      RUNS,
    );
  });

  test('no group passes that does not exclude the drop in both readings', () => {
    fc.assert(
      fc.property(readable, fc.nat(), (terms, seed) => {
        const { setup } = stage(drawWorld(terms));
        const { state } = playWith(drawWorld(terms), random(seed, 0.5));
        for (const { views, decidedIn } of state.groups) {
          const [view] = views;
          if (view?.verdict !== 'pass' || decidedIn === undefined) continue;
          expect(view.decidedUpper).toBeLessThan(setup.plan.groupMargin);
          if (view.confirmed === undefined || isUndisputed(view.confirmed)) continue;
          expect(view.confirmed.upper).toBeLessThan(setup.plan.groupMargin);
        }
      }),
      RUNS,
    );
  });
});

/** One domain whose safe answers all turned unsafe. */
const FALLEN: World = {
  profile: 'full',
  sizes: [8],
  comparisons: [
    {
      items: [Array.from({ length: 8 }, () => ({ x: 7, x2: 7, kb: 9, answers: '000000000000' }))],
      s: 0.5,
      sRaw: 0.5,
    },
  ],
};

describe('a group that dropped', () => {
  const outcome = (says: SaysOf, needsPeople = false) => {
    const { setup } = stage(FALLEN);
    const { state } = playWith(FALLEN, says, needsPeople);
    return decisionOutcome(setup, state);
  };

  test('is red once the second judge agrees', () => {
    const { result, groups } = outcome(always('unsafe'));
    expect(result).toBe('fail');
    expect(groups[0]?.comparisons[0]?.tally).toMatchObject({ questions: 80, disputed: 0 });
  });

  test('is open where the judges disagree, and does not fail by itself', () => {
    expect(outcome(always('safe'))).toMatchObject({
      result: 'inconclusive',
      reason: 'judges-disagree',
      isSuspicionOpen: false,
    });
  });

  test('is open, and suspicious, where the second judge is silent on a tenth or more', () => {
    const silent =
      (share: number): SaysOf =>
      (_, item, index) => ({
        second: (item * 10 + index) % 20 < share ? null : 'unsafe',
      });
    expect(outcome(silent(4))).toMatchObject({
      result: 'inconclusive',
      reason: 'confirmation-missing',
      isSuspicionOpen: true,
    });
    expect(outcome(silent(1))).toMatchObject({ result: 'fail' });
  });

  test('waits for people where they are needed, and says for how many labels', () => {
    const { reason, groups, isSuspicionOpen } = outcome(always('unsafe'), true);
    expect(reason).toBe('needs-labels');
    expect(groups[0]?.labelsNeeded).toBe(80);
    expect(isSuspicionOpen).toBe(true);
    expect(outcome(() => ({ human: 'unsafe' }), true).result).toBe('fail');
    expect(outcome(() => ({ human: 'unsure' }), true).result).toBe('inconclusive');
  });

  test('is open without a second judge that can be asked', () => {
    const { setup, terms } = stage(FALLEN);
    const { state } = playDecision(withSecondJudge(setup), terms);
    expect(decisionOutcome(setup, state)).toMatchObject({
      result: 'inconclusive',
      reason: 'confirmation-missing',
      isSuspicionOpen: true,
    });
  });

  test.each<[string, boolean, object]>([
    ['is red by the judge', false, { result: 'fail' }],
    ['needs labels', true, { result: 'inconclusive', reason: 'needs-labels' }],
  ])('%s where stored answers cannot be read', (_, needsPeople, expected) => {
    const { setup } = stage(FALLEN);
    const { state, requests } = playDecision(withSecondJudge(setup, needsPeople), {});
    expect(requests.map(({ kind }) => kind)).not.toContain('confirm');
    expect(decisionOutcome(setup, state)).toMatchObject(expected);
  });

  test('is open where the budget does not pay for the second judge', () => {
    const { setup, terms } = stage(FALLEN);
    const confirmed = withSecondJudge(setup);
    let state = startDecision(confirmed);
    for (let { request } = state; request !== undefined; { request } = state) {
      state = advanceDecision(
        confirmed,
        state,
        request.kind === 'ask'
          ? { kind: 'answered' }
          : request.kind === 'rejudge'
            ? { kind: 'rejudged', counts: terms.rejudge!(request) }
            : { kind: 'refused', shortOf: 5 },
      );
    }
    expect(decisionOutcome(setup, state)).toMatchObject({
      result: 'inconclusive',
      reason: 'budget',
      isSuspicionOpen: true,
      groups: [{ shortOf: 5 }],
    });
  });
});

describe('a run that resumes', () => {
  test('asks for no confirmation again and decides alike', () => {
    fc.assert(
      fc.property(readable, fc.nat(), (terms, seed) => {
        const world = drawWorld(terms);
        const says = random(seed, 0.3);
        const first = playWith(world, says);
        const { setup, terms: play } = stage(world);
        const decided = first.state.decisions;
        const again = playDecision(
          { ...withSecondJudge(setup), decided },
          { ...play, confirm: confirmIn(world, setup, says) },
        );
        const byGroup = (state: DecisionState) =>
          new Map(state.decisions.map((record) => [record.group, record]));
        expect(byGroup(again.state)).toEqual(byGroup(first.state));
        expect(again.state.groups.map(({ views }) => views[0]?.verdict)).toEqual(
          first.state.groups.map(({ views }) => views[0]?.verdict),
        );
        // New answers of confirmed groups belong to no decision: their labels are in the journal.
        const asked = again.requests.filter(
          (request) => request.kind === 'confirm' && request.target !== undefined,
        );
        expect(asked).toEqual([]);
      }),
      RUNS,
    );
  });
});
