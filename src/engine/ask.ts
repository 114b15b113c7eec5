import type { GateError } from '../core/errors.js';
import type { EndpointUsage } from '../core/record/record-schema.js';
import type { Answer } from '../core/sweep/answer.js';
import type { ChatQuestion } from '../core/sweep/chat-question.js';
import { describeDialect } from '../core/sweep/describe-dialect.js';
import { askCell, type AskerState } from './ask-cell.js';
import type { Budget } from './budget.js';
import { keepDialect } from './dialect-keeper.js';
import { failingError } from './endpoint-errors.js';
import type { Chance, ChatEndpoint, Clock, Log } from './ports.js';

/** Failed cells in a row after which an endpoint is given up: an outage, not bad luck. */
const MAX_FAILURES_IN_A_ROW = 20;

/** A question, or what makes it. */
type Question = ChatQuestion | (() => Promise<ChatQuestion>);

/** What an asker needs. */
export interface AskerParts {
  readonly endpoint: ChatEndpoint;
  /** The model name sent to it. */
  readonly model: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly budget: Budget;
  readonly log: Log;
}

/** Asks one model at one endpoint, whatever it takes. */
export interface Asker {
  /**
   * Asks one question until there is an answer, or the cell has failed; both are data.
   *
   * @param question - the question, or what makes it once its turn has come, so that no more
   *   pictures are in memory than requests in flight
   * @param signal - cancels the question
   * @throws GateError ENDPOINT_REFUSED, ENDPOINT_FAILING (JUDGE_… at the judge) or BUDGET_EXHAUSTED,
   *   from then on for every question; or the signal's reason
   */
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  /** Attempts, tries after the first of a cell, and tokens as the server counted them. */
  usage(): EndpointUsage;
  /** What was negotiated. */
  dialect(): Record<string, string>;
  /** The model, and its fingerprint, that answered first; undefined until then or when not told. */
  served(): string | undefined;
}

/**
 * Makes the asker of an endpoint. Negotiates the dialect once, retries what will pass, counts every
 * attempt against the budget, and stops the run when the endpoint cannot be used.
 *
 * @param parts - the endpoint and the ports it is used with
 */
export function createAsker(parts: AskerParts): Asker {
  const state: AskerState = {
    ...parts,
    dialects: keepDialect(parts.endpoint.role, parts.log),
    usage: { requests: 0, retries: 0, tokensIn: 0, tokensOut: 0 },
    successes: 0,
    served: undefined,
    stop: undefined,
  };
  const outcomes = watchOutcomes(parts.endpoint.role);
  const askInTurn = async (question: Question, signal: AbortSignal): Promise<Answer> => {
    signal.throwIfAborted();
    const asked = typeof question === 'function' ? await question() : question;
    const answer = await askCell(asked, state, signal);
    state.stop ??= outcomes(answer);
    // An answer that was paid for is kept even when the run has to stop.
    if (state.stop !== undefined && answer.kind === 'failed') throw state.stop;
    return answer;
  };
  return {
    ask: (question, signal) => parts.endpoint.inTurn(() => askInTurn(question, signal)),
    usage: () => ({ ...state.usage }),
    dialect: () => describeDialect(state.dialects.current()),
    served: () => state.served,
  };
}

/** Watches for failures in a row; gives the error that stops the run when there are too many. */
function watchOutcomes(role: ChatEndpoint['role']): (answer: Answer) => GateError | undefined {
  let inARow = 0;
  return (answer) => {
    inARow = answer.kind === 'failed' ? inARow + 1 : 0;
    if (answer.kind !== 'failed' || inARow < MAX_FAILURES_IN_A_ROW) return undefined;
    return failingError(role, inARow, answer.detail);
  };
}
