import { stepDownMinP, stratifiedExactTest } from '../stats/exact-tests.js';
import { findComparison } from './comparison-finding.js';
import {
  confirmedFinding,
  type Evidenced,
  knownReadings,
  unconfirmedFinding,
} from './confirmation.js';
import type {
  DecidedComparison,
  DecisionSetup,
  DecisionState,
  DecisionTask,
} from './decision-state.js';
import { recordedDecision } from './enter-decision.js';
import { driftAllowance } from './look.js';
import { preparationLevel, reaches } from './profiles.js';
import { type GroupSelection, selectionOf } from './requests.js';

/** What a finding needs to know of the decisions under way. */
type FindingTask = Pick<
  Extract<DecisionTask, { kind: 'single-look' }>,
  'comparison' | 'unconfirmed'
>;

/**
 * What all groups of a comparison say, each adjusted for the others.
 *
 * @param setup - of the run
 * @param state - with the labels in force, and both readings of what was confirmed
 * @param task - the comparison, and what could not be confirmed
 */
export function groupFindings(
  setup: DecisionSetup,
  state: DecisionState,
  task: FindingTask,
): readonly Evidenced[] {
  const { comparison } = task;
  const adjusted = adjustedP(setup, state, comparison);
  const confirmed = adjustedP(setup, state, comparison, 'confirmed');
  const level = setup.plan.groupLevel;
  return state.groups.map((group, index): Evidenced => {
    const recorded = recordedDecision(setup, index);
    const known = recorded?.comparisons[comparison];
    if (known !== undefined) return { found: known, leftOpen: recorded?.leftOpen };
    const selection = selectionOf(setup, state, { target: index, part: 'in-play' });
    const finding = findComparison(setup, state, { comparison, selection });
    const decidedP = adjusted[index] ?? 1;
    const isRed = group.obstacle === undefined && reaches(decidedP, level);
    const first: DecidedComparison = { ...finding, decidedP, verdict: isRed ? 'red' : 'not-red' };
    if (group.obstacle !== undefined) return { found: first, leftOpen: undefined };
    return evidenced(setup, state, {
      ...{ task, first, selection, level },
      adjusted: { first: decidedP, confirmed: confirmed[index] ?? 1 },
    });
  });
}

/**
 * What all together say in a comparison, and whether that is red.
 *
 * @param setup - of the run
 * @param state - with the labels in force, and both readings of what was confirmed
 * @param task - the comparison, and what could not be confirmed
 */
export function overallDecided(
  setup: DecisionSetup,
  state: DecisionState,
  task: FindingTask,
): Evidenced {
  const { comparison } = task;
  const recorded = recordedDecision(setup, 'overall');
  const known = recorded?.comparisons[comparison];
  if (known !== undefined) return { found: known, leftOpen: recorded?.leftOpen };
  const finding = overallFinding(setup, state, comparison);
  const level = setup.plan.overallLevel;
  const isFree = level > 0 && state.overall.obstacle === undefined;
  const isRed = isFree && reaches(finding.decidedP, level);
  const first: DecidedComparison = { ...finding, verdict: isRed ? 'red' : 'not-red' };
  if (!isFree) return { found: first, leftOpen: undefined };
  const selection = selectionOf(setup, state, { target: 'overall', part: 'in-play' });
  return evidenced(setup, state, { task, first, selection, level, adjusted: undefined });
}

/** A finding with the second judge and people in it, where they were to be heard. */
function evidenced(
  setup: DecisionSetup,
  state: DecisionState,
  at: {
    readonly task: FindingTask;
    readonly first: DecidedComparison;
    readonly selection: readonly GroupSelection[];
    readonly level: number;
    readonly adjusted: { readonly first: number; readonly confirmed: number } | undefined;
  },
): Evidenced {
  const { task, first, selection, level, adjusted } = at;
  const { comparison, unconfirmed } = task;
  const isConcerned =
    setup.evidence?.comparisons.includes(comparison) === true &&
    reaches(first.decidedP, preparationLevel(level));
  if (!isConcerned) return { found: first, leftOpen: undefined };
  const readings = knownReadings(setup, state, {
    comparison,
    groups: selection.map(({ group }) => group),
  });
  if (readings !== undefined)
    return confirmedFinding(setup, state, {
      ...{ comparison, first, selection, readings, level },
      ...(adjusted === undefined ? {} : { adjusted }),
    });
  const because = unconfirmed.find(([known]) => known === comparison)?.[1] ?? 'texts';
  return unconfirmedFinding(setup, first, because);
}

/**
 * What all together say in the first reading of a comparison.
 *
 * @param setup - of the run
 * @param state - with the labels in force
 * @param comparison - which one
 */
export function overallFinding(
  setup: DecisionSetup,
  state: DecisionState,
  comparison: number,
): DecidedComparison {
  const selection = selectionOf(setup, state, { target: 'overall', part: 'in-play' });
  return findComparison(setup, state, { comparison, selection });
}

/**
 * Probabilities of the groups in one reading, adjusted for asking them all.
 *
 * @param setup - of the run
 * @param state - with the labels in force
 * @param comparison - which one
 * @param reading - the confirmed one takes the first of groups that were not confirmed
 */
export function adjustedP(
  setup: DecisionSetup,
  state: DecisionState,
  comparison: number,
  reading: 'first' | 'confirmed' = 'first',
): readonly number[] {
  const allowance = driftAllowance(setup, comparison);
  return stepDownMinP(
    state.groups.map(({ views }) => {
      const { counts = [], confirmed } = views[comparison] ?? {};
      const items = confirmed?.items.map((item) => item[reading]) ?? counts;
      const test = stratifiedExactTest(items, allowance);
      return { p: test.p, nullCdf: test.nullCdf, isCandidate: true };
    }),
  );
}
