import type { GuardFinding } from '../../core/compare/guards/guards.js';
import { inspectAnswers } from '../../core/compare/guards/inspect-answers.js';
import type { RunFacts } from '../run-facts.js';

/**
 * What the guards found in the stored nights and in this run's answers.
 *
 * @param facts what the run knows after its climb
 */
export function guardsOf(facts: RunFacts): readonly GuardFinding[] {
  const { contestPlan, climb, opponent, ranked, ledger } = facts;
  const inNights = contestPlan?.findings ?? [];
  const pools = (climb?.contests ?? []).filter(({ against }) => against === 'pool');
  if (pools.length === 0 || opponent?.kind !== 'baseline') return inNights;
  const results = ledger?.results ?? new Map();
  return [
    ...inNights,
    ...inspectAnswers(
      pools,
      { nights: opponent.nights, poolMode: contestPlan?.poolMode ?? 'all' },
      { ranked: ranked ?? new Map(), results },
    ),
  ];
}
