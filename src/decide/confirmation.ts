import { sum } from '../stats/numerics.js';
import { findComparison } from './comparison-finding.js';
import type {
  ConfirmRequest,
  DecidedComparison,
  DecisionRecord,
  DecisionReply,
  DecisionSetup,
  DecisionState,
  DecisionTarget,
  LeftOpen,
  ReadingsByItem,
} from './decision-state.js';
import { boundConfirmed, boundOverall, excludesDrop, isUndisputed, withGroup } from './look.js';
import { reaches } from './profiles.js';
import { type ItemReadings, sumTallies } from './readings.js';
import { type GroupSelection, itemsInPlay, unexpected } from './requests.js';

/** A second judge that is silent on more of its questions confirms nothing. */
const MOST_UNCONFIRMED = 0.1;

/** Counts of an item about which nothing was said. */
const UNREAD: ItemReadings = readingsOfNothing();

/**
 * Asks for both readings of a target, in those comparisons that are still suspected with today's labels.
 *
 * @param setup - of the run
 * @param state - with today's labels in force
 * @param at - what they are asked for, groups and answers per item, and the comparisons
 * @returns undefined where nothing is to be confirmed, or nobody can read the stored answers
 */
export function confirmRequest(
  setup: DecisionSetup,
  state: DecisionState,
  at: {
    readonly target: DecisionTarget | undefined;
    readonly selection: readonly Pick<GroupSelection, 'group' | 'answers'>[];
    readonly comparisons: readonly number[];
  },
): ConfirmRequest | undefined {
  const groups = at.selection.map(({ group }) => group);
  const comparisons = at.comparisons.filter(
    (comparison) =>
      setup.evidence?.comparisons.includes(comparison) === true &&
      isReadable(state, comparison, groups),
  );
  if (comparisons.length === 0 || groups.length === 0) return undefined;
  const wanted = at.selection.flatMap(({ group, answers }) =>
    itemsInPlay(setup, group).map((item) => ({ item, answers })),
  );
  return { kind: 'confirm', target: at.target, comparisons, wanted };
}

/** Whether the words of the stored answers are there to be read again. */
function isReadable(state: DecisionState, comparison: number, groups: readonly number[]): boolean {
  return groups.every(
    (group) => state.groups[group]?.views[comparison]?.labels !== 'labels-of-the-day',
  );
}

/** What came of asking for both readings. */
export type Confirmation =
  | { readonly kind: 'confirmed'; readonly readings: ReadingsByItem }
  | { readonly kind: 'unconfirmed'; readonly because: 'judge' | 'texts' };

/**
 * The reply to a request for both readings.
 *
 * @throws Error for a reply of another kind, a refusal included
 */
export function confirmationOf(reply: DecisionReply): Confirmation {
  if (reply.kind === 'confirmed' || reply.kind === 'unconfirmed') return reply;
  throw unexpected('confirm', reply.kind);
}

/**
 * Keeps both readings of groups. Of all together only those are kept that a group has not got by its own
 * decision, which counts more answers.
 *
 * @param setup - of the run
 * @param state - of the run
 * @param given - whose readings, the groups and answers per item, and the readings
 */
export function withReadings(
  setup: DecisionSetup,
  state: DecisionState,
  given: {
    readonly target: DecisionTarget | undefined;
    readonly selection: readonly Pick<GroupSelection, 'group' | 'answers'>[];
    readonly readings: ReadingsByItem;
  },
): DecisionState {
  const { target, selection, readings } = given;
  return selection.reduce((next, { group: index, answers }) => {
    const inPlay = itemsInPlay(setup, index);
    return withGroup(next, index, (group) => ({
      ...group,
      views: group.views.map((view, comparison) => {
        const ofItems = readings.get(comparison);
        const isKept = target === 'overall' && view.confirmed !== undefined;
        if (ofItems === undefined || isKept) return view;
        const items = inPlay.map((item) => ofItems.get(item) ?? UNREAD);
        const { bound, upper } = view;
        const read = { ...view, confirmed: { answersPerItem: answers, items, bound, upper } };
        const at = { ...read, group: index, comparison };
        const confirmed = { ...read.confirmed, ...boundConfirmed(setup, next, at) };
        return { ...read, confirmed };
      }),
    }));
  }, state);
}

/**
 * Both readings of the items of some groups.
 *
 * @param setup - of the run
 * @param state - of the run
 * @param at - the comparison and the groups
 * @returns undefined unless all of them are known
 */
export function knownReadings(
  setup: DecisionSetup,
  state: DecisionState,
  { comparison, groups }: { readonly comparison: number; readonly groups: readonly number[] },
): ReadonlyMap<number, ItemReadings> | undefined {
  const readings = new Map<number, ItemReadings>();
  for (const index of groups) {
    const view = state.groups[index]?.views[comparison];
    if (view?.confirmed === undefined) return undefined;
    for (const [place, item] of itemsInPlay(setup, index).entries())
      readings.set(item, view.confirmed.items[place] ?? UNREAD);
  }
  return readings;
}

/**
 * Both readings as an earlier attempt decided by them.
 *
 * @param setup - of the run
 * @param state - of the run
 * @param recorded - the decision, and whose it was
 */
