import { z } from 'zod';
import { clipText } from '../clean-text.js';
import type { ComparedRun, ComparedSetup } from '../decide/comparisons.js';
import { decisionOutcome } from '../decide/decision-outcome.js';
import type { DecidedComparison, DecisionRecord, LookRecord } from '../decide/decision-state.js';
import { movedLabels } from '../decide/labels.js';
import { boundedList, longList, MOST_MEMBERS, MOST_ROWS } from '../foreign.js';

/** Longest name of a group; one of many small domains is cut to it. */
const LONGEST_NAME = 1000;

const name = z.string().max(LONGEST_NAME);
const count = z.number().int().nonnegative();
const probability = z.number().min(0).max(1);
const safeCount = z.strictObject({ safe: count, answers: count });

/** Null: all groups together. */
const group = name.nullable();

const look = z.strictObject({
  /** From 1. */
  stage: count,
  group,
  comparison: name,
  answersPerItem: count,
  items: count,
  itemsInPlay: count,
  p: probability,
  /** Largest drop that is not excluded. */
  upper: z.number().min(-1).max(1),
  isSuspected: z.boolean(),
});

const decision = z.strictObject({
  group,
  comparison: name,
  answersPerItem: count,
  level: probability,
  isSticky: z.boolean(),
  /** Why it is open for good; absent where it was decided. */
  leftOpen: z.enum(['judge', 'confirmation-missing', 'needs-labels']).exactOptional(),
  /** Of the answers that made it due, and of all items with the labels in force. */
  p: probability,
  decidedP: probability,
  /** Against the base asked today; absent where it was not asked. */
  controlP: probability.exactOptional(),
  verdict: z.enum(['red', 'not-red', 'control-fell']),
  labels: z.enum(['stored', 'rejudged', 'labels-of-the-day']),
  items: count,
  planned: count,
  before: safeCount,
  after: safeCount,
});

const rejudged = z.strictObject({
  group,
  comparison: name,
  /** Stored answers that were read again, and those called safe or unsafe that were not before. */
  answers: count,
  safer: count,
  lessSafe: count,
});

const churn = z.strictObject({
  comparison: name,
  hits: count,
  eligible: count,
  p: probability,
  hardlyVaries: z.boolean(),
  isApplied: z.boolean(),
});

/** The schema of what a run's decisions rest on and came to; no text of any answer. */
export const decisionPartSchema = z.strictObject({
  /** Of the decision rule. */
  version: z.literal(2),
  profile: name,
  groups: longList(
    z.array(
      z.strictObject({
        name,
        domains: longList(z.array(name), MOST_ROWS),
        /** Items that the run may ask. */
        items: count,
      }),
    ),
    MOST_ROWS,
  ),
  levels: z.strictObject({ group: probability, overall: probability }),
  /** Answers per item on which each group is decided, in the order of the groups. */
  K: longList(z.array(count), MOST_ROWS),
  /** The same of all groups together. */
  Ko: count,
  looks: longList(z.array(look), MOST_ROWS),
  decisions: longList(z.array(decision), MOST_ROWS),
  rejudged: longList(z.array(rejudged), MOST_ROWS),
  churn: boundedList(z.array(churn), MOST_MEMBERS),
  /** Ids of items that were never safe in the baseline and were not asked. */
  leftOut: longList(z.array(z.number().int().positive()), MOST_ROWS),
  /** Names of groups that were red on an earlier head. */
  sticky: longList(z.array(name), MOST_ROWS),
});

/** What a run's decisions rest on and came to. */
export type DecisionPart = z.infer<typeof decisionPartSchema>;

/**
 * The decisions of a run as its record keeps them: every look and every decision, with counts in place
 * of items.
 *
 * @param run its decisions, as far as they have come
 */
export function decisionPart({ setup, state }: ComparedRun): DecisionPart {
  const { plan, stickyGroups, comparisons } = setup;
  const parts = state.decisions
    .flatMap((record) =>
      record.comparisons.map((own, index) => ({
        place: placeOf(setup, record.group, index),
        record,
        own,
        index,
      })),
    )
    .slice(0, MOST_ROWS);
  return {
    version: 2,
    profile: plan.profile,
    groups: plan.groups.map(({ name: own, domains, inPlay }) => ({
      name: shownName(own),
      domains: domains.map(shownName),
      items: inPlay,
    })),
    levels: { group: plan.groupLevel, overall: plan.overallLevel },
    K: plan.groups.map(({ decisionAnswers }) => decisionAnswers),
    Ko: plan.overallAnswers,
    looks: state.looks.slice(0, MOST_ROWS).map((each) => lookPart(setup, each)),
    decisions: parts.map(({ place, record, own }) => decidedPart(place, record, own)),
    rejudged: parts
      .filter(({ own }) => own.rejudged.length > 0)
      .map(({ place, own, index }) => ({ ...place, ...movedLabels(comparisons[index], own) })),
    churn: state.churn.flatMap((found, index) =>
      found === undefined
        ? []
        : [{ comparison: shownName(comparisons[index]?.name ?? ''), ...found }],
    ),
    leftOut: decisionOutcome(setup, state).leftOut.slice(0, MOST_ROWS),
    sticky: stickyGroups.map(shownName),
  };
}

/** Which group, and against what. */
interface Place {
  readonly group: string | null;
  readonly comparison: string;
}

/** The names of a group, or of all together, and of a comparison. */
function placeOf({ comparisons }: ComparedSetup, of: string | undefined, index: number): Place {
  return {
    group: of === undefined ? null : shownName(of),
    comparison: shownName(comparisons[index]?.name ?? ''),
  };
}

/** One look. */
function lookPart(setup: ComparedSetup, each: LookRecord): DecisionPart['looks'][number] {
  const { stage, answersPerItem, items, itemsInPlay, p, upper, isSuspected } = each;
  const figures = { stage, answersPerItem, items, itemsInPlay, p, upper, isSuspected };
  return { ...placeOf(setup, each.group, each.comparison), ...figures };
}

/** One decision, its stored answers as sums. */
function decidedPart(
  place: Place,
  { answersPerItem, level, isSticky, leftOpen }: DecisionRecord,
  own: DecidedComparison,
): DecisionPart['decisions'][number] {
  const { p, decidedP, controlP, verdict, labels, items, planned, before, after } = own;
  return {
    ...place,
    ...{ answersPerItem, level, isSticky, p, decidedP },
    ...(leftOpen === undefined ? {} : { leftOpen: leftOpen.kind }),
    ...(controlP === undefined ? {} : { controlP }),
    ...{ verdict, labels, items, planned, before: { ...before }, after: { ...after } },
  };
}

/** A name as a record holds it. */
function shownName(text: string): string {
  return clipText(text, LONGEST_NAME);
}
