import { GateError, messageOf } from '../errors.js';
import type { Notice, Report } from '../report/report.js';
import type { BaselineStore } from '../baseline/baseline-file.js';
import { historyOf } from '../baseline/history.js';
import type { Log } from '../log.js';
import type { Reporter } from '../report/reporter.js';
import type { GateOutcome } from './run-mode.js';
import {
  baselineNotices,
  FIRST_IN_CACHE,
  FORK_ANSWERS,
  validityNotices,
  HOLDS_ANSWERS,
  judgeShutdown,
  misplacedNotice,
  spentNotice,
  notSaved,
  notWaived,
  OUT_OF_BUDGET,
  partialRecord,
  PINNED,
  redForgotten,
  refusalsUnchecked,
  repeatedVerdict,
} from '../report/notices.js';
import type { Verdict } from '../decide/verdict.js';
import { NO_MEMORY, remembered } from '../report/verdict-memory.js';
import { failuresOfRun } from './record-of-run.js';
import { buildReport } from '../report/build-report.js';
import { measuredOf, redGroups } from './red-groups.js';
import { isUnverified } from '../config/trust.js';
import {
  shownComparison,
  floorsOf,
  validityFindings,
  lastReleaseOf,
  type Measured,
  comparisonsToShow,
} from './figures.js';
import type { Workflows } from '../config/workflows.js';
import { outlookOf } from './outlook.js';
import { rereadNotices } from '../report/reread-notices.js';
import { confirmNotice } from '../report/evidence-sentences.js';

/** Where a run's outcome goes. */
interface PublishPorts {
  readonly baseline: BaselineStore;
  readonly log: Log;
  /** In the order they are told; outputs come first. */
  readonly reporters: readonly Reporter[];
  /** What the repository's workflows offer; left out where that is not known. */
  readonly workflows?: Workflows;
}

/**
 * Writes the baseline and tells every reporter. Nothing in here can change the verdict: a reporter
 * that fails is a warning; one that refuses with a coded error, a baseline that is not saved, or the
 * product of a mere sweep that is not written, fails the step and leaves the verdict.
 *
 * @param outcome what the run came to
 * @param ports store, log and reporters
 * @returns what was reported
 */
export async function publish(outcome: GateOutcome, ports: PublishPorts): Promise<Report> {
  const update = await saveBaseline(outcome, ports.baseline);
  const results = outcome.known.resultStore?.results ?? new Map();
  let report = reportOf(outcome, update, ports.workflows);
  for (const reporter of ports.reporters) {
    try {
      await reporter.publish(report, outcome.record, results);
    } catch (error) {
      const problem = `The ${reporter.name} was not written: ${error instanceof GateError ? error.line : messageOf(error)}`;
      ports.log.warning(problem);
      const isLost =
        reporter.isProduct === true && ['measure', 'sweep'].includes(outcome.known.config.mode);
      if (isLost) report = withoutProduct(report, problem);
      if (error instanceof GateError) report = refusedBy(error, report);
    }
  }
  return report;
}

/** The report of a run that a reporter refused to tell of: the step fails. */
function refusedBy({ message, remedy }: GateError, report: Report): Report {
  return {
    ...report,
    verdict: { ...report.verdict, failed: true },
    notices: [...report.notices, { level: 'error', code: 'not-told', text: message, remedy }],
  };
}

/** The report of a sweep whose record could not be written: the step fails. */
function withoutProduct(report: Report, text: string): Report {
  const remedy =
    'Make room and a folder that can be written, and run it again; stored answers are re-used.';
  return {
    ...report,
    verdict: { ...report.verdict, failed: true },
    notices: [...report.notices, { level: 'error', code: 'record-not-written', text, remedy }],
  };
}

/** Writes the baseline where there is one to write. */
async function saveBaseline(
  { baseline, texts }: GateOutcome,
  store: BaselineStore,
): Promise<Report['baselineUpdate']> {
  if (baseline === undefined) return undefined;
  try {
    const saved = await store.save(baseline, texts);
    return saved.saved
      ? { updated: true, text: saved.where, textsProblem: saved.textsProblem }
      : { updated: false, text: saved.problem };
  } catch (error) {
    return { updated: false, text: messageOf(error) };
  }
}

/**
 * The report of a run.
 *
 * @param outcome what the run came to
 * @param baselineUpdate what became of the baseline; undefined when it was not to be written
 * @param workflows what the repository's workflows offer, where that is known
 */
