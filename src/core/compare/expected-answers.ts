import type { Rankable, RankedItems } from '../plan/rank-items.js';
import { rungItems } from '../plan/rung-cells.js';
import type { ItemId, Rate } from '../units.js';
import type { Contest } from './contest.js';
import { decideContestsBy } from './decide-contest.js';
import type { Rung } from './ladders.js';
import { pairedCounts, type CandidateCounts } from './pair-counts.js';
import { createRandomSource, type RandomSource } from './random-source.js';

/** Answers that simulated climbs ask. */
export interface ExpectedAnswers {
  readonly mean: number;
  /** Nine climbs in ten ask no more than this. */
  readonly usuallyAtMost: number;
}

/** How often, and on which seed: the same baseline always gets the same figures. */
export interface Simulation {
  readonly climbs: number;
  readonly seed: number;
}

/**
 * Climbs a ladder many times with an unchanged model: a candidate whose every answer is drawn at the
 * rate that the item's stored answers suggest.
 *
 * @param contests the contests a run begins with, on ladders with the same rungs; at least one
 * @param ranked the items in sample order, by domain
 * @param simulation how often, and on which seed
 * @returns the answers of each climb
 */
export function simulatedClimbs(
  contests: readonly Contest[],
  ranked: RankedItems<Rankable>,
  { climbs, seed }: Simulation,
): readonly number[] {
  const random = createRandomSource(seed);
  return Array.from({ length: climbs }, () => simulatedAnswers(contests, ranked, random));
}

/**
 * What climbs came to.
 *
 * @param answers of each climb; none gives 0
 */
export function expectedAnswers(answers: readonly number[]): ExpectedAnswers {
  const sorted = [...answers].sort((a, b) => a - b);
  const sum = sorted.reduce((total, each) => total + each, 0);
  return {
    mean: sum / Math.max(1, sorted.length),
    usuallyAtMost: sorted[Math.ceil(0.9 * sorted.length) - 1] ?? 0,
  };
}

/**
 * Answers a climb asks: at each rung what its running domains do not have yet.
 *
 * @param rungs the rungs that are climbed
 * @param runningAt the domains that take part in a rung, by its place from 0
 * @param ranked the items in sample order, by domain
 */
export function answersOf(
  rungs: readonly Rung[],
  runningAt: (rungIndex: number) => readonly string[],
  ranked: RankedItems<Rankable>,
): number {
  const asked = new Map<ItemId, number>();
  for (const [rungIndex, { itemsPerDomain, answers }] of rungs.entries()) {
    for (const domain of runningAt(rungIndex)) {
      for (const { id } of rungItems(ranked.get(domain) ?? [], itemsPerDomain)) {
        asked.set(id, Math.max(asked.get(id) ?? 0, answers));
      }
    }
  }
  return [...asked.values()].reduce((sum, answers) => sum + answers, 0);
}

/** Answers that one simulated climb asks. */
function simulatedAnswers(
  contests: readonly Contest[],
  ranked: RankedItems<Rankable>,
  random: RandomSource,
): number {
  const rungs = contests[0]?.ladder.rungs ?? [];
  const candidates = new Map(
    contests
      .filter(({ against }) => against === 'pool')
      .map((contest) => [contest.metric, simulatedCandidate(ratesOf(contest), random)]),
  );
  const running: (readonly string[])[] = [];
  let state = contests;
  for (const rungIndex of rungs.keys()) {
    const active = state[0]?.state.active ?? [];
    if (active.length === 0) break;
    running.push(active);
    state = decideContestsBy(state, rungIndex, ({ baseline, metric }, rung) =>
      pairedCounts(ranked, rung, { baseline, candidate: candidates.get(metric) ?? unasked }),
    );
  }
  return answersOf(rungs, (rungIndex) => running[rungIndex] ?? [], ranked);
}

/**
 * The safe-rate of each item as the stored answers suggest it: drawn towards the mean of all items by
 * as much as items are alike, `(x + s·m) / (k + s)`, since nine safe answers of nine do not make an
 * item that is always safe.
 */
function ratesOf({ baseline, concentration }: Contest): ReadonlyMap<ItemId, Rate> {
  const stored = [...baseline].filter(([, { answers }]) => answers > 0);
  const sum = stored.reduce((total, [, { safe, answers }]) => total + safe / answers, 0);
  const mean = sum / Math.max(1, stored.length);
  return new Map(
    stored.map(([id, { safe, answers }]) => [
      id,
      (safe + concentration * mean) / (answers + concentration),
    ]),
  );
}

/** A candidate that was asked nothing. */
const unasked: CandidateCounts = () => ({ safe: 0, answers: 0 });

/** A candidate whose answers are drawn at these rates; what it has answered once stays. */
function simulatedCandidate(
  rates: ReadonlyMap<ItemId, Rate>,
  random: RandomSource,
): CandidateCounts {
  const drawn = new Map<ItemId, (0 | 1)[]>();
  return (itemId, answers) => {
    const rate = rates.get(itemId);
    if (rate === undefined) return { safe: 0, answers: 0 };
    const known = drawn.get(itemId) ?? [];
    while (known.length < answers) known.push(random() < rate ? 1 : 0);
    drawn.set(itemId, known);
    const counted = known.slice(0, answers);
    return { safe: counted.reduce<number>((sum, each) => sum + each, 0), answers };
  };
}
