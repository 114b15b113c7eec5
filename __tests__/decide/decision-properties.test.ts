import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { createRandomSource } from '../../src/decide/simulation.js';
import { decisionOutcome } from '../../src/decide/decision-outcome.js';
import type {
  DecisionReply,
  DecisionRequest,
  DecisionSetup,
  DecisionState,
} from '../../src/decide/decision-state.js';
import type { DecisionPlan } from '../../src/decide/decision-plan.js';
import { playDecision, type PlayTerms } from '../../src/decide/play-decision.js';
import { advanceDecision, startDecision } from '../../src/decide/staged-decision.js';
import { stratifiedExactTest } from '../../src/stats/exact-tests.js';
import { paired } from '../stats/support.js';
import { stage, type Staged, type World } from './decision-support.js';
import { anyTerms, anyTermsAtAll, drawWorld, withAnswers } from './decision-worlds.js';

const RUNS = { numRuns: 60 };

/** What is decided of each group and of all together: all that a later reader can see. */
function decided(state: DecisionState): unknown {
  return {
    groups: state.groups.map(({ views }) => views.map(({ verdict }) => verdict)),
    overall: state.overall.views.map(({ verdict }) => verdict),
    decisions: state.decisions,
    churn: state.churn,
  };
}

/** Decisions by group, without what a run's course may change. */
function decisionsOf(state: DecisionState): ReadonlyMap<string | undefined, unknown> {
  return new Map(
    state.decisions.map(({ group, comparisons }) => [
      group,
      comparisons.map(({ verdict, decidedP }) => ({ verdict, decidedP })),
    ]),
  );
}

/** Exact probability over all items in play with their first answers and the labels given. */
function pOfFirst(
  world: World,
  plan: DecisionPlan,
  at: { groups: readonly number[]; answers: number; isRejudged: (group: number) => boolean },
): number {
  const items = at.groups.flatMap((group) =>
    world.comparisons[0]!.items[group]!.slice(0, plan.groups[group]!.inPlay).map((item) => {
      const scored = item.answers.slice(0, at.answers).replaceAll('-', '');
      const safe = at.isRejudged(group) ? item.x2! : item.x!;
      return paired([safe, item.kb!, scored.replaceAll('0', '').length, scored.length]);
    }),
  );
  return stratifiedExactTest(items).p;
}

/** Expects every red to rest on the fixed set of answers that its decision is about. */
function expectFullReds(world: World, { setup }: Staged, state: DecisionState): void {
  const { plan } = setup;
  const isRejudged = (group: number): boolean =>
    state.groups[group]!.views[0]!.labels === 'rejudged';
  state.groups.forEach(({ views }, group) => {
    if (!['red', 'churn'].includes(views[0]!.verdict)) return;
    const answers = plan.groups[group]!.decisionAnswers;
    const p = pOfFirst(world, plan, { groups: [group], answers, isRejudged });
    expect(p).toBeLessThanOrEqual(plan.groupLevel + 1e-9);
  });
  if (state.overall.views[0]!.verdict !== 'red') return;
  const groups = [...plan.groups.keys()];
  const p = pOfFirst(world, plan, { groups, answers: plan.overallAnswers, isRejudged });
  expect(p).toBeLessThanOrEqual(plan.overallLevel + 1e-9);
}

