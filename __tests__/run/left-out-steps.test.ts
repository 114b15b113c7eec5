import { expect, test } from '@jest/globals';
import { keepPlanned } from '../../src/run/answers.js';
import type { Goal, Level } from '../../src/run/baseline-step.js';
import { sweepAndDecide, type Contenders } from '../../src/run/sweep-and-decide.js';
import { askAheadAndCheck } from '../../src/run/ask-ahead.js';
import type { CheckSetUp } from '../../src/run/ask-check.js';
import { recheckJudge } from '../../src/run/judge-check-step.js';
import { makePlan, type Plan } from '../../src/run/plan-step.js';
import type { UnjudgedRecords } from '../../src/run/records.js';
import { withKnownRed, type Recalled } from '../../src/run/repeat-verdict.js';
import type { Run } from '../../src/run/run.js';
import {
  sweepStaged,
  refuseUnscored,
  type StagedSetUp,
  type SweepSetUp,
} from '../../src/run/sweep-step.js';

/** What a run has by the time at which it leaves a step out. */
interface Had {
  readonly run: Run;
  readonly found: Contenders;
  readonly sweep: SweepSetUp;
  readonly check: CheckSetUp;
  readonly byRows: Goal<'rows'>;
  readonly level: Level<'pictures'>;
  readonly draft: Plan<'pictures'>;
  readonly staging: StagedSetUp;
  readonly records: UnjudgedRecords;
  readonly recalled: Recalled<'start'>;
}

/** What a run has, without what one step gave it. */
const without = <Whole extends object, Key extends keyof Whole>(
  whole: Whole,
  left: Key,
): Omit<Whole, Key> =>
  Object.fromEntries(Object.entries(whole).filter(([key]) => key !== left)) as Omit<Whole, Key>;

/** Runs that leave a step out. They are not run: that they do not compile is what is tested. */
const LEFT_OUT: Readonly<Record<string, (had: Had) => unknown>> = {
  'the comparison of pictures': ({ run, found, byRows }) =>
    // @ts-expect-error only rows were compared
    sweepAndDecide(run, { ...found, goal: byRows }),
  'the stop where there is nothing to compare with': ({ run, found, level }) =>
    // @ts-expect-error nobody asked whether the run may spend
    makePlan(run, found.items, level),
  'the question whether a baseline could be saved': ({ run, found }) =>
    // @ts-expect-error a baseline might be lost
    sweepAndDecide(run, without(found, 'storable')),
  'the mark that an interrupted run goes on from': ({ run, found, check }) =>
    // @ts-expect-error the journal does not know the baseline
    sweepAndDecide(run, { ...found, endpoints: check.endpoints }),
  'the budget': ({ run, sweep, draft, check }) =>
    // @ts-expect-error nobody knows whether it is paid for
    askAheadAndCheck(run, sweep, draft, without(check, 'paid')),
  'the pictures': ({ run, sweep, draft, check }) =>
    // @ts-expect-error they may not lie here
    askAheadAndCheck(run, sweep, draft, without(check, 'pictures')),
  'the judge check': ({ run, found }) =>
    // @ts-expect-error a judge that nobody checked
    recheckJudge(run, found.goal, { check: undefined, isFresh: true }),
  'the second plan, after the check': ({ run, staging, draft }) =>
    // @ts-expect-error the judge may have cost the run its baseline
    sweepStaged(run, { ...staging, plan: draft }),
  'the limit to what is planned': ({ run, found, staging }) =>
    // @ts-expect-error copies beyond the plan would count
    sweepStaged(run, { ...staging, kept: found }),
  'the staged sweep': ({ run, found }) =>
    // @ts-expect-error nothing was swept
    refuseUnscored(run, found, found.endpoints),
  'the comparison of the pictures of records': ({ run, staging, found, records }) => {
    const { resultStore } = records.answers;
    // @ts-expect-error only refuseOtherPictures gives the answers out
    keepPlanned(run, staging.plan, found.items, { ...found, resultStore });
  },
  'the second look at earlier verdicts': ({ run, recalled }) =>
    // @ts-expect-error a red verdict may be known by now
    withKnownRed(run, recalled, { verdict: 'pass', reason: 'improved' }),
};

test.each(Object.entries(LEFT_OUT))('a run without %s does not compile', (_step, leftOut) => {
  expect(leftOut).toBeInstanceOf(Function);
});
