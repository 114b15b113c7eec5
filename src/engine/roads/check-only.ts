import type { GateError } from '../../core/errors.js';
import { judgeProblem } from '../../core/judge/check/check-verdict.js';
import type { JudgeCheck } from '../../core/judge/check/judge-check.js';
import type { GatePorts } from '../gate-ports.js';
import { needed } from '../needed.js';
import { newFacts, type RunFacts, type RunParts } from '../run-facts.js';
import { ROADS } from './roads.js';
import { runStages } from './run-stages.js';

/** What a check by itself came to. */
export interface CheckOutcome {
  readonly check: JudgeCheck;
  /** Why the judge cannot be used; undefined when it can. */
  readonly problem: GateError | undefined;
  readonly facts: RunFacts;
}

/**
 * Only checks a judge, as a run would; the model under test is not asked, and nothing is stored but
 * the journal of a check that was stopped.
 *
 * @param parts inputs, event and tool version
 * @param ports the world
 * @param signal cancels the check
 * @throws GateError of inputs without a judge or a check, of data set or judge endpoint, or
 *   BUDGET_EXHAUSTED
 */
export async function checkOnly(
  parts: RunParts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  const facts = newFacts(parts, ports.clock.nowMs());
  await runStages(ROADS.check, facts, { ...ports, model: undefined }, signal);
  const check = needed(facts.judgeCheck, 'judge check');
  return { check, problem: judgeProblem(check.answers), facts };
}
