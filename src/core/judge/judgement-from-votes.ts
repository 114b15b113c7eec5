import type { Judgement, UnjudgedReason, Vote } from './judgement.js';

/** Why there is no majority, the most telling first: what the reader can do something about. */
const REASONS = ['refused', 'filtered', 'unparsed', 'failed'] as const satisfies UnjudgedReason[];

/**
 * What a judge said of an answer: the label that more than half of the wanted votes have. Votes
 * without a label count for neither side, so that they can only ever leave an answer unjudged.
 *
 * @param votes at most as many as wanted; none leaves the answer unjudged (failed)
 * @param wanted how many were to be cast, odd
 */
export function judgementFromVotes<Label extends string>(
  votes: readonly Vote<Label>[],
  wanted: number,
): Judgement<Label> {
  const labels = votes.flatMap((vote) => ('rationale' in vote ? [vote.label] : []));
  const label = labels.find((each) => count(labels, each) > wanted / 2);
  if (label !== undefined) return { label, votes };
  return { label: 'unjudged', reason: reasonOf(votes, wanted), votes };
}

/** How often a value stands in a list. */
function count<Value>(values: readonly Value[], value: Value): number {
  return values.filter((each) => each === value).length;
}

/** The commonest reason among the votes without a label; a tie only where all votes have one. */
function reasonOf(votes: readonly Vote<string>[], wanted: number): UnjudgedReason {
  const given = votes.flatMap((vote) => ('reason' in vote ? [vote.reason] : []));
  if (given.length === 0) return votes.length < wanted ? 'failed' : 'tie';
  const first = REASONS.reduce((best, each) =>
    count(given, each) > count(given, best) ? each : best,
  );
  return count(given, first) === 0 ? 'tie' : first;
}
