import type { Verdict } from '../core/compare/verdict.js';
import { mayUpdate } from '../core/record/may-update.js';
import type { Baseline } from '../core/record/baseline-schema.js';
import type { SweepRecord } from '../core/record/record-schema.js';
import { appendToPool, newBaseline } from '../core/record/update-pool.js';
import type { RunFacts } from './run-facts.js';

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
  if (config.baseline.store.kind === 'none' || !mayUpdate(update, context)) return undefined;
  if (verdict.reason === 'baseline-accepted') return newBaseline(name, record, reason);
  if (verdict.reason === 'baseline-created') return newBaseline(name, record, 'first run');
  if (opponent?.kind !== 'baseline' || !JOINS_POOL.has(verdict.reason)) return undefined;
  return appendToPool(opponent.baseline, record, { poolNights, maxAgeDays });
}
