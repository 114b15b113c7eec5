import { messageOf } from '../core/errors.js';
import type { SweepRecord } from '../core/record/record-schema.js';
import type { Report } from '../core/report/report.js';
import type { GateOutcome } from './gate.js';
import type { BaselineStore, Log } from './ports.js';
import { reportOf } from './report-of.js';

/** One place where a report goes. */
export interface Reporter {
  /** For the warning when it fails. */
  readonly name: string;
  publish(report: Report, record: SweepRecord | undefined): Promise<void>;
}

/** Where a run's outcome goes. */
export interface PublishPorts {
  readonly baseline: BaselineStore;
  readonly log: Log;
  /** In the order they are told; outputs come first. */
  readonly reporters: readonly Reporter[];
}

/** What is left to do when all is published. */
export interface Published {
  readonly report: Report;
  /** Whether the check fails: by its verdict, or because a baseline that was to be saved was not. */
  readonly hasFailed: boolean;
}

/**
 * Writes the baseline and tells every reporter. Nothing in here can change the verdict: a reporter
 * that fails is a warning, and a baseline that is not saved fails the step and leaves the verdict.
 *
 * @param outcome what the run came to
 * @param ports store, log and reporters
 */
export async function publish(outcome: GateOutcome, ports: PublishPorts): Promise<Published> {
  const update = await saveBaseline(outcome, ports.baseline);
  const report = reportOf(outcome, update);
  for (const reporter of ports.reporters) {
    try {
      await reporter.publish(report, outcome.record);
    } catch (error) {
      ports.log.warning(`The ${reporter.name} was not written: ${messageOf(error)}`);
    }
  }
  return { report, hasFailed: report.verdict.failed || update?.updated === false };
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
