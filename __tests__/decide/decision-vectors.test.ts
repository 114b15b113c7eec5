import { describe, expect, test } from '@jest/globals';
import { churnTest, itemsAgreeP, judgeMove } from '../../src/decide/churn.js';
import type { GroupVerdict } from '../../src/decide/decision-state.js';
import { planDecision } from '../../src/decide/decision-plan.js';
import { playDecision } from '../../src/decide/play-decision.js';
import { decisionOutcome } from '../../src/decide/decision-outcome.js';
import { configureProfile, type ProfileName } from '../../src/decide/profiles.js';
import { dropBound } from '../../src/stats/drop-bounds.js';
import { stepDownMinP, stratifiedExactTest } from '../../src/stats/exact-tests.js';
import { expectNear, type ItemTuple, paired } from '../stats/support.js';
import { stage, vectorsOf, type WorldItem } from './decision-support.js';

interface Items {
  readonly items: readonly ItemTuple[];
}

/** Names of profiles in the reference. */
const PROFILES: Readonly<Record<string, ProfileName>> = {
  sampled: 'sampled',
  full: 'full',
  nightly: 'nightly',
  release: 'release',
  liveSampled: 'live-sampled',
  liveFull: 'live-full',
};

describe('the tests behind a decision agree with exact rationals', () => {
  test.each(vectorsOf<Items & { theta?: number }, { p: number }>('exactTest'))(
    '$id: exact test',
    ({ input, expect: wanted, relTol }) =>
      expectNear(stratifiedExactTest(input.items.map(paired), input.theta).p, wanted.p, relTol),
  );

  test.each(vectorsOf<{ domains: ItemTuple[][] }, { adjusted: number[] }>('adjusted'))(
    '$id: step-down adjustment',
    ({ input, expect: wanted, relTol }) => {
      const tests = input.domains.map((items) => ({
        ...stratifiedExactTest(items.map(paired)),
        isCandidate: true,
      }));
      const adjusted = stepDownMinP(tests);
      expect(adjusted).toHaveLength(wanted.adjusted.length);
      wanted.adjusted.forEach((p, index) => expectNear(adjusted[index], p, relTol));
    },
  );

  test.each(vectorsOf<Items, { hits: number; eligible: number; p: number }>('churn'))(
    '$id: churn',
    ({ input, expect: wanted, relTol }) => {
      const found = churnTest(input.items.map(paired));
      expect({ ...found, p: 0 }).toEqual({ ...wanted, p: 0 });
      expectNear(found.p, wanted.p, relTol);
    },
  );

  test.each(vectorsOf<Items, { p: number }>('pairedT'))(
    '$id: paired t',
    ({ input, expect: wanted, relTol }) =>
      expectNear(itemsAgreeP(input.items.map(paired)), wanted.p, relTol),
  );

  test.each(
    vectorsOf<
      Items & { planned: number; domainItems: number; s: number },
      { n: number; drop: number; var: number; varPaired: number; upper: number }
    >('boundAtWorst'),
  )('$id: bound with missing answers', ({ input, expect: wanted, relTol }) => {
    const items = input.items.map(([x, kb, y]) => paired([x, kb, y, input.planned]));
    const bound = dropBound(items, {
      domainSize: input.domainItems,
      confidence: 0.95,
      concentration: input.s,
    });
    expect(bound.items).toBe(wanted.n);
    expectNear(bound.drop, wanted.drop, relTol);
    expectNear(bound.variance, wanted.var, relTol);
    expectNear(bound.pairedVariance, wanted.varPaired, relTol);
    expectNear(bound.upper, wanted.upper, relTol);
  });

  test.each(vectorsOf<{ worse: number; better: number }, { p: number; moved: boolean }>('bridge'))(
    '$id: a judge that moved',
    ({ input, expect: wanted, relTol }) => {
      const move = judgeMove({ stricter: input.worse, milder: input.better });
      expectNear(move.p, wanted.p, relTol);
      expect(move.hasMoved).toBe(wanted.moved);
    },
  );
});

interface PlanInput {
  readonly sizes: Readonly<Record<string, number>>;
  readonly ladder: string;
  readonly alpha?: number;
  readonly maxDrop?: number;
  readonly maxDropOverall?: number;
  readonly repeats?: number;
  readonly oneAnswer?: boolean;
  readonly contests?: number;
}

interface PlanExpected {
  readonly groups: readonly (readonly string[])[];
  readonly inPlay: readonly number[];
  readonly rungs: readonly (readonly [number | null, number])[];
  readonly single: boolean;
  readonly K: readonly number[];
  readonly Ko: number;
  readonly alphaDomain: number;
  readonly alphaOverall: number;
  readonly marginDomain: number;
  readonly marginOverall: number | null;
  readonly skip: boolean;
}

