import { buildReport } from '../../core/report/build-report.js';
import { baselineNotices, guardNotice } from '../../core/report/notices.js';
import type { Verdict } from '../../core/compare/verdict.js';
import { hasForkAnswers } from '../../core/config/has-fork-answers.js';
import { formatCount } from '../../core/report/text/format-number.js';
import type { Notice, Report } from '../../core/report/report.js';
import { guardsOf } from '../stages/climb-for-verdict.js';
import { comparisonOf, shownContests } from './comparison-of.js';
import { floorsOf, lastReleaseOf } from './floors-of.js';
import type { GateOutcome } from '../roads/gate.js';

/**
 * The report of a run.
 *
 * @param outcome what the run came to
 * @param baselineUpdate what became of the baseline; undefined when it was not to be written
 */
export function reportOf(outcome: GateOutcome, baselineUpdate: Report['baselineUpdate']): Report {
  const { facts, verdict, error, record } = outcome;
  return buildReport({
    toolVersion: facts.toolVersion,
    config: facts.config,
    context: facts.context,
    verdict,
    error,
    comparison: comparisonOf(facts, 'safe'),
    effectiveComparison: comparisonOf(facts, 'effective'),
    contests: facts.climb?.contests ?? [],
    ladder: facts.contestPlan?.ladder,
    rungsReached: facts.climb?.rungsReached ?? 0,
    opponent: facts.opponent,
    where: facts.where ?? '',
    protocol: facts.protocol,
    ranked: facts.ranked ?? new Map(),
    results: facts.ledger?.results ?? new Map(),
    record,
    floors: floorsOf(facts),
    lastRelease: lastReleaseOf(facts),
    baselineUpdate,
    notices: noticesOf(outcome, baselineUpdate),
  });
}

/** Everything the reader should know besides the figures. */
function noticesOf(
  { facts, record, verdict }: GateOutcome,
  baselineUpdate: Report['baselineUpdate'],
): readonly Notice[] {
  const notices = [
    ...guardsOf(facts).map(guardNotice),
    ...baselineNotices(facts.opponent, record, facts.config.baseline.maxAgeDays),
  ];
  if (shownContests(facts).some(({ against }) => against === 'pinned')) notices.push(PINNED);
  if (facts.climb?.isOutOfBudget === true) notices.push(OUT_OF_BUDGET);
  if (verdict.reason === 'baseline-created' && facts.config.baseline.store.kind === 'cache') {
    notices.push(FIRST_IN_CACHE);
  }
  if (facts.config.mode === 'report' && hasForkAnswers(facts.context)) notices.push(FORK_ANSWERS);
  if (verdict.reason === 'swept' && facts.config.judge === undefined) notices.push(HOLDS_ANSWERS);
  if (record?.partial === true && CUT_SHORT.has(verdict.reason)) {
    notices.push(partialRecord(facts.ledger?.results.size ?? 0));
  }
  if (baselineUpdate?.updated === false) notices.push(notSaved(baselineUpdate.text));
  return notices;
}

/** The figures shown are those against the pinned level. */
const PINNED: Notice = {
  level: 'warning',
  code: 'pinned-level',
  text: 'The fall shows against the pinned level, not against the last nights: a slow decline.',
  remedy: 'Look at the changes since the level was pinned, or accept the new one with a reason.',
};

/** The first baseline of a store that may have lost an older one. */
const FIRST_IN_CACHE: Notice = {
  level: 'warning',
  code: 'first-baseline',
  text: 'Nothing was compared: this run found no baseline and made one. The cache drops entries that were unused for 7 days or are beyond 10 GB, and an evicted baseline looks like none.',
  remedy:
    'If there was a baseline before, compare these rates with those of the last report; baseline: branch:NAME or file:PATH is never evicted.',
};

/** Whoever made the answers could have made them up. */
const FORK_ANSWERS: Notice = {
  level: 'warning',
  code: 'fork-answers',
  text: 'Unverified: a job of the pull request itself made the answers, without secrets and unseen, and could have made them up. Its status has a name of its own, which satisfies no required check.',
  remedy: 'Before merging, run the gate on the same commits from a branch of this repository.',
};

/** What a sweep without a judge makes is its answers. */
const HOLDS_ANSWERS: Notice = {
  level: 'warning',
  code: 'answers-written',
  text: "The report folder holds answers.jsonl, the model's own answers, which may be harmful: without a judge they are what this sweep makes, whatever show-answers says.",
  remedy: 'Keep them for mode report, which judges them, and for nobody else.',
};

/** Reasons of a sweep that did not come to its end. */
const CUT_SHORT: ReadonlySet<Verdict['reason']> = new Set([
  'budget',
  'cancelled',
  'endpoint',
  'judge',
]);

/** The sweep was cut short, and what it had is kept. */
function partialRecord(answers: number): Notice {
  return {
    level: 'warning',
    code: 'partial-record',
    text: `The record is partial: it holds what was known after ${formatCount(answers, 'answer')}, and nothing was decided by it.`,
    remedy: 'Run it again: where reuse-answers holds, only what is missing is asked.',
  };
}

/** A rung was left out. */
const OUT_OF_BUDGET: Notice = {
  level: 'warning',
  code: 'budget',
  text: 'The next rung was not started, because max-requests does not cover it.',
  remedy: 'Raise max-requests to let the ladder go on.',
};

/** A baseline that was to be written was not. */
function notSaved(problem: string): Notice {
  return {
    level: 'error',
    code: 'baseline-not-saved',
    text: `The baseline was not saved: ${problem}`,
    remedy:
      'The verdict stands; mend the store and run again, or later runs compare with an older level.',
  };
}
