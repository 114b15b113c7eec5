import type { Config } from './core/config/config.js';
import { hasForkAnswers } from './core/config/has-fork-answers.js';
import type { RunContext } from './core/config/run-context.js';
import { GateError, messageOf } from './core/errors.js';
import { pendingStatus } from './core/report/commit-status.js';
import type { Report } from './core/report/report.js';
import { checkOnly, type CheckOutcome } from './engine/check-only.js';
import { gate } from './engine/gate.js';
import { planOnly } from './engine/make-plan.js';
import type { Reporter } from './engine/ports.js';
import type { RunParts } from './engine/run-facts.js';
import { publish } from './engine/publish.js';
import { TOOL_VERSION } from './tool-version.js';
import type { World } from './wiring/parts.js';
import { wire, type Wiring } from './wiring/wire.js';

/** What an entry gives a run. */
export interface GateRun {
  readonly config: Config;
  readonly context: RunContext;
  readonly world: World;
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
  const { config, world, signal } = run;
  const wiring = await wire(config, run.context, world);
  try {
    const problem = await wiring.commentProblem();
    if (problem !== undefined) world.log.warning(`No comment will be written: ${problem}`);
    await announce(wiring);
    const parts = { toolVersion: TOOL_VERSION, config, context: wiring.context };
    const outcome = await gate(parts, wiring.ports, signal);
    const { baseline, log } = wiring.ports;
    // What was refused once would only be refused, and warned of, again.
    const reported = problem === undefined ? wiring : { ...wiring, postComment: undefined };
    return await publish(outcome, { baseline, log, reporters: run.reporters(reported) });
  } finally {
    await wiring.close();
  }
}

/** Says on the commit that the gate has begun, where a status is to come: what would refuse it shows now. */
async function announce({ setStatus, config, context, ports }: Wiring): Promise<void> {
  try {
    await setStatus?.(pendingStatus(config.baseline.name, hasForkAnswers(context)));
  } catch (error) {
    if (error instanceof GateError) throw error;
    ports.log.warning(messageOf(error));
  }
}

/**
 * Only plans a run, with its concrete parts.
 *
 * @param run inputs, event and world
 * @returns the plan, line by line
 * @throws GateError of what stops a run before it spends anything
 */
export async function runPlan(
  run: Pick<GateRun, 'config' | 'context' | 'world'> & Pick<RunParts, 'isJudgeOpen'>,
): Promise<readonly string[]> {
  const { config, world } = run;
  const wiring = await wire(config, run.context, world);
  try {
    const { context } = wiring;
    const parts = { toolVersion: TOOL_VERSION, config, context, isJudgeOpen: run.isJudgeOpen };
    return await planOnly(parts, wiring.ports);
  } finally {
    await wiring.close();
  }
}

/**
 * Only checks a judge, with its concrete parts.
 *
 * @param run inputs, event, world and what cancels it
 * @throws GateError of what keeps the judge from being checked
 */
export async function runCheckJudge(
  run: Pick<GateRun, 'config' | 'context' | 'world' | 'signal'>,
): Promise<CheckOutcome> {
  const { config, world } = run;
  const wiring = await wire(config, run.context, world);
  try {
    const parts = { toolVersion: TOOL_VERSION, config, context: wiring.context };
    return await checkOnly(parts, wiring.ports, run.signal);
  } finally {
    await wiring.close();
  }
}
