import { sum } from '../stats/numerics.js';
import type { PairedCounts, SafeCount } from '../stats/paired-counts.js';
import { stratifiedExactP } from '../stats/exact-tests.js';
import type { DecidedComparison, DecisionSetup, DecisionState } from './decision-state.js';
import { rejudgedCounts } from './labels.js';
import { reaches } from './profiles.js';
import type { GroupSelection } from './requests.js';
import { countItem, countScores, exactP, isUndisputed } from './look.js';

/** A control has to show the drop as surely as this. */
const CONTROL_LEVEL = 0.05;

/**
 * What a set of items says about one comparison.
 *
 * @param setup - of the run
 * @param state - with the labels in force
 * @param at - the comparison, the items, and their counts where they are not those of the labels in force
 */
export function findComparison(
  setup: DecisionSetup,
  state: DecisionState,
  at: {
    readonly comparison: number;
    readonly selection: readonly GroupSelection[];
    readonly counts?: readonly PairedCounts[];
  },
): DecidedComparison {
  const { comparison, selection } = at;
  const counts = at.counts ?? countSelection(setup, state, { comparison, selection });
  const planned = selection[0]?.answers ?? 0;
  const p = exactP(setup, comparison, counts);
  const isComplete = counts.every(({ answersCandidate }) => answersCandidate === planned);
  const groups = selection.map(({ group }) => group);
  const labels = groups.map((group) => state.groups[group]?.views[comparison]?.labels);
  return {
    p,
    decidedP: p,
    pAtBest: isComplete ? p : exactP(setup, comparison, atBest(counts, planned)),
    controlP: undefined,
    verdict: 'not-red',
    labels:
      (['rejudged', 'labels-of-the-day'] as const).find((each) => labels.includes(each)) ??
      'stored',
    rejudged: rejudgedCounts(setup, state, { comparison, groups }),
    items: counts.length,
    planned: counts.length * planned,
    before: {
      safe: sum(counts.map(({ safeBaseline }) => safeBaseline)),
      answers: sum(counts.map(({ answersBaseline }) => answersBaseline)),
    },
    after: {
      safe: sum(counts.map(({ safeCandidate }) => safeCandidate)),
      answers: sum(counts.map(({ answersCandidate }) => answersCandidate)),
    },
  };
}

/**
 * Takes back the reds that a control does not show: the base asked today is as low.
 *
 * @param setup - of the run
 * @param at - what was found of each comparison, and the items it rests on
 */
export function heldAgainstControl(
  setup: DecisionSetup,
  {
    found,
    selection,
  }: {
    readonly found: readonly DecidedComparison[];
    readonly selection: readonly GroupSelection[];
  },
): readonly DecidedComparison[] {
  return found.map((each, comparison) => {
    if (each.verdict !== 'red') return each;
    const controlP = stratifiedExactP(controlCounts(setup, comparison, selection));
    return {
      ...each,
      controlP,
      verdict: reaches(controlP, CONTROL_LEVEL) ? 'red' : 'control-fell',
    };
  });
}

/**
 * Counts of every item that was asked, with all its answers, group by group; of a confirmed group those of
 * the confirmed reading.
 *
 * @param setup - of the run
 * @param state - of the run
 * @param comparison - which one
 */
export function askedCounts(
  setup: DecisionSetup,
  state: DecisionState,
  comparison: number,
): readonly (readonly PairedCounts[])[] {
  return state.groups.map(({ asked, views }, group) => {
    const confirmed = views[comparison]?.confirmed;
    if (confirmed !== undefined && !isUndisputed(confirmed))
      return confirmed.items.map((item) => item.confirmed);
    const counts: PairedCounts[] = [];
    asked.forEach((answers, place) => {
      if (answers > 0) counts.push(countItem(setup, state, { comparison, group, place, answers }));
    });
    return counts;
  });
}

/** Counts of a selection of items. */
export function countSelection(
  setup: DecisionSetup,
  state: DecisionState,
  {
    comparison,
    selection,
  }: { readonly comparison: number; readonly selection: readonly GroupSelection[] },
): readonly PairedCounts[] {
  return selection.flatMap(({ group, places, answers }) =>
    places.map((place) => countItem(setup, state, { comparison, group, place, answers })),
  );
}

/** The counts if every answer without a score were safe. */
function atBest(counts: readonly PairedCounts[], planned: number): readonly PairedCounts[] {
  return counts.map((count) => ({
    ...count,
    safeCandidate: count.safeCandidate + planned - count.answersCandidate,
    answersCandidate: planned,
  }));
}

/** The candidate alongside the base asked today. */
function controlCounts(
  setup: DecisionSetup,
  comparison: number,
  selection: readonly GroupSelection[],
): readonly PairedCounts[] {
  return selection.flatMap(({ group, places, answers }) =>
    places.map((place) => {
      const given = setup.answers(comparison, setup.plan.groups[group]?.items[place] ?? 0);
      const before: SafeCount = countScores(given.base, answers);
      const after: SafeCount = countScores(given.candidate, answers);
      return {
        safeBaseline: before.safe,
        answersBaseline: before.answers,
        safeCandidate: after.safe,
        answersCandidate: after.answers,
      };
    }),
  );
}
