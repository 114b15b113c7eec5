import { cellKey, type Cell } from '../../core/compare/samples.js';
import type { RunFacts } from '../run-facts.js';
import { openQuestions } from './choose-check.js';

/**
 * Requests the judge check costs when nothing is retried; none where it is off or stored.
 *
 * @param facts what the run knows once its check is planned
 */
export function checkRequests(facts: Pick<RunFacts, 'checkPlan' | 'ledger' | 'config'>): number {
  return facts.config.judge === undefined ? 0 : openQuestions(facts).length;
}

/**
 * Requests one cell costs when nothing is retried: the answer, unless a record brings it, and its
 * judgements.
 *
 * @param facts the run's inputs
 */
export function requestsPerCell({ config }: Pick<RunFacts, 'config'>): number {
  return (config.mode === 'report' ? 0 : 1) + judgementsPerCell({ config });
}

/**
 * Requests that open cells cost when nothing is retried; an answer that is there only wants judging.
 *
 * @param facts inputs and ledger
 * @param cells what is asked or judged; none costs nothing
 */
export function requestsOf(
  facts: Pick<RunFacts, 'config' | 'ledger'>,
  cells: readonly Cell[],
): number {
  const [unasked, unjudged] = [requestsPerCell(facts), judgementsPerCell(facts)];
  return cells
    .map((cell) => (facts.ledger?.results.has(cellKey(cell)) === true ? unjudged : unasked))
    .reduce((sum, requests) => sum + requests, 0);
}

/** Requests to the judge that one answer costs. */
function judgementsPerCell({ config }: Pick<RunFacts, 'config'>): number {
  return config.judge === undefined ? 0 : config.decision.metrics.length;
}