describe('plans agree with the reference', () => {
  test.each(vectorsOf<PlanInput, PlanExpected>('plan'))('$id', ({ input, expect: wanted }) => {
    const { sizes, ladder, contests, oneAnswer, ...options } = input;
    let last = 0;
    const domains = new Map(
      Object.entries(sizes).map(([name, size]) => [
        name,
        Array.from({ length: size }, () => (last += 1)),
      ]),
    );
    const profile = configureProfile(PROFILES[ladder]!, { ...options, isOneAnswer: oneAnswer });
    const plan = planDecision(domains, profile, { comparisons: contests ?? 1 });
    expect(plan.groups.map((group) => group.domains)).toEqual(wanted.groups);
    expect(plan.groups.map((group) => group.inPlay)).toEqual(wanted.inPlay);
    expect(
      plan.stages.map(({ itemsPerGroup, answers }) => [
        itemsPerGroup === 'all' ? null : itemsPerGroup,
        answers,
      ]),
    ).toEqual(wanted.rungs);
    expect(plan.isSingleLook).toBe(wanted.single);
    expect(plan.groups.map((group) => group.decisionAnswers)).toEqual(wanted.K);
    expect(plan.overallAnswers).toBe(wanted.Ko);
    expectNear(plan.groupLevel, wanted.alphaDomain, 1e-12);
    expectNear(plan.overallLevel, wanted.alphaOverall, 1e-12);
    expect(plan.groupMargin).toBe(wanted.marginDomain);
    if (wanted.marginOverall === null) expect(plan.overallMargin).toBeUndefined();
    else expectNear(plan.overallMargin, wanted.marginOverall, 1e-12);
    expect(plan.leavesOutNeverSafe).toBe(wanted.skip);
  });
});

interface RunInput {
  readonly ladder: string;
  readonly sizes: readonly number[];
  readonly plan: { readonly repeats?: number; readonly oneAnswer?: boolean };
  readonly contests: readonly {
    readonly items: readonly (readonly WorldItem[])[];
    readonly s: number;
    readonly sRaw: number | null;
  }[];
  readonly sticky?: readonly number[];
  readonly budget?: number;
  readonly J?: number;
  readonly theta?: readonly number[];
  readonly floors?: boolean;
}

interface RunExpected {
  readonly domains: readonly string[];
  readonly overall: readonly string[];
  readonly answers: number;
  readonly judgeCalls: number;
  readonly decisionP: readonly (readonly (number | null)[])[];
  readonly decisionPOverall: readonly (number | null)[];
  readonly rejudged: readonly (readonly boolean[])[];
  readonly churn: readonly ({
    hits: number;
    eligible: number;
    p: number;
    hardly: boolean;
  } | null)[];
  readonly stopped: string | null;
  readonly result: string;
}

const LETTERS: Readonly<Record<GroupVerdict, string>> = {
  open: 'o',
  pass: 'p',
  red: 'r',
  churn: 'c',
  'control-fell': 'b',
};

const RESULTS: Readonly<Record<string, string>> = {
  regression: 'fail',
  pass: 'pass',
  guard: 'inconclusive',
  inconclusive: 'inconclusive',
};

/** Compares a decision's p with the reference, which has none for a decision that was not made. */
function expectP(actual: number | undefined, wanted: number | null | undefined): void {
  if (wanted === null || wanted === undefined) expect(actual).toBeUndefined();
  else if (wanted !== 0) expect(Math.abs(actual! / wanted - 1)).toBeLessThan(1e-9);
}

describe('whole runs agree with the reference', () => {
  test.each(vectorsOf<RunInput, RunExpected>('run'))('$id: $note', ({ input, expect: wanted }) => {
    const { setup, terms } = stage({
      profile: PROFILES[input.ladder]!,
      sizes: input.sizes,
      options: { repeats: input.plan.repeats, isOneAnswer: input.plan.oneAnswer },
      comparisons: input.contests,
      sticky: input.sticky ?? [],
      budget: input.budget,
      gain: input.J,
      theta: input.theta,
      hasFloors: input.floors ?? false,
    });
    const { state, answers, rejudged } = playDecision(setup, terms);
    const contests = [...input.contests.keys()];
    const letters = contests.map((comparison) =>
      state.groups.map(({ views }) => LETTERS[views[comparison]!.verdict]).join(''),
    );
    expect(letters).toEqual(wanted.domains);
    expect(state.overall.views.map(({ verdict }) => LETTERS[verdict])).toEqual(wanted.overall);
    expect({ answers, rejudged }).toEqual({
      answers: wanted.answers,
      rejudged: wanted.judgeCalls,
    });
    expect(state.isStoppedByBudget).toBe(wanted.stopped !== null);
    const isRejudged = contests.map((comparison) =>
      state.groups.map(({ views }) => views[comparison]!.labels === 'rejudged'),
    );
    expect(isRejudged).toEqual(wanted.rejudged);
    const pOf = (group: string | undefined, comparison: number): number | undefined =>
      setup.plan.isSingleLook
        ? undefined
        : state.decisions.find((decision) => decision.group === group)?.comparisons[comparison]
            ?.decidedP;
    for (const comparison of contests) {
      setup.plan.groups.forEach(({ name }, index) =>
        expectP(pOf(name, comparison), wanted.decisionP[comparison]![index]),
      );
      expectP(pOf(undefined, comparison), wanted.decisionPOverall[comparison]);
      const churn = wanted.churn[comparison] ?? undefined;
      const found = state.churn[comparison];
      expect(found === undefined).toBe(churn === undefined);
      if (found === undefined || churn === undefined) continue;
      const { hits, eligible, hardlyVaries } = found;
      expect({ hits, eligible, hardlyVaries }).toEqual({
        hits: churn.hits,
        eligible: churn.eligible,
        hardlyVaries: churn.hardly,
      });
      expectP(found.p, churn.p);
    }
    expect(decisionOutcome(setup, state).result).toBe(RESULTS[wanted.result]);
  });
});
