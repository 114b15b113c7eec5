import type { Opponent } from '../pool/choose-opponent.js';
import { sum } from '../stats/numerics.js';
import type { SweepRecord } from '../record/record-schema.js';
import type { BaselineSummary, PinnedLevel, PoolNight } from './report.js';
import { storedLevels } from './stored-levels.js';
import type { Baseline } from '../pool/baseline-file.js';

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
    answersPerItem: sum(nights.map((night) => night.answersPerItem)),
    pinned: pinnedLevel(opponent.baseline),
  };
}

/** One night of the pool. */
function poolNight(record: SweepRecord): PoolNight {
  const { provenance, items } = record;
  const answers = items.map(({ repeats }) => repeats.length).sort((a, b) => a - b);
  return {
    createdAt: provenance.createdAt,
    sha: provenance.sha,
    runId: provenance.runId,
    ...storedLevels([record]),
    answersPerItem: answers[Math.floor(answers.length / 2)] ?? 0,
  };
}

/** The pinned level, where one is stored. */
function pinnedLevel({ pinned }: Baseline): PinnedLevel | undefined {
  if (pinned === null) return undefined;
  const { kind, label, pinnedAt, records } = pinned;
  return { kind, label, pinnedAt, ...storedLevels(records) };
}
