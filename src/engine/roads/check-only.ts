import { GateError } from '../../core/errors.js';
import { judgeProblem } from '../../core/judge/check-verdict.js';
import type { JudgeCheck } from '../../core/judge/check-set.js';
import type { FailureCount } from '../../core/sweep/failures.js';
import { breakSilence } from '../break-silence.js';
import type { GatePorts } from '../gate-ports.js';
import { needed } from '../needed.js';
import { failuresOf } from '../outcome/failures-of.js';
import { newFacts, type RunFacts, type RunParts } from '../run-facts.js';
import { ROADS } from './roads.js';
import { runStages } from './run-stages.js';
import { whatFailed } from '../../core/report/run-sentences.js';

/** What a check by itself came to. */
export interface CheckOutcome {
  /** Of a judge that is lost, as far as it was asked. */
  readonly check: JudgeCheck;
  /** Known answers that it was to be asked about. */
  readonly planned: number;
  /** The calls that failed, by kind. */
  readonly failures: readonly FailureCount[];
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
 *   BUDGET_EXHAUSTED; CANCELLED when the signal is aborted
 */
export async function checkOnly(
  parts: RunParts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  const facts = newFacts(parts, ports.clock.nowMs());
  const asked = { ...ports, model: undefined };
  try {
    await breakSilence(facts, ports, () => runStages(ROADS.check, facts, asked, signal));
  } catch (thrown) {
    throw thrown instanceof GateError || !signal.aborted ? thrown : cancelled(thrown);
  }
  const check = needed(facts.judgeCheck, 'judge check');
  const failures = failuresOf(facts);
  const planned = facts.checkPlan?.kind === 'ask' ? facts.checkPlan.questions.length : 0;
  const problem = judgeProblem(check.answers, whatFailed({ failures }));
  return { check, planned, failures, problem, facts };
}

/** The error of a check that was stopped from outside. */
function cancelled(cause: unknown): GateError {
  return new GateError('CANCELLED', 'The judge check was cancelled before it had a result.', {
    remedy:
      'What the judge said by then is in the journal: run it again, and only the rest is asked.',
    cause,
  });
}
