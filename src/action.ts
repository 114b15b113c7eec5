import { ExitCode, saveState, setFailed } from '@actions/core';
import { env } from 'node:process';
import { guardProcess, cancelOnSignals } from './process.io.js';
import { errorLine, GateError } from './errors.js';
import { clearStepReport, hideSecrets, readStep } from './run/read-step.io.js';
import { DEFAULT_OUTPUTS, setOutputs, outputsReporter } from './report/outputs.io.js';
import { verdictSentence } from './report/verdict-sentence.js';
import {
  annotationsReporter,
  commentReporter,
  memoryReporter,
  statusReporter,
  summaryReporter,
} from './report/job-reporters.io.js';
import type { Reporter } from './report/reporter.js';
import type { Wiring } from './run/compose.io.js';
import { beginHandOver } from './run/unsaved-files.io.js';
import { runGate } from './run/run-gate.io.js';

/** Before anything else: whatever fails, no line has a key. */
const redact = hideSecrets();

/** The main step of the action. */
async function main(): Promise<void> {
  setOutputs(DEFAULT_OUTPUTS, redact);
  saveState('begun', 'false');
  await clearStepReport();
  const handOver = beginHandOver();
  const { config, context, world } = await readStep(redact);
  saveState('begun', 'true');
  if (config.mode === 'accept') {
    const { runAccept } = await import('./run/run-accept.io.js');
    const reason = await runAccept({ config, context, world });
    setOutputs({ verdict: '', reason, failed: 'false' }, redact);
    return;
  }
  const report = await runGate({
    config,
    context,
    world: { ...world, handOver },
    reporters: reportersOf,
    signal: cancelOnSignals(),
  });
  world.log.info(verdictSentence(report));
  // The annotations say why; another error of the same words would be a second one for the reader.
  if (report.verdict.failed) process.exitCode = ExitCode.Failure;
}

/**
 * Who is told of a run: files first, since outputs tell of their failure, and what needs the network
 * last.
 */
function reportersOf(wiring: Wiring): readonly Reporter[] {
  const { reportFolder, files, page, postComment, setStatus, keepVerdict } = wiring;
  const { log } = wiring.ports;
  const { comment } = wiring.config.report;
  return [
    files,
    outputsReporter(reportFolder, redact),
    summaryReporter(env.GITHUB_STEP_SUMMARY, log, redact),
    annotationsReporter(redact),
    page,
    ...(keepVerdict === undefined ? [] : [memoryReporter(keepVerdict)]),
    ...(postComment === undefined ? [] : [commentReporter(comment, postComment, log, redact)]),
    // Behind the comment, whose refusal fails the step.
    ...(setStatus === undefined
      ? []
      : [statusReporter(wiring.config.baseline.name, setStatus, redact)]),
  ];
}

/** Ends a run that could not begin: the outputs say why, and the step fails with one line. */
function fail(thrown: unknown): number {
  const reason = thrown instanceof GateError ? thrown.reason : 'config';
  setOutputs({ verdict: 'error', reason, failed: 'true' }, redact);
  setFailed(redact.text(errorLine(thrown)));
  return ExitCode.Failure;
}

guardProcess(process, redact, fail);
await main().catch(fail);
