import { GateError } from '../../core/errors.js';
import { formatCount } from '../../core/report/format.js';

/** The hard cap of HTTP attempts over the whole run, model and judge together. */
export interface Budget {
  /**
   * Counts one attempt that is about to be made, and whether an earlier one of the same question
   * failed. Throws BUDGET_EXHAUSTED when none is left, naming the latest trouble of any question.
   */
  spend(isRetry?: boolean, trouble?: string): void;
  /** Attempts made so far. */
  spent(): number;
  /** How many of them were retries. */
  retries(): number;
  /** Attempts left; Infinity without a cap. */
  left(): number;
}

/**
 * Opens the budget of a run.
 *
 * @param maxRequests - the input `max-requests`; 0 is no cap
 */
export function createBudget(maxRequests: number): Budget {
  const cap = maxRequests === 0 ? Infinity : maxRequests;
  let spent = 0;
  let retries = 0;
  let latest = '';
  return {
    spend: (isRetry = false, trouble = '') => {
      if (trouble !== '') latest = trouble;
      if (spent >= cap) throw exhausted(maxRequests, retries, latest);
      spent += 1;
      if (isRetry) retries += 1;
    },
    spent: () => spent,
    retries: () => retries,
    left: () => cap - spent,
  };
}

/** The error of a budget that is used up, with what used it up where that was trouble. */
function exhausted(maxRequests: number, retries: number, trouble: string): GateError {
  const why =
    trouble === ''
      ? ''
      : `, ${formatCount(retries, 'of them was a retry', 'of them were retries')}, the latest because: ${trouble}`;
  return new GateError(
    'BUDGET_EXHAUSTED',
    `All ${maxRequests} requests of max-requests are used up${why}.`,
    {
      remedy: 'Raise max-requests, or ask less: a smaller ladder, fewer repeats or fewer domains.',
    },
  );
}

/** Requests, retries and tokens spent at one endpoint. */
export interface EndpointUsage {
  readonly requests: number;
  readonly retries: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
}
