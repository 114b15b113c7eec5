import { createBudget } from '../asking/budget.js';
import type { RunFacts } from '../run-facts.js';

/**
 * Takes over the check of the judge that labelled the records: nothing is asked any more.
 *
 * @param facts gets that check, where there was one, and a budget that nothing draws on
 */
export function takeCheck(facts: RunFacts): void {
  facts.judgeCheck = facts.merged?.judgeCheck ?? undefined;
  facts.budget = createBudget(facts.config.maxRequests);
}
