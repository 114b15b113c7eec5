import { buildReport, regressedDomains } from '../../core/report/build-report.js';
import {
  baselineNotices,
  FIRST_IN_CACHE,
  FORK_ANSWERS,
  guardNotices,
  HOLDS_ANSWERS,
  misplacedNotice,
  notSaved,
  OUT_OF_BUDGET,
  partialRecord,
  PINNED,
  redForgotten,
  repeatedVerdict,
} from '../../core/report/notices.js';
import type { Verdict } from '../../core/compare/verdict.js';
import { isUnverified } from '../../core/config/heads.js';
import type { Notice, Report } from '../../core/report/report.js';
import { failuresOf } from './failures-of.js';
import { NO_MEMORY, remembered, type RedGroup } from '../../core/report/verdict-memory.js';
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
    // Figures of answers that decided nothing would stand beside a verdict of others.
    results: (facts.repeated === undefined ? facts.ledger?.results : undefined) ?? new Map(),
    record,
    failures: failuresOf(facts),
    floors: floorsOf(facts),
    lastRelease: lastReleaseOf(facts),
    baselineUpdate,
    notices: noticesOf(outcome, baselineUpdate),
    repeated: facts.repeated,
    memory: memoryOf(outcome),
  });
}

/** What later runs on the pull request should know; undefined off pull requests. */
function memoryOf({ facts, verdict }: GateOutcome): Report['memory'] {
  const { context, subject, recalled, repeated } = facts;
  if (context.pullRequest === undefined) return undefined;
  const own =
    subject === undefined || repeated !== undefined
      ? undefined
      : remembered(subject, verdict, redGroups(facts), context);
  return { before: recalled ?? NO_MEMORY, own };
}

/** The domains, or all items together, that made a run red. */
function redGroups(facts: GateOutcome['facts']): readonly RedGroup[] {
  const contests = facts.climb?.contests ?? [];
  const overall = contests.filter(({ state }) => state.overall.verdict === 'regression');
  return [
    ...regressedDomains(contests),
    ...overall.map(({ metric }) => ({ metric, domain: null })),
    ...floorsOf(facts)
      .filter(({ result }) => result === 'missed')
      .map(({ domain }) => ({ metric: 'safe' as const, domain: domain ?? null })),
  ];
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
  const notices = [...guardNotices(guardsOf(facts)), ...baselineNotices(facts.opponent, record)];
  if (shownContests(facts).some(({ against }) => against === 'pinned')) notices.push(PINNED);
  if (facts.climb?.isOutOfBudget === true) notices.push(OUT_OF_BUDGET);
  if (verdict.reason === 'baseline-created' && facts.config.baseline.store.kind === 'cache') {
    notices.push(FIRST_IN_CACHE);
  }
  if (isUnverified(facts.config, facts.context)) notices.push(FORK_ANSWERS);
  if (verdict.reason === 'swept' && facts.config.judge === undefined) notices.push(HOLDS_ANSWERS);
  if (record?.partial === true && CUT_SHORT.has(verdict.reason)) {
    notices.push(partialRecord(facts.ledger?.results.size ?? 0));
  }
  const misplaced = misplacedNotice(
    [...(facts.ledger?.results.values() ?? [])].flatMap(({ answer }) =>
      answer.kind === 'misplaced' ? answer.place : [],
    ),
  );
  if (misplaced !== undefined) notices.push(misplaced);
  if (facts.repeated !== undefined) notices.push(repeatedVerdict(facts.repeated));
  if (facts.forgets !== undefined) notices.push(redForgotten(facts.forgets));
  if (baselineUpdate?.updated === false) notices.push(notSaved(baselineUpdate.text));
  return notices;
}
