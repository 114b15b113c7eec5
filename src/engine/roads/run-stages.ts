import type { VerdictReason } from '../../core/compare/verdict.js';
import type { GatePorts } from '../gate-ports.js';
import type { RunFacts } from '../run-facts.js';

/** What a stage is given: the facts it fills in, the world, and what cancels it. */
type Given = [facts: RunFacts, ports: GatePorts, signal: AbortSignal];

/**
 * One stage of a run. It leaves what it found out in the facts; one that gives a verdict ends the run,
 * and one that cannot go on throws a GateError.
 */
export type Stage =
  | ((...given: Given) => void)
  | ((...given: Given) => Promise<void>)
  | ((...given: Given) => VerdictReason | undefined)
  | ((...given: Given) => Promise<VerdictReason | undefined>);

/**
 * Runs stages one after the other, up to the first that gives a verdict.
 *
 * @param stages in order
 * @param given facts, world and signal, the same for every stage
 * @returns undefined when no stage gave a verdict
 * @throws GateError of the stage that cannot go on; those after it do not run
 */
export async function runStages(
  stages: readonly Stage[],
  ...given: Given
): Promise<VerdictReason | undefined> {
  for (const stage of stages) {
    const [facts] = given;
    // A fork has no name of its own.
    if (stage.name !== '') facts.stage = stage.name;
    const said = await stage(...given);
    if (typeof said === 'object') return said;
  }
  return undefined;
}

/**
 * A fork in a road.
 *
 * @param holds what decides, by what the run knows when it gets there
 * @param stages of the runs for which it holds
 * @param others of all other runs
 */
export function fork(
  holds: (facts: RunFacts) => boolean,
  stages: readonly Stage[],
  others: readonly Stage[],
): Stage {
  return (facts, ports, signal) => runStages(holds(facts) ? stages : others, facts, ports, signal);
}