export function reportOf(
  outcome: GateOutcome,
  baselineUpdate: Report['baselineUpdate'],
  workflows?: Workflows,
): Report {
  const { known, verdict, error, record } = outcome;
  const { staged, plan, repeated } = known;
  const measured = measuredOf(known);
  return buildReport({
    toolVersion: known.toolVersion,
    config: known.config,
    context: known.context,
    verdict,
    error,
    comparison: shownComparison(measured, 'safe'),
    effectiveComparison: shownComparison(measured, 'effective'),
    compared: staged?.compared,
    profile: plan?.profile,
    decision: plan?.decision,
    stagesReached: staged?.stagesReached ?? 0,
    chosenBaseline: known.chosenBaseline,
    control: known.chosenBaseline?.kind === 'live' ? measured.control : undefined,
    where: known.where ?? '',
    protocol: known.protocol,
    ranked: measured.ranked,
    // Figures of answers that decided nothing would stand alongside a verdict of others.
    results: repeated === undefined ? measured.results : new Map(),
    record,
    failures: failuresOfRun(known),
    floors: floorsOf(measured),
    lastRelease: lastReleaseOf(measured),
    baselineUpdate,
    notices: noticesOf(outcome, measured, baselineUpdate),
    repeated,
    waivers: known.waivers,
    memory: memoryOf(outcome, measured),
    history: historyFor(outcome),
    reread: known.reread,
    workflows,
    outlook: verdict.reason === 'insufficient-evidence' ? outlookOf(known) : undefined,
  });
}

/** The baseline's history as this run leaves it; undefined where nobody would look for it. */
function historyFor({ known, baseline }: GateOutcome): Report['history'] | undefined {
  const { chosenBaseline, context, config } = known;
  const stored = chosenBaseline?.kind === 'baseline' ? chosenBaseline.baseline : undefined;
  const entries = historyOf(baseline ?? stored);
  if (context.pullRequest !== undefined || entries.length === 0) return undefined;
  return { name: config.baseline.name, entries };
}

/** What later runs on the pull request should know; undefined off pull requests. */
function memoryOf({ known, verdict, atMs }: GateOutcome, measured: Measured): Report['memory'] {
  const { context, subject, recalled, repeated } = known;
  if (context.pullRequest === undefined) return undefined;
  const own =
    subject === undefined || repeated !== undefined
      ? undefined
      : remembered(subject, verdict, redGroups(measured), { ...context, atMs });
  return { before: recalled ?? NO_MEMORY, own };
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
  const notices = [
    ...validityNotices(validityFindings(measured)),
    ...baselineNotices(known.chosenBaseline, record),
  ];
  if (comparisonsToShow(measured).some(({ against }) => against === 'pinned')) notices.push(PINNED);
  if (known.staged?.isOutOfBudget === true) notices.push(OUT_OF_BUDGET);
  if (verdict.reason === 'baseline-created' && known.config.baseline.store.kind === 'cache') {
    notices.push(FIRST_IN_CACHE);
  }
  if (isUnverified(known.config, known.context)) notices.push(FORK_ANSWERS);
  if (verdict.reason === 'swept' && known.config.judge === undefined) notices.push(HOLDS_ANSWERS);
  if (record?.partial === true && CUT_SHORT.has(verdict.reason)) {
    notices.push(partialRecord(measured.results.size));
  }
  const answers = [...measured.results.values()].map(({ answer }) => answer);
  const misplaced = misplacedNotice(
    answers.flatMap((answer) => (answer.kind === 'misplaced' ? answer.place : [])),
  );
  if (misplaced !== undefined) notices.push(misplaced);
  const spent = spentNotice(
    answers.filter(({ kind }) => kind === 'no-answer').length,
    known.config.generation.maxTokens,
  );
  if (spent !== undefined) notices.push(spent);
  const unchecked = refusalsUnchecked(record);
  if (unchecked !== undefined) notices.push(unchecked);
  if (known.shutdown !== undefined) notices.push(judgeShutdown(known.shutdown));
  if (known.waiverProblem !== undefined) notices.push(notWaived(known.waiverProblem));
  if (known.repeated !== undefined) notices.push(repeatedVerdict(known.repeated));
  if (known.forgets !== undefined) notices.push(redForgotten(known.forgets));
  if (baselineUpdate?.updated === false) notices.push(notSaved(baselineUpdate.text));
  if (known.confirmProblem !== undefined) notices.push(confirmNotice(known.confirmProblem));
  notices.push(...rereadNotices(known, baselineUpdate?.textsProblem));
  return notices;
}