describe('a decision', () => {
  test('is a function of the first K* answers', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const world = drawWorld(terms);
        const { setup, terms: play } = stage(world);
        const { plan } = setup;
        const most = Math.max(
          plan.overallAnswers,
          ...plan.groups.map(({ decisionAnswers }) => decisionAnswers),
        );
        const other = withAnswers(world, (answers) =>
          answers.slice(0, most).padEnd(answers.length, '0'),
        );
        expect(decided(playDecision(stage(other).setup, play).state)).toEqual(
          decided(playDecision(setup, play).state),
        );
      }),
      RUNS,
    );
  });

  test('is the exact test over all items in play, whatever led to it', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const world = drawWorld(terms);
        const staged = stage(world);
        expectFullReds(world, staged, playDecision(staged.setup, staged.terms).state);
      }),
      RUNS,
    );
  });

  test('does not depend on how often and at what the run looks', () => {
    fc.assert(
      fc.property(anyTerms, fc.constantFrom([1], [1, 2, 3, 4, 5, 6, 7], []), (terms, looks) => {
        const { setup, terms: play } = stage({ ...drawWorld({ ...terms, stricter: undefined }) });
        const last = Math.max(...setup.plan.groups.map(({ decisionAnswers }) => decisionAnswers));
        const stages = [...looks, last].map(
          (answers) => ({ itemsPerGroup: 'all', answers }) as const,
        );
        const often = { ...setup, plan: { ...setup.plan, stages } };
        const there = decisionsOf(playDecision(often, play).state);
        for (const [group, decision] of decisionsOf(playDecision(setup, play).state)) {
          if (there.has(group)) expect(there.get(group)).toEqual(decision);
        }
      }),
      RUNS,
    );
  });

  test('does not depend on the order of the groups', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const { setup, terms: play } = stage({ ...drawWorld({ ...terms, stricter: undefined }) });
        const groups = [...setup.plan.groups].reverse();
        const turned = playDecision({ ...setup, plan: { ...setup.plan, groups } }, play);
        const straight = playDecision(setup, play);
        const verdicts = (state: DecisionState): unknown =>
          state.groups.map(({ views }) => views[0]!.verdict);
        expect(verdicts({ ...turned.state, groups: [...turned.state.groups].reverse() })).toEqual(
          verdicts(straight.state),
        );
        expect(turned.answers).toBe(straight.answers);
      }),
      RUNS,
    );
  });

  test('reads no answer that was not asked for', () => {
    fc.assert(
      fc.property(anyTermsAtAll, (terms) => {
        const { setup, terms: play } = stage(drawWorld(terms));
        const whole = playDecision(setup, play);
        const asked = new Map<string, number>();
        const given = (arm: string, item: number): number => asked.get(`${arm} ${item}`) ?? 0;
        const answers: DecisionSetup['answers'] = (comparison, item) => {
          const all = setup.answers(comparison, item);
          return {
            candidate: all.candidate.slice(0, given('candidate', item)),
            base: all.base.slice(0, given('base', item)),
          };
        };
        const lazy = drive({ ...setup, answers }, (request) => {
          if (request.kind === 'ask') {
            const arms = request.arms === 'both' ? ['candidate', 'base'] : [request.arms];
            for (const arm of arms)
              for (const each of request.wanted) asked.set(`${arm} ${each.item}`, each.answers);
          }
          return replyOf(request, play);
        });
        expect(decided(lazy.at(-1)!)).toEqual(decided(whole.state));
      }),
      RUNS,
    );
  });
});

/** The reply of a run without a budget. */
function replyOf(request: DecisionRequest, { rejudge }: PlayTerms): DecisionReply {
  if (request.kind === 'ask') return { kind: 'answered' };
  if (request.kind === 'confirm') return { kind: 'unconfirmed', because: 'texts' };
  if (rejudge === undefined) return { kind: 'labels-of-the-day' };
  return { kind: 'rejudged', counts: rejudge(request) };
}

/** Drives a run to its end; every state on the way, the last one last. */
function drive(
  setup: DecisionSetup,
  reply: (request: DecisionRequest) => DecisionReply,
): readonly DecisionState[] {
  const states = [startDecision(setup)];
  for (let { request } = states[0]!; request !== undefined; { request } = states.at(-1)!) {
    states.push(advanceDecision(setup, states.at(-1)!, reply(request)));
  }
  return states;
}

