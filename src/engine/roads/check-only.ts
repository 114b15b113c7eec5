import { judgeProblem } from '../../core/judge/check-verdict.js';
import type { JudgeCheck } from '../../core/judge/judge-check.js';
import { GateError } from '../../core/errors.js';
import { runCheck } from '../stages/check-judge.js';
import { checkRequests, chooseCheck, openQuestions } from '../stages/choose-check.js';
import type { GatePorts } from '../gate-ports.js';
import { loadItems } from '../stages/load-items.js';
import { needed } from '../needed.js';
import { openAnswers } from '../stages/open-answers.js';
import { openEndpoints } from '../stages/open-endpoints.js';
import { newFacts, type RunFacts, type RunParts } from '../run-facts.js';

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
  await loadItems(facts, ports);
  chooseCheck(facts, ports);
  if (facts.checkPlan?.kind !== 'ask') throw nothingToCheck(facts);
  await openAnswers(facts, ports);
  const items = new Map(openQuestions(facts).map(({ item }) => [item.id, item]));
  await ports.dataset.prefetch([...items.values()], signal);
  await openEndpoints(facts, { ...ports, model: undefined }, signal);
  refuseLarger(facts);
  const check = needed(await runCheck(facts, ports, signal), 'judge check');
  await ports.journal.append({ type: 'finished' });
  return { check, problem: judgeProblem(check.answers), facts };
}

/** Refuses a check that the budget does not pay for. */
function refuseLarger(facts: RunFacts): void {
  const left = needed(facts.budget, 'budget').left();
  const wanted = checkRequests(facts);
  if (wanted <= left) return;
  throw new GateError(
    'BUDGET_EXHAUSTED',
    `Input max-requests leaves ${left} requests; the judge check needs ${wanted}.`,
    { remedy: `Give at least ${wanted}, or fewer known answers with judge-check.` },
  );
}

/** Why there is nothing to ask. */
function nothingToCheck({ config, checkPlan }: RunFacts): GateError {
  if (config.judge === undefined) {
    return new GateError('CONFIG_CONFLICT', 'Input task is "mcqa", which asks no judge.', {
      remedy: 'Leave task out: multiple choice is scored by its letter.',
    });
  }
  if (checkPlan?.kind === 'off') {
    return new GateError('CONFIG_CONFLICT', 'Input judge-check is 0, which checks nothing.', {
      remedy: 'Give auto, or how many known answers the judge has to label.',
    });
  }
  return new GateError('CONFIG_INVALID', 'The data set has no known answers of both kinds.', {
    remedy:
      'Add a labelled-answers.json to it (docs/protocol.md), or test the judge on smoke or siuo.',
  });
}
