import type { ComparedRun, Comparison } from './comparisons.js';
import { detectableDrops, type DetectableDrop } from './decision-plan.js';
import { countScores } from './look.js';

/**
 * The comparisons of a run as forecasts need them. A live run has no stored counts: what its control has
 * answered stands for them, each item as if it had been asked as often as its group is decided on.
 *
 * @param run its decisions, as far as they have come
 * @returns those of a run against a stored baseline as they are
 */
export function forecastComparisons({ setup, state }: ComparedRun): readonly Comparison[] {
  const { plan, comparisons } = setup;
  if (!plan.isLive) return comparisons;
  return comparisons.map((comparison, index) => {
    const stored = plan.groups.flatMap(({ items, decisionAnswers }) =>
      items.flatMap((item) => {
        const { safe, answers } = countScores(setup.answers(index, item).base, Infinity);
        if (answers === 0) return [];
        return [
          [item, { safe: (safe / answers) * decisionAnswers, answers: decisionAnswers }] as const,
        ];
      }),
    );
    const concentration = state.concentrations[index] ?? comparison.concentration;
    return { ...comparison, stored: new Map(stored), concentration };
  });
}

/**
 * The smallest drops that a comparison of a run finds in 80 % of runs.
 *
 * @param run its decisions, as far as they have come
 * @param index the comparison's place
 * @returns by group; of all together where that is decided too
 */
export function detectableByGroup(
  run: ComparedRun,
  index: number,
): ReadonlyMap<DetectableDrop['group'], DetectableDrop['drop']> {
  const comparison = forecastComparisons(run)[index];
  const drops = comparison === undefined ? [] : detectableDrops(run.setup.plan, comparison);
  return new Map(drops.map(({ group, drop }) => [group, drop] as const));
}
