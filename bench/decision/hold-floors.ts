import type { DecisionState } from '../../src/decide/decision-state.js';
import { checkFloors, type Floor, type FloorOutcome } from '../../src/decide/floors.js';
import { countScores } from '../../src/decide/look.js';
import type { DrawnBaseline, DrawnRun } from './simulate.js';

/**
 * Holds the answers that a run asked against floors, as the gate does.
 *
 * @param floors - by the name of their domain, which here is its index
 * @param played - the run, where its decisions ended, and the items it is of
 */
export function holdFloors(
  floors: readonly Floor[],
  {
    drawn: { setup },
    state,
    baseline,
  }: {
    readonly drawn: DrawnRun;
    readonly state: DecisionState;
    readonly baseline: DrawnBaseline;
  },
): readonly FloorOutcome[] {
  const asked = new Map(
    state.groups.flatMap((group, index) =>
      group.asked.map((answers, place) => {
        const item = setup.plan.groups[index]?.items[place] ?? 0;
        return [item, countScores(setup.answers(0, item).candidate, answers)] as const;
      }),
    ),
  );
  return checkFloors(floors, {
    ranked: new Map(
      baseline.domains.map((items, domain) => [
        String(domain),
        items.map(({ id }) => ({ id, domain: String(domain) })),
      ]),
    ),
    counts: (id) => asked.get(id) ?? { safe: 0, answers: 0 },
    concentration: setup.comparisons[0]?.concentration,
    looks: setup.plan.stages.length,
  });
}
