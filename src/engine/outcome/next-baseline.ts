import type { Verdict } from '../../core/compare/verdict.js';
import { mayPin, mayUpdate } from '../../core/pool/write-baseline.js';
import type { Baseline } from '../../core/pool/baseline-file.js';
import type { SweepRecord } from '../../core/record/record-schema.js';
import { appendToPool, FIRST_RUN, newBaseline, pinPool } from '../../core/pool/update-pool.js';
import type { RunFacts } from '../run-facts.js';

/** Reasons with which a night joins the pool of its branch. */
const JOINS_POOL: ReadonlySet<string> = new Set([
  'no-regression',
  'improved',
  'insufficient-evidence',
]);

/**
 * The baseline as it should be after this run; undefined when it stays as it is. A run that regressed
 * leaves it as it was: only a person accepts a lower level.
 *
 * @param facts what the run knows
 * @param verdict what it came to
 * @param record its result
 */
export function nextBaseline(
  { config, context, opponent }: RunFacts,
  verdict: Verdict,
  record: SweepRecord,
): Baseline | undefined {
  const { update, name, reason, poolNights, maxAgeDays } = config.baseline;
  if (config.baseline.store.kind === 'none') return undefined;
  if (mayPin(update, context)) {
    if (opponent?.kind !== 'baseline' || verdict.verdict !== 'pass') return undefined;
    const release = {
      tag: context.ref.replace(/^refs\/tags\//, ''),
      at: record.provenance.createdAt,
    };
    return pinPool(opponent.baseline, opponent.nights, release);
  }
  if (!mayUpdate(update, context)) return undefined;
  if (verdict.reason === 'baseline-accepted') return newBaseline(name, record, reason);
  if (verdict.reason === 'baseline-created') return newBaseline(name, record, FIRST_RUN);
  if (opponent?.kind !== 'baseline' || !JOINS_POOL.has(verdict.reason)) return undefined;
  return appendToPool(opponent.baseline, record, { poolNights, maxAgeDays });
}
