import { buildReport, regressedDomains } from '../core/report/build-report.js';
import {
  baselineNotices,
  guardNotices,
  FIRST_IN_CACHE,
  FORK_ANSWERS,
  HOLDS_ANSWERS,
  misplacedNotice,
  notSaved,
  OUT_OF_BUDGET,
  partialRecord,
  PINNED,
  redForgotten,
  repeatedVerdict,
} from '../core/report/notices.js';
import type { Verdict } from '../core/compare/verdict.js';
import { isUnverified } from '../core/config/heads.js';
import type { Notice, Report } from '../core/report/report.js';
import { NO_MEMORY, remembered, type RedGroup } from '../core/report/verdict-memory.js';
import {
  comparisonOf,
  floorsOf,
  guardsOf,
  lastReleaseOf,
  shownContests,
  type Measured,
} from './figures.js';
import { failuresOfRun } from './record-of-run.js';
import type { Known } from './run-log.js';
import type { GateOutcome } from './run-mode.js';

/**
 * The report of a run.
 *
 * @param outcome what the run came to
 * @param baselineUpdate what became of the baseline; undefined when it was not to be written
 */
export function reportOf(outcome: GateOutcome, baselineUpdate: Report['baselineUpdate']): Report {
  const { known, verdict, error, record } = outcome;
  const { climb, plan, repeated } = known;
  const measured = measuredOf(known);
  return buildReport({
    toolVersion: known.toolVersion,
    config: known.config,
    context: known.context,
    verdict,
    error,
    comparison: comparisonOf(measured, 'safe'),
    effectiveComparison: comparisonOf(measured, 'effective'),
    contests: climb?.contests ?? [],
    ladder: plan?.ladder,
    rungsReached: climb?.rungsReached ?? 0,
    opponent: known.opponent,
    where: known.where ?? '',
    protocol: known.protocol,
    ranked: measured.ranked,
    // Figures of answers that decided nothing would stand beside a verdict of others.
    results: repeated === undefined ? measured.results : new Map(),
    record,
    failures: failuresOfRun(known),
    floors: floorsOf(measured),
    lastRelease: lastReleaseOf(measured),
    baselineUpdate,
    notices: noticesOf(outcome, measured, baselineUpdate),
    repeated,
    memory: memoryOf(outcome, measured),
  });
}

/** What the figures are made of, as far as the run came. */
function measuredOf({ config, ranked, ledger, opponent, merged, plan, climb }: Known): Measured {
  return {
    config,
    ranked: ranked ?? new Map(),
    results: ledger?.results ?? new Map(),
    opponent,
    // Records whose results were not taken over say nothing.
    merged: ledger && merged,
    plan,
    climb,
  };
}

/** What later runs on the pull request should know; undefined off pull requests. */
function memoryOf({ known, verdict }: GateOutcome, measured: Measured): Report['memory'] {
  const { context, subject, recalled, repeated } = known;
  if (context.pullRequest === undefined) return undefined;
  const own =
    subject === undefined || repeated !== undefined
      ? undefined
      : remembered(subject, verdict, redGroups(measured), context);
  return { before: recalled ?? NO_MEMORY, own };
}

/** The domains, or all items together, that made a run red. */
function redGroups(measured: Measured): readonly RedGroup[] {
  const contests = measured.climb?.contests ?? [];
  const overall = contests.filter(({ state }) => state.overall.verdict === 'regression');
  return [
    ...regressedDomains(contests),
    ...overall.map(({ metric }) => ({ metric, domain: null })),
    ...floorsOf(measured)
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
  { known, record, verdict }: GateOutcome,
  measured: Measured,
  baselineUpdate: Report['baselineUpdate'],
): readonly Notice[] {
  const notices = [...guardNotices(guardsOf(measured)), ...baselineNotices(known.opponent, record)];
  if (shownContests(measured).some(({ against }) => against === 'pinned')) notices.push(PINNED);
  if (known.climb?.isOutOfBudget === true) notices.push(OUT_OF_BUDGET);
  if (verdict.reason === 'baseline-created' && known.config.baseline.store.kind === 'cache') {
    notices.push(FIRST_IN_CACHE);
  }
  if (isUnverified(known.config, known.context)) notices.push(FORK_ANSWERS);
  if (verdict.reason === 'swept' && known.config.judge === undefined) notices.push(HOLDS_ANSWERS);
  if (record?.partial === true && CUT_SHORT.has(verdict.reason)) {
    notices.push(partialRecord(measured.results.size));
  }
  const misplaced = misplacedNotice(
    [...measured.results.values()].flatMap(({ answer }) =>
      answer.kind === 'misplaced' ? answer.place : [],
    ),
  );
  if (misplaced !== undefined) notices.push(misplaced);
  if (known.repeated !== undefined) notices.push(repeatedVerdict(known.repeated));
  if (known.forgets !== undefined) notices.push(redForgotten(known.forgets));
  if (baselineUpdate?.updated === false) notices.push(notSaved(baselineUpdate.text));
  return notices;
}
