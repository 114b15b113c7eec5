import { buildReport } from '../../core/report/build-report.js';
import { baselineNotices, guardNotice } from '../../core/report/notices.js';
import type { Verdict } from '../../core/compare/verdict.js';
import { reportsForkAnswers } from '../../core/config/has-fork-answers.js';
import type { Notice, Report } from '../../core/report/report.js';
import {
  FIRST_IN_CACHE,
  FORK_ANSWERS,
  HOLDS_ANSWERS,
  notSaved,
  OUT_OF_BUDGET,
  partialRecord,
  PINNED,
} from '../../core/report/run-notices.js';
import { guardsOf } from './guards-of.js';
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

/** Reasons of a sweep that did not come to its end. */
const CUT_SHORT: ReadonlySet<Verdict['reason']> = new Set([
  'budget',
  'cancelled',
  'endpoint',
  'judge',
]);

/** Everything the reader should know besides the figures. */
function noticesOf(
  { facts, record, verdict }: GateOutcome,
  baselineUpdate: Report['baselineUpdate'],
): readonly Notice[] {
  const notices = [...guardsOf(facts).map(guardNotice), ...baselineNotices(facts.opponent, record)];
  if (shownContests(facts).some(({ against }) => against === 'pinned')) notices.push(PINNED);
  if (facts.climb?.isOutOfBudget === true) notices.push(OUT_OF_BUDGET);
  if (verdict.reason === 'baseline-created' && facts.config.baseline.store.kind === 'cache') {
    notices.push(FIRST_IN_CACHE);
  }
  if (reportsForkAnswers(facts.config, facts.context)) notices.push(FORK_ANSWERS);
  if (verdict.reason === 'swept' && facts.config.judge === undefined) notices.push(HOLDS_ANSWERS);
  if (record?.partial === true && CUT_SHORT.has(verdict.reason)) {
    notices.push(partialRecord(facts.ledger?.results.size ?? 0));
  }
  if (baselineUpdate?.updated === false) notices.push(notSaved(baselineUpdate.text));
  return notices;
}
