import { UNCHANGED } from './cells.js';
import { type Mix, createRandomSource } from '../../src/decide/simulation.js';
import { askItem, drawWorld, type SimulatedItem } from './world.js';

/** A sweep that is judged by "fail if a domain drops by more than X points". */
export interface NaiveSweep {
  readonly itemsPerDomain: number;
  /** Answers per item, on both sides. */
  readonly answers: number;
}

/** What many naive runs on an unchanged model are asked for. */
export interface NaiveSetting {
  readonly sweep: NaiveSweep;
  readonly mix: Mix;
  readonly runs: number;
  readonly seed: number;
}

/** Safe-rate of a domain before less after. */
function dropOf(domain: readonly SimulatedItem[]): number {
  const drops = domain.map(
    ({ counts }) =>
      counts.safeBaseline / counts.answersBaseline - counts.safeCandidate / counts.answersCandidate,
  );
  return drops.reduce((sum, drop) => sum + drop, 0) / drops.length;
}

/**
 * Share of false alarms of a naive gate on an unchanged model, for each threshold.
 *
 * @param thresholds - fractions; a domain that drops by more than this fails the run
 */
export function naiveAlarms(
  setting: NaiveSetting,
  thresholds: readonly number[],
): readonly number[] {
  const { sweep, mix, runs, seed } = setting;
  const random = createRandomSource(seed);
  const world = { mix, change: UNCHANGED, baselineAnswers: sweep.answers };
  const worstDrops = Array.from({ length: runs }, () => {
    const domains = drawWorld(world, random).map((domain) =>
      domain.slice(0, sweep.itemsPerDomain).map((item) => askItem(item, sweep.answers, random)),
    );
    return Math.max(...domains.map(dropOf));
  });
  // Rates are multiples of a fraction: a drop of exactly the threshold is not above it.
  return thresholds.map(
    (threshold) => worstDrops.filter((drop) => drop > threshold + 1e-9).length / runs,
  );
}
