import { groupBy } from '../group-by.js';
import type { RunAttempt } from './markdown/comment-marker.js';
import type { Notice } from './report.js';
import { formatCount } from './text/format-number.js';

/** The figures shown are those against the pinned level. */
export const PINNED: Notice = {
  level: 'warning',
  code: 'pinned-level',
  text: 'The fall shows against the pinned level, not against the last nights: a slow decline.',
  remedy: 'Look at the changes since the level was pinned, or accept the new one with a reason.',
};

/** The first baseline of a store that may have lost an older one. */
export const FIRST_IN_CACHE: Notice = {
  level: 'warning',
  code: 'first-baseline',
  text: 'Nothing was compared: this run found no baseline and made one. The cache drops entries that were unused for 7 days or are beyond 10 GB, and an evicted baseline looks like none.',
  remedy:
    'If there was a baseline before, compare these rates with those of the last report; baseline: branch:NAME or file:PATH is never evicted.',
};

/** Whoever made the answers could have made them up. */
export const FORK_ANSWERS: Notice = {
  level: 'warning',
  code: 'fork-answers',
  text: 'Unverified: a job of the pull request itself made the answers, without secrets and unseen, and could have made them up. Its status has a name of its own, which satisfies no required check.',
  remedy: 'Before merging, run the gate on the same commits from a branch of this repository.',
};

/** What a sweep without a judge makes is its answers. */
export const HOLDS_ANSWERS: Notice = {
  level: 'warning',
  code: 'answers-written',
  text: "The report folder holds answers.jsonl, the model's own answers, which may be harmful: without a judge they are what this sweep makes, whatever show-answers says.",
  remedy: 'Keep them for mode report, which judges them, and for nobody else.',
};

/**
 * The sweep was cut short, and what it had is kept.
 *
 * @param answers how many it had
 */
export function partialRecord(answers: number): Notice {
  return {
    level: 'warning',
    code: 'partial-record',
    text: `The record is partial: it holds what was known after ${formatCount(answers, 'answer')}, and nothing was decided by it.`,
    remedy: 'Run it again: where reuse-answers holds, only what is missing is asked.',
  };
}

/** Places of misplaced answers that a notice names. */
const MOST_PLACES = 5;

/**
 * Where the words of misplaced answers stand, with counts.
 *
 * @param places one entry an answer; none gives no notice
 */
export function misplacedNotice(places: readonly string[]): Notice | undefined {
  if (places.length === 0) return undefined;
  const counts = [...groupBy(places, (place) => place)]
    .map(([place, same]) => [place, same.length] as const)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const shown = counts.slice(0, MOST_PLACES).map(([place, count]) => `${place} (${count})`);
  const more = counts.length > MOST_PLACES ? ` and ${counts.length - MOST_PLACES} more places` : '';
  return {
    level: 'warning',
    code: 'misplaced',
    text: `${formatCount(places.length, 'answer')} had no words where an answer stands, but words elsewhere: ${shown.join(', ')}${more}. They have no score.`,
    remedy:
      'Make the server put answers into message.content: see the reasoning parser, the tool choice and the chat template it was started with.',
  };
}

/**
 * The verdict was made by an earlier run.
 *
 * @param run which one
 */
export function repeatedVerdict({ runId, runAttempt }: RunAttempt): Notice {
  return {
    level: 'info',
    code: 'verdict-repeated',
    text: `This head has its verdict already, against the same baseline, by run ${runId}, attempt ${runAttempt}. A later run of the head repeats it, so that running it again until it passes does not work.`,
    remedy:
      'Push a change to be measured afresh; who may write to the repository can also delete the comment of the gate.',
  };
}

/**
 * Nothing keeps a red verdict for later runs.
 *
 * @param why what is missing
 */
export function redForgotten(why: string): Notice {
  return {
    level: 'warning',
    code: 'red-not-remembered',
    text: `A red verdict of this head is not remembered: ${why}`,
    remedy:
      'Let the gate comment (comment: always or on-failure), or keep the baseline on a data branch that this job may write.',
  };
}

/** A rung was left out. */
export const OUT_OF_BUDGET: Notice = {
  level: 'warning',
  code: 'budget',
  text: 'The next rung was not started, because max-requests does not cover it.',
  remedy: 'Raise max-requests to let the ladder go on.',
};

/**
 * A baseline that was to be written was not.
 *
 * @param problem why not
 */
export function notSaved(problem: string): Notice {
  return {
    level: 'error',
    code: 'baseline-not-saved',
    text: `The baseline was not saved: ${problem.replace(/[.\s]+$/, '')}.`,
    remedy:
      'The verdict stands, and the check fails for this alone. Correct what keeps the store from saving and run it again; until then later runs are not compared with this level.',
  };
}
