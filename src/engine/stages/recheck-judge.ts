import type { LadderName } from '../../core/compare/ladders.js';
import type { SweepRecord } from '../../core/record/record-schema.js';
import type { GatePorts } from '../gate-ports.js';
import { isJudged, type RunFacts } from '../run-facts.js';
import { type CheckComparison, compareChecks } from '../../core/judge/check-figures.js';
import type { JudgeCheck } from '../../core/judge/check-set.js';
import { newestFirst } from '../../core/pool/update-pool.js';
import { movedText } from '../../core/report/judge-sentences.js';

/** Ladders on which a judge is checked each time, so that its checks can be compared. */
const COMPARED: ReadonlySet<LadderName> = new Set(['nightly', 'release']);

/** What is left to do when a judge has moved. */
const REMEDY =
  'Pin the judge to a version that does not change. If this one is to stay, accept the level it gives: workflow_dispatch with update-baseline: always and a reason.';

/**
 * Holds the judge's check against those of the pool and of the pinned level: a judge that has become
 * milder or stricter would be taken for a model that has changed.
 *
 * @param facts loses its opponent when the judge has moved
 * @param ports the log
 */
export function recheckJudge(facts: RunFacts, { log }: Pick<GatePorts, 'log'>): void {
  const { opponent, judgeCheck, checkPlan, config } = facts;
  // A sweep that was judged was checked anew, and its record brings the check along.
  const isAsked = checkPlan?.kind === 'ask' || isJudged(facts);
  const isFresh = isAsked && COMPARED.has(config.decision.ladder);
  if (!isFresh || judgeCheck === undefined || opponent?.kind !== 'baseline') return;
  const stored = [opponent.nights, opponent.pinned].flatMap((records) => newestCheck(records));
  if (stored.length === 0) {
    log.info('The baseline holds no judge check to compare with.');
    return;
  }
  for (const check of stored) {
    const comparison = compareChecks(check, judgeCheck);
    if (!comparison.hasMoved) continue;
    facts.opponent = moved(check, comparison);
    return;
  }
}

/** The newest check among records; none when no record holds one. */
function newestCheck(records: readonly SweepRecord[]): readonly JudgeCheck[] {
  return newestFirst(records)
    .flatMap(({ judgeCheck }) => judgeCheck ?? [])
    .slice(0, 1);
}

/** What a run has instead of a baseline whose judge was another, so to say. */
function moved(
  { checkedAt }: JudgeCheck,
  comparison: CheckComparison,
): NonNullable<RunFacts['opponent']> {
  return {
    kind: 'none',
    reason: 'not-comparable',
    text: movedText(comparison, checkedAt),
    remedy: REMEDY,
  };
}
