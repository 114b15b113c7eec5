import { climbLadder } from '../climb/climb.js';
import { sweepOfRun } from '../climb/sweep-of-run.js';
import type { GatePorts } from '../gate-ports.js';
import { needed } from '../needed.js';
import { floorDomains } from '../outcome/floors-of.js';
import type { RunFacts } from '../run-facts.js';
import { requestsOf } from './requests.js';

/**
 * Climbs the ladder of a run that is planned.
 *
 * @param facts gets how far the climb has come after each rung
 * @param ports the world
 * @param signal cancels the climb
 * @throws GateError of whatever stops the sweep
 */
export async function climb(facts: RunFacts, ports: GatePorts, signal: AbortSignal): Promise<void> {
  const plan = needed(facts.contestPlan, 'plan');
  facts.climb = await climbLadder(
    {
      ranked: needed(facts.ranked, 'items'),
      rungs: plan.ladder.rungs,
      contests: plan.contests,
      alsoOpen: () => floorDomains(facts),
      sweep: sweepOfRun(facts, ports),
      requestsOf: (cells) => requestsOf(facts, cells),
      budget: needed(facts.budget, 'budget'),
      clock: ports.clock,
      log: ports.log,
    },
    (state) => (facts.climb = state),
    signal,
  );
}
