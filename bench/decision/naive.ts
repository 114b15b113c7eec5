import { createRandomSource, type RandomSource } from '../../src/decide/simulation.js';
import { type NaiveCell, UNCHANGED } from './cells.js';
import { drawItems, type WorldItem } from './world.js';

/** Rates are multiples of a fraction: a drop of exactly the threshold is not above it. */
const ROUNDING = 1e-9;

/**
 * Shares of false alarms of "fail if a domain drops by more than X points" on an unchanged model.
 *
 * @returns by `X` in points
 */
export function runNaive(cell: NaiveCell): Readonly<Record<string, number>> {
  const { mix, itemsPerDomain, answers, thresholds, runs, seed } = cell;
  const random = createRandomSource(seed);
  const worst = Array.from({ length: runs }, () =>
    Math.max(
      ...drawItems({ mix, change: UNCHANGED }, random).map((items) =>
        dropOf(items.slice(0, itemsPerDomain), answers, random),
      ),
    ),
  );
  return Object.fromEntries(
    thresholds.map((threshold) => [
      `${threshold}`,
      worst.filter((drop) => drop > threshold / 100 + ROUNDING).length / runs,
    ]),
  );
}

/** Safe-rate of a domain in one sweep less that in the next. */
function dropOf(items: readonly WorldItem[], answers: number, random: RandomSource): number {
  let drop = 0;
  for (const { before } of items) {
    for (let answer = 0; answer < answers; answer += 1) {
      drop += (random() < before ? 1 : 0) - (random() < before ? 1 : 0);
    }
  }
  return drop / (items.length * answers);
}
