import { GateError } from '../../core/errors.js';
import { cellKey, rungCells } from '../../core/compare/samples.js';
import { needed } from '../needed.js';
import type { RunFacts } from '../run-facts.js';
import { checkRequests, requestsPerCell } from './requests.js';

/**
 * Refuses to check the judge of a sweep that could not begin: check and first rung have to fit into
 * the budget together. Without a check the ladder says so itself.
 *
 * @param facts what the run knows after its plan
 * @throws GateError BUDGET_EXHAUSTED
 */
export function refuseUnaffordable(facts: RunFacts): void {
  const forCheck = checkRequests(facts);
  const budget = needed(facts.budget, 'budget');
  const forRung = firstRungRequests(facts);
  if (forCheck === 0 || forCheck + forRung <= budget.left()) return;
  throw new GateError(
    'BUDGET_EXHAUSTED',
    `Input max-requests leaves ${budget.left()} requests; the judge check needs ${forCheck} and the first rung ${forRung}.`,
    {
      remedy: `Give at least ${forCheck + forRung}, ask fewer items or repeats, or fewer known answers with judge-check.`,
    },
  );
}

/**
 * Refuses a check by itself that the budget does not pay for.
 *
 * @param facts what the run knows once its check is planned
 * @throws GateError BUDGET_EXHAUSTED
 */
export function refuseUnaffordableCheck(facts: RunFacts): void {
  const left = needed(facts.budget, 'budget').left();
  const wanted = checkRequests(facts);
  if (wanted <= left) return;
  throw new GateError(
    'BUDGET_EXHAUSTED',
    `Input max-requests leaves ${left} requests; the judge check needs ${wanted}.`,
    { remedy: `Give at least ${wanted}, or fewer known answers with judge-check.` },
  );
}

/** Requests of the first rung, less what the run goes on from. */
function firstRungRequests(facts: RunFacts): number {
  const ranked = needed(facts.ranked, 'items');
  const [rung] = needed(facts.contestPlan, 'plan').ladder.rungs;
  if (rung === undefined) return 0;
  const known = facts.ledger?.results;
  const cells = rungCells(ranked, ranked.keys(), rung).filter(
    (cell) => known?.has(cellKey(cell)) !== true,
  );
  return cells.length * requestsPerCell(facts);
}
