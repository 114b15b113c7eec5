import { GateError, messageOf } from '../core/errors.js';
import type { Report } from '../core/report/report.js';
import type { BaselineStore } from './ports/baseline-store.js';
import type { Log } from './ports/log.js';
import type { Reporter } from './ports/reporter.js';
import { reportOf } from './outcome-report.js';
import type { GateOutcome } from './run-mode.js';

/** Where a run's outcome goes. */
export interface PublishPorts {
  readonly baseline: BaselineStore;
  readonly log: Log;
  /** In the order they are told; outputs come first. */
  readonly reporters: readonly Reporter[];
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
  const results = outcome.known.ledger?.results ?? new Map();
  let report = reportOf(outcome, update);
  for (const reporter of ports.reporters) {
    try {
      await reporter.publish(report, outcome.record, results);
    } catch (error) {
      const problem = `The ${reporter.name} was not written: ${error instanceof GateError ? error.line : messageOf(error)}`;
      ports.log.warning(problem);
      const isLost = reporter.isProduct === true && outcome.known.config.mode === 'sweep';
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
  { baseline }: GateOutcome,
  store: BaselineStore,
): Promise<Report['baselineUpdate']> {
  if (baseline === undefined) return undefined;
  try {
    const saved = await store.save(baseline);
    return saved.saved
      ? { updated: true, text: saved.where }
      : { updated: false, text: saved.problem };
  } catch (error) {
    return { updated: false, text: messageOf(error) };
  }
}