export function withRecordedReadings(
  setup: DecisionSetup,
  state: DecisionState,
  { target, record }: { readonly target: DecisionTarget; readonly record: DecisionRecord },
): DecisionState {
  return record.comparisons.reduce((next, { confirmed }, comparison) => {
    if (confirmed === undefined) return next;
    const selection = [...setup.plan.groups.keys()]
      .filter((group) => target === 'overall' || target === group)
      .map((group) => ({ group, answers: confirmed.answersPerItem }));
    const readings = new Map([[comparison, new Map(confirmed.items)]]);
    return withReadings(setup, next, { target, selection, readings });
  }, state);
}

/**
 * Bounds all together again, and takes back passes that do not hold in the confirmed reading.
 *
 * @param setup - of the run
 * @param state - after all together was decided
 */
export function withoutDisputedPasses(setup: DecisionSetup, state: DecisionState): DecisionState {
  const margin = setup.plan.groupMargin;
  const groups = state.groups.map((group) => ({
    ...group,
    views: group.views.map((view, comparison) => {
      const { verdict, confirmed } = view;
      if (verdict !== 'pass' || confirmed === undefined || group.looked.length === 0) return view;
      if (isUndisputed(confirmed)) return view;
      const read = { ...view, upper: confirmed.upper };
      return excludesDrop(setup, { comparison, view: read, margin })
        ? view
        : { ...view, verdict: 'open' as const };
    }),
  }));
  return { ...state, groups, overall: boundOverall(setup, state) };
}

/** What was decided of a comparison, and why it stays open where it would be red. */
export interface Evidenced {
  readonly found: DecidedComparison;
  readonly leftOpen: LeftOpen | undefined;
}

/**
 * What a comparison comes to by the confirmed reading.
 *
 * @param setup - of the run
 * @param state - of the run
 * @param at - the comparison, what its first reading says, its items and their readings, and the level.
 *   `decidedP` replaces the probability where it is adjusted over groups, that of the first reading too.
 */
export function confirmedFinding(
  setup: DecisionSetup,
  state: DecisionState,
  at: {
    readonly comparison: number;
    readonly first: DecidedComparison;
    readonly selection: readonly GroupSelection[];
    readonly readings: ReadonlyMap<number, ItemReadings>;
    readonly level: number;
    readonly adjusted?: { readonly first: number; readonly confirmed: number };
  },
): Evidenced {
  const { comparison, first, selection, readings, level, adjusted } = at;
  const items = selection.flatMap(({ group, places }) => {
    const inPlay = itemsInPlay(setup, group);
    return places.map((place) => inPlay[place] ?? 0);
  });
  const of = (reading: 'first' | 'confirmed'): DecidedComparison =>
    findComparison(setup, state, {
      ...{ comparison, selection },
      counts: items.map((item) => (readings.get(item) ?? UNREAD)[reading]),
    });
  const [read, confirmed] = [of('first'), of('confirmed')];
  const tally = sumTallies(items.map((item) => (readings.get(item) ?? UNREAD).tally));
  const [firstP, decidedP] = [
    adjusted?.first ?? read.decidedP,
    adjusted?.confirmed ?? confirmed.decidedP,
  ];
  const isRed = reaches(decidedP, level);
  const isSilent = tally.unanswered > MOST_UNCONFIRMED * tally.questions;
  const needsPeople = setup.evidence?.needsPeople === true && tally.unlabelled > 0;
  const leftOpen: LeftOpen | undefined =
    isSilent && (isRed || reaches(firstP, level))
      ? { kind: 'confirmation-missing' }
      : isRed && needsPeople
        ? { kind: 'needs-labels', answers: tally.unlabelled }
        : undefined;
  const stands = isRed && leftOpen === undefined;
  const { before, after } = stands ? confirmed : read;
  return {
    leftOpen,
    found: {
      ...confirmed,
      ...{ before, after, decidedP },
      p: first.p,
      verdict: stands ? 'red' : 'not-red',
      confirmed: {
        firstP,
        answersPerItem: selection[0]?.answers ?? 0,
        tally,
        items: items.map((item) => [item, readings.get(item) ?? UNREAD] as const),
      },
    },
  };
}

/**
 * What a comparison comes to that was to be confirmed and could not be. Without the words of the stored
 * answers the judge's own labels decide, as they would without a second judge; a second judge that cannot
 * be asked leaves a red open, and so do people where they are needed.
 *
 * @param setup - of the run
 * @param first - what the first reading says
 * @param because - what is missing
 */
export function unconfirmedFinding(
  setup: DecisionSetup,
  first: DecidedComparison,
  because: 'judge' | 'texts',
): Evidenced {
  if (first.verdict !== 'red') return { found: first, leftOpen: undefined };
  const open: DecidedComparison = { ...first, verdict: 'not-red' };
  if (because === 'judge') return { found: open, leftOpen: { kind: 'confirmation-missing' } };
  if (setup.evidence?.needsPeople !== true) return { found: first, leftOpen: undefined };
  const answers = sum([first.before, first.after].map((side) => side.answers - side.safe));
  return { found: open, leftOpen: { kind: 'needs-labels', answers } };
}

/** Readings of an item without answers. */
function readingsOfNothing(): ItemReadings {
  const none = { safeBaseline: 0, answersBaseline: 0, safeCandidate: 0, answersCandidate: 0 };
  return { first: none, confirmed: none, tally: sumTallies([]) };
}
