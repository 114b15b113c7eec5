import { rungCells, sizesOf } from '../../core/compare/samples.js';
import { needed } from '../needed.js';
import type { RunFacts } from '../run-facts.js';
import { firstRungOf } from '../../core/pool/update-pool.js';

/**
 * Leaves out what is known beyond the plan: where answers never vary one an item is compared, and the
 * copies beside it in a record, or in an earlier run of another size, are neither judged nor missing.
 *
 * @param facts what the run knows once its ladder is settled; its ledger, and the records it was
 *   given, lose the cells that no rung asks
 */
export function keepPlanned(facts: RunFacts): void {
  const ranked = needed(facts.ranked, 'items');
  const { rungs } = needed(facts.contestPlan, 'plan').ladder;
  const cells = rungs.flatMap((rung) => rungCells(ranked, ranked.keys(), rung));
  needed(facts.ledger, 'ledger').keepOnly(cells);
  if (facts.merged === undefined) return;
  const plan = { ...facts.merged.plan, rungs: sizesOf(rungs) };
  facts.merged = firstRungOf({ ...facts.merged, plan });
}
