import { messageOf } from '../core/errors.js';
import type { Report } from '../core/report/report.js';
import type { GateOutcome } from './gate.js';
import type { BaselineStore, Log, Reporter } from './ports.js';
import { reportOf } from './report-of.js';

/** Where a run's outcome goes. */
export interface PublishPorts {
  readonly baseline: BaselineStore;
  readonly log: Log;
  /** In the order they are told; outputs come first. */
  readonly reporters: readonly Reporter[];
}

/**
 * Writes the baseline and tells every reporter. Nothing in here can change the verdict: a reporter
 * that fails is a warning, and a baseline that is not saved fails the step and leaves the verdict.
 *
 * @param outcome what the run came to
 * @param ports store, log and reporters
 * @returns what was reported
 */
export async function publish(outcome: GateOutcome, ports: PublishPorts): Promise<Report> {
  const update = await saveBaseline(outcome, ports.baseline);
  const report = reportOf(outcome, update);
  for (const reporter of ports.reporters) {
    try {
      await reporter.publish(report, outcome.record);
    } catch (error) {
      ports.log.warning(`The ${reporter.name} was not written: ${messageOf(error)}`);
    }
  }
  return report;
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
