import { cellKey, type Cell, rungCells } from '../../core/compare/samples.js';
import type { GatePorts } from '../gate-ports.js';
import { needed } from '../needed.js';
import type { RunFacts } from '../run-facts.js';
import { sweepOfRun } from '../climb/sweep-of-run.js';
import { sweepCells } from '../climb/sweep.js';
import { checkJudge } from './check-judge.js';
import { openQuestions } from './choose-check.js';

/**
 * Asks the model its first question before the judge is checked, so that a model that is not there
 * costs no check. The check goes on beside it once the model has replied, or has taken longer than a
 * refusal does. The answer is one of the first rung's, and stays in the ledger.
 *
 * @param facts gets the answer and the check
 * @param ports the world
 * @param signal cancels both
 * @throws GateError of the model's endpoint, JUDGE_UNRELIABLE, or of the judge's endpoint
 */
export async function askAheadAndCheck(
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<void> {
  const { model, halt } = facts;
  const cells = firstCells(facts);
  if (model === undefined || cells.length === 0) return checkJudge(facts, ports, signal);
  const sweep = { ...sweepOfRun(facts, ports), judges: {} };
  const asked = sweepCells(cells, sweep, { signal, finished: () => undefined });
  const checked = model.replied().then(() => {
    halt.signal.throwIfAborted();
    return checkJudge(facts, ports, signal);
  });
  // One that fails stops the other; what is on its way is awaited, since it is paid for.
  const done = await Promise.allSettled([
    asked,
    checked.catch((error: unknown) => {
      halt.abort(error);
      throw error;
    }),
  ]);
  for (const each of done) if (each.status === 'rejected') throw each.reason;
}

/** What one call asks of the first open item; nothing where no check is to be paid for. */
function firstCells(facts: RunFacts): readonly Cell[] {
  if (openQuestions(facts).length === 0) return [];
  const ranked = needed(facts.ranked, 'items');
  const [rung] = needed(facts.contestPlan, 'plan').ladder.rungs;
  if (rung === undefined) return [];
  const open = rungCells(ranked, ranked.keys(), rung).filter(
    (cell) => facts.ledger?.results.has(cellKey(cell)) !== true,
  );
  return open
    .filter(({ itemId }) => itemId === open[0]?.itemId)
    .slice(0, facts.model?.answersPerCall());
}
