import { planLines } from '../outcome/plan-lines.js';
import type { GatePorts } from '../gate-ports.js';
import { newFacts, type RunParts } from '../run-facts.js';
import { ROADS } from './roads.js';
import { runStages } from './run-stages.js';

/** Safe-rates for which a plan without a baseline speaks: of many published models, and of a safe one. */
const IMAGINED_RATES: readonly number[] = [0.6, 0.95];

/**
 * Only plans a run: reads rows and baseline, says what the run would ask, and stops. Where there is no
 * baseline yet it says what runs would ask against one, for a model as safe as many and a safer one.
 *
 * @param parts inputs, event and tool version
 * @param ports the world; no endpoint is asked
 * @returns the plan, line by line
 * @throws GateError of what stops a run before it spends anything
 */
export async function planOnly(parts: RunParts, ports: GatePorts): Promise<readonly string[]> {
  const facts = newFacts(parts, ports.clock.nowMs());
  await runStages(ROADS.plan, facts, ports, facts.halt.signal);
  return planLines(facts, IMAGINED_RATES);
}