describe('a look', () => {
  test('fails nothing: whatever is red was decided, and once', () => {
    fc.assert(
      fc.property(anyTermsAtAll, (terms) => {
        const { setup, terms: play } = stage(drawWorld(terms));
        for (const state of drive(setup, (request) => replyOf(request, play))) {
          const made = new Set(state.decisions.map(({ group }) => group));
          expect(made.size).toBe(state.decisions.length);
          state.groups.forEach(({ views }, group) => {
            if (views.some(({ verdict }) => verdict === 'red'))
              expect(made).toContain(setup.plan.groups[group]!.name);
          });
          if (state.overall.views.some(({ verdict }) => verdict === 'red'))
            expect(made).toContain(undefined);
        }
      }),
      RUNS,
    );
  });
});

describe('a run that was stopped', () => {
  test('resumes to the same verdicts, whatever the judge says of what was decided', () => {
    fc.assert(
      fc.property(anyTermsAtAll, fc.nat({ max: 40 }), (terms, stop) => {
        const { setup, terms: play } = stage(drawWorld(terms));
        const states = drive(setup, (request) => replyOf(request, play));
        const stopped = states[Math.min(stop, states.length - 1)]!;
        const known = new Set(
          stopped.decisions.flatMap(({ comparisons }) =>
            comparisons.flatMap(({ rejudged }) => rejudged.map(([item]) => item)),
          ),
        );
        const journal = JSON.parse(JSON.stringify(stopped.decisions)) as typeof stopped.decisions;
        const resumed = drive({ ...setup, decided: journal }, (request) => {
          if (request.kind === 'rejudge')
            for (const item of request.items) expect(known).not.toContain(item);
          return replyOf(request, play);
        });
        const verdicts = (state: DecisionState): unknown =>
          decisionOutcome(setup, state).groups.map(({ comparisons }) =>
            comparisons.map(({ verdict, p, upper }) => ({ verdict, p, upper })),
          );
        expect(verdicts(resumed.at(-1)!)).toEqual(verdicts(states.at(-1)!));
        expect(resumed.at(-1)!.overall.views).toEqual(states.at(-1)!.overall.views);
      }),
      RUNS,
    );
  });

  test('goes on from a state that was written down and read again', () => {
    fc.assert(
      fc.property(anyTermsAtAll, fc.nat({ max: 40 }), (terms, stop) => {
        const { setup, terms: play } = stage(drawWorld(terms));
        const states = drive(setup, (request) => replyOf(request, play));
        const at = Math.min(stop, states.length - 1);
        const read = JSON.parse(JSON.stringify(states[at])) as DecisionState;
        let state = read;
        while (state.request !== undefined)
          state = advanceDecision(setup, state, replyOf(state.request, play));
        expect(decided(JSON.parse(JSON.stringify(state)) as DecisionState)).toEqual(
          JSON.parse(JSON.stringify(decided(states.at(-1)!))),
        );
      }),
      RUNS,
    );
  });
});

describe('a budget', () => {
  test('never makes a red, and never lets pass what it left suspected', () => {
    fc.assert(
      fc.property(anyTerms, fc.nat({ max: 400 }), (terms, budget) => {
        const world = drawWorld(terms);
        const staged = stage(world);
        const { state, answers } = playDecision(staged.setup, { ...staged.terms, budget });
        expect(answers).toBeLessThanOrEqual(budget);
        expectFullReds(world, staged, state);
        for (const { obstacle, views } of state.groups) {
          if (obstacle === undefined) continue;
          expect(views.map(({ verdict }) => verdict)).not.toContain('pass');
        }
      }),
      RUNS,
    );
  });
});

describe('more unsafe answers', () => {
  test('turn no fail into a pass', () => {
    fc.assert(
      fc.property(anyTerms, fc.integer({ min: 1, max: 1e6 }), (terms, seed) => {
        const world = drawWorld({ ...terms, stricter: undefined });
        const { setup } = stage(world);
        fc.pre(decisionOutcome(setup, playDecision(setup).state).result === 'fail');
        const random = createRandomSource(seed);
        const share = random();
        const worse = withAnswers(world, (answers) =>
          answers.replaceAll('1', () => (random() < share ? '0' : '1')),
        );
        const other = stage(worse).setup;
        expect(decisionOutcome(other, playDecision(other).state).result).not.toBe('pass');
      }),
      RUNS,
    );
  });
});
