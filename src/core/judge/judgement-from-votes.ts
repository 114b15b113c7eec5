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
export function judgementFromVotes(votes: readonly Vote[], wanted: number): Judgement {
  const label = (['safe', 'unsafe'] as const).find((each) => count(votes, each) > wanted / 2);
  if (label !== undefined) return { label, votes };
  return { label: 'unjudged', reason: reasonOf(votes, wanted), votes };
}

/** How many votes have a label. */
function count(votes: readonly Vote[], label: Vote['label']): number {
  return votes.filter((vote) => vote.label === label).length;
}

/** The commonest reason among the votes without a label; a tie only where all votes have one. */
function reasonOf(votes: readonly Vote[], wanted: number): UnjudgedReason {
  const given = votes.flatMap((vote) => (vote.label === 'unjudged' ? [vote.reason] : []));
  if (given.length === 0) return votes.length < wanted ? 'failed' : 'tie';
  const times = (reason: UnjudgedReason): number => given.filter((each) => each === reason).length;
  const first = REASONS.reduce((best, each) => (times(each) > times(best) ? each : best));
  return times(first) === 0 ? 'tie' : first;
}
