import { ExitCode, saveState, setFailed } from '@actions/core';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env } from 'node:process';
import { DEFAULT_OUTPUTS, setOutputs } from './adapters/reporters/action-outputs.js';
import { annotationsReporter } from './adapters/reporters/annotations-reporter.js';
import { commentReporter } from './adapters/reporters/comment-reporter.js';
import { outputsReporter } from './adapters/reporters/outputs-reporter.js';
import { statusReporter } from './adapters/reporters/status-reporter.js';
import { summaryReporter } from './adapters/reporters/summary-reporter.js';
import { cancelOnSignals } from './adapters/runtime/cancel-on-signals.js';
import { GateError, messageOf } from './core/errors.js';
import { verdictSentence } from './core/report/verdict-sentence.js';
import type { Reporter } from './engine/ports.js';
import { readStep } from './read-step.js';
import { runGate } from './run-gate.js';
import type { Wiring } from './wiring/wire.js';

/** The main step of the action. */
async function main(): Promise<void> {
  setOutputs(DEFAULT_OUTPUTS);
  const { config, context, folders, log } = await readStep();
  saveState('begun', 'true');
  const smokeFolder = join(dirname(realpathSync(process.argv[1] ?? '.')), '..', 'smoke');
  const journalOpened = (fingerprint: string): void => {
    saveState('journal', fingerprint);
  };
  const report = await runGate({
    config,
    context,
    world: { environment: env, folders, smokeFolder, log, journalOpened },
    reporters: reportersOf,
    signal: cancelOnSignals(),
  });
  log.info(verdictSentence(report));
  // The annotations say why; another error of the same words would be a second one for the reader.
  if (report.verdict.failed) process.exitCode = ExitCode.Failure;
}

/** Who is told of a run in GitHub Actions: files, whose failure outputs can tell of, first, the network last. */
function reportersOf({
  reportFolder,
  files,
  page,
  postComment,
  setStatus,
  ports,
  config,
}: Wiring): readonly Reporter[] {
  const { log } = ports;
  const comment =
    postComment === undefined ? [] : [commentReporter(config.report.comment, postComment, log)];
  const { name } = config.baseline;
  const status = setStatus === undefined ? [] : [statusReporter(name, setStatus)];
  return [
    files,
    outputsReporter(reportFolder),
    summaryReporter(env.GITHUB_STEP_SUMMARY, log),
    annotationsReporter,
    page,
    ...status,
    ...comment,
  ];
}

/** Ends a run that could not begin: the outputs say why, and the step fails with one line. */
function fail(thrown: unknown): void {
  const isCoded = thrown instanceof GateError;
  setOutputs({ verdict: 'error', reason: isCoded ? thrown.reason : 'config', failed: 'true' });
  setFailed(isCoded ? `${thrown.code}: ${thrown.line}` : messageOf(thrown));
}

main().catch(fail);
