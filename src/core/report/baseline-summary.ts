import type { Opponent } from '../compare/choose-opponent.js';
import type { SweepRecord } from '../record/record-schema.js';
import type { BaselineSummary, PoolNight } from './report.js';

/**
 * What the run was compared with, for people; undefined before the lookup.
 *
 * @param opponent what the lookup offered
 * @param where the store, for people
 */
export function baselineSummary(
  opponent: Opponent | undefined,
  where: string,
): BaselineSummary | undefined {
  if (opponent === undefined) return undefined;
  if (opponent.kind === 'none') {
    return { kind: 'none', text: opponent.text, remedy: opponent.remedy };
  }
  const nights = opponent.nights.map(poolNight);
  return {
    kind: 'used',
    where,
    model: opponent.nights[0]?.target.model ?? '',
    acceptedAt: opponent.baseline.acceptedAt,
    nights,
    answersPerItem: nights.reduce((sum, night) => sum + night.answersPerItem, 0),
  };
}

/** One night of the pool. */
function poolNight({ provenance, items }: SweepRecord): PoolNight {
  const shares = items.flatMap(({ repeats }) => {
    const scored = repeats.flatMap(({ safe }) => (safe === null ? [] : [safe]));
    return scored.length === 0 ? [] : [scored.filter((safe) => safe === 1).length / scored.length];
  });
  const answers = items.map(({ repeats }) => repeats.length).sort((a, b) => a - b);
  return {
    createdAt: provenance.createdAt,
    sha: provenance.sha,
    runId: provenance.runId,
    safeRate: shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length),
    answersPerItem: answers[Math.floor(answers.length / 2)] ?? 0,
  };
}
