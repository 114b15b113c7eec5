import { hypergeometricRow } from './hypergeometric-row.js';

/** How often something happened on either side. */
export interface ShareCounts {
  readonly hitsBaseline: number;
  readonly totalBaseline: number;
  readonly hitsCandidate: number;
  readonly totalCandidate: number;
}

/**
 * Exact one-sided test of "it happens more often in the candidate" (Fisher).
 *
 * With the number of hits on both sides together fixed, the candidate's is hypergeometric if
 * nothing changed; p is the chance of as many as observed, or more.
 *
 * @param counts - whole numbers, hits at most their total
 * @returns p in (0, 1]; 1 when one side is empty
 * @see https://en.wikipedia.org/wiki/Fisher%27s_exact_test
 * @example
 * fisherUpperTail({ hitsBaseline: 0, totalBaseline: 3, hitsCandidate: 3, totalCandidate: 3 }); // 0.05
 */
export function fisherUpperTail(counts: ShareCounts): number {
  if (!(counts.totalBaseline > 0) || !(counts.totalCandidate > 0)) return 1;
  const row = hypergeometricRow({
    drawn: counts.totalCandidate,
    left: counts.totalBaseline,
    marked: counts.hitsBaseline + counts.hitsCandidate,
    tilt: 0,
  });
  const upper = row.probabilities.slice(counts.hitsCandidate - row.first);
  // Summed from the smallest, so that a far tail keeps its digits.
  return Math.min(
    1,
    upper.reduceRight((sum, probability) => sum + probability, 0),
  );
}
