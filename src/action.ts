import { ExitCode, saveState, setFailed } from '@actions/core';
import { env } from 'node:process';
import { DEFAULT_OUTPUTS, setOutputs } from './adapters/reporters/action-outputs.js';
import { boundHeap } from './adapters/runtime/bound-heap.js';
import { guardProcess } from './adapters/runtime/guard-process.js';
import { cancelOnSignals } from './adapters/runtime/cancel-on-signals.js';
import { errorLine, GateError } from './core/errors.js';
import { verdictSentence } from './core/report/sentences/verdict-sentence.js';
import { beginHandOver } from './wiring/hand-over.js';
import { clearStepReport, hideSecrets, readStep } from './wiring/read-step.js';
import { actionReporters } from './wiring/action-reporters.js';
import { runGate } from './wiring/run-gate.js';

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
  const report = await runGate({
    config,
    context,
    world: { ...world, handOver },
    reporters: (wiring) => actionReporters(wiring, env.GITHUB_STEP_SUMMARY),
    signal: cancelOnSignals(),
  });
  world.log.info(verdictSentence(report));
  // The annotations say why; another error of the same words would be a second one for the reader.
  if (report.verdict.failed) process.exitCode = ExitCode.Failure;
}

/** Ends a run that could not begin: the outputs say why, and the step fails with one line. */
function fail(thrown: unknown): number {
  const reason = thrown instanceof GateError ? thrown.reason : 'config';
  setOutputs({ verdict: 'error', reason, failed: 'true' }, redact);
  setFailed(redact.text(errorLine(thrown)));
  return ExitCode.Failure;
}

boundHeap();
guardProcess(process, redact, fail);
await main().catch(fail);
