import { GateError, messageOf } from '../errors.js';
import { pendingStatus } from '../report/commit-status.js';
import type { Report } from '../report/report.js';
import { checkOnly, type CheckOutcome } from './check-judge.js';
import type { RunParts } from './gate-ports.js';
import { planOnly } from './plan.js';
import { compareModels } from './compare-live.js';
import type { CompareView } from '../report/compare-view.js';
import type { Reporter } from '../report/reporter.js';
import { publish } from './publish.js';
import type { LabelParts, makeLabelPage } from './label.js';
import { runMode } from './run-mode.js';
import { storedHistory } from './history.js';
import { TOOL_VERSION } from '../tool-version.js';
import { wire, type Wiring } from './compose.io.js';
import type { StartedRun } from './read-run.io.js';
import { followsUntrusted } from '../config/trust.js';
import { workflowsOf } from './workflow-files.io.js';

/** What an entry gives a run. */
export interface GateRun extends StartedRun {
  /** Who is told, in this order. */
  readonly reporters: (wiring: Wiring) => readonly Reporter[];
  /** Cancels the run. */
  readonly signal: AbortSignal;
}

/**
 * Runs the gate with its concrete parts and publishes what it came to.
 *
 * @param run inputs, event, world and reporters
 * @throws GateError when the parts cannot be put together; a run that has begun never rejects
 */
export async function runGate(run: GateRun): Promise<Report> {
  return withParts(run, async (wiring, parts) => {
    await wiring.requireReportFolder();
    const problem = await wiring.commentProblem();
    if (problem !== undefined) run.world.log.warning(`No comment will be written: ${problem}`);
    const forgets = await wiring.forgets(problem);
    if (forgets !== undefined) {
      // The report warns of it.
      run.world.log.info(`A red verdict of this head will not be remembered: ${forgets}`);
    }
    await announce(wiring);
    loadAhead();
    const outcome = await runMode({ ...parts, forgets }, wiring.ports, run.signal);
    const { baseline, log } = wiring.ports;
    // What was refused once would only be refused, and warned of, again.
    const reported = problem === undefined ? wiring : { ...wiring, postComment: undefined };
    const workflows = await workflowsOf(wiring.context, run.world);
    const reporters = run.reporters(reported);
    const report = await publish(outcome, { baseline, log, reporters, workflows });
    // There is no time for it in a run that was cancelled; the post step does it.
    if (!run.signal.aborted) await wiring.saveAnswers();
    return report;
  });
}

/** Says on the commit that the gate has begun, where a status is to come: what would refuse it shows now. */
async function announce({ setStatus, config, context, ports }: Wiring): Promise<void> {
  try {
    await setStatus?.(pendingStatus(config.baseline.name, followsUntrusted(context)));
  } catch (error) {
    if (error instanceof GateError) throw error;
    ports.log.warning(messageOf(error));
  }
}

/**
 * Compares two models that are asked now, with its concrete parts.
 *
 * @param run inputs, whose baseline is an endpoint, event, world and what cancels it
 * @throws GateError of whatever stops the run; what was paid for is kept
 */
export function runCompare(run: StartedRun & Pick<GateRun, 'signal'>): Promise<CompareView> {
  return withParts(run, ({ ports }, parts) => compareModels(parts, ports, run.signal));
}

/**
 * Only plans a run, with its concrete parts.
 *
 * @param run inputs, event and world
 * @returns the plan, line by line
 * @throws GateError of what stops a run before it spends anything
 */
export async function runPlan(
  run: StartedRun & Pick<RunParts, 'isJudgeOpen'>,
): Promise<readonly string[]> {
  const { isJudgeOpen } = run;
  return withParts(run, ({ ports }, parts) => planOnly({ ...parts, isJudgeOpen }, ports));
}

/**
 * Only checks a judge, with its concrete parts.
 *
 * @param run inputs, event, world and what cancels it
 * @throws GateError of what keeps the judge from being checked
 */
export function runCheckJudge(run: StartedRun & Pick<GateRun, 'signal'>): Promise<CheckOutcome> {
  return withParts(run, ({ ports }, parts) => checkOnly(parts, ports, run.signal));
}

/**
 * Writes the history of a stored baseline as a page and as data; no endpoint is asked.
 *
 * @param run inputs, event and world
 * @returns the absolute path of the page
 * @throws GateError CONFIG_MISSING where nothing is stored, BASELINE_UNREADABLE, CONFIG_INVALID for a
 *   folder that cannot be written
 */
export function runHistory(run: StartedRun): Promise<string> {
  return withParts(run, async ({ ports, writeHistory, config }) => {
    const view = storedHistory(await ports.baseline.find(), config);
    return writeHistory(view);
  });
}

/**
 * Makes a page on which people label answers; no endpoint is asked.
 *
 * @param run inputs, event, world, how many other answers are drawn, and what cancels it
 * @throws GateError of records, data set or baseline
 */
export function runLabel(
  run: StartedRun & Pick<GateRun, 'signal'> & Pick<LabelParts, 'sample'>,
): ReturnType<typeof makeLabelPage> {
  const { sample, signal } = run;
  return withParts(run, async ({ ports, redact, config }) => {
    // Only this command needs it.
    const { makeLabelPage } = await import('./label.js');
    return makeLabelPage({ config, ports, redact, sample, signal });
  });
}

/** Some work with the concrete parts of a run, which are closed whatever it comes to. */
async function withParts<T>(
  { config, context, world }: StartedRun,
  work: (wiring: Wiring, parts: RunParts) => Promise<T>,
): Promise<T> {
  const wiring = await wire(config, context, world);
  try {
    return await work(wiring, { toolVersion: TOOL_VERSION, config, context: wiring.context });
  } finally {
    await wiring.close();
  }
}

/** By then the first answers are waited for, and there is nothing else to do. */
const LOAD_AFTER_MS = 1000;

/**
 * Loads what only the end of a run needs while it waits for answers. A run that is over before, or that cannot
 * load it, loses nothing: it is loaded where it is used.
 */
function loadAhead(): void {
  setTimeout(() => {
    import('../report/page.js').catch(() => undefined);
  }, LOAD_AFTER_MS).unref();
}
