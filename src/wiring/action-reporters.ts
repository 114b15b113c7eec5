import {
  annotationsReporter,
  commentReporter,
  memoryReporter,
  statusReporter,
  summaryReporter,
} from '../adapters/reporters/job-reporters.io.js';
import { outputsReporter } from '../adapters/reporters/outputs.io.js';
import type { Reporter } from '../engine/ports/reporter.js';
import type { Wiring } from './wire.js';

/**
 * Who is told of a run in GitHub Actions: files first, since outputs tell of their failure, and what
 * needs the network last.
 *
 * @param wiring the parts of the run
 * @param summaryPath the value of GITHUB_STEP_SUMMARY
 */
export function actionReporters(
  { reportFolder, files, page, postComment, setStatus, keepVerdict, ports, config, redact }: Wiring,
  summaryPath: string | undefined,
): readonly Reporter[] {
  const { log } = ports;
  const { comment } = config.report;
  return [
    files,
    outputsReporter(reportFolder, redact),
    summaryReporter(summaryPath, log, redact),
    annotationsReporter(redact),
    page,
    ...(keepVerdict === undefined ? [] : [memoryReporter(keepVerdict)]),
    ...(postComment === undefined ? [] : [commentReporter(comment, postComment, log, redact)]),
    // Behind the comment, whose refusal fails the step.
    ...(setStatus === undefined ? [] : [statusReporter(config.baseline.name, setStatus, redact)]),
  ];
}
