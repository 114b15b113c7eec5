import type { GateError } from '../core/errors.js';
import { actOnReply } from '../core/sweep/act-on-reply.js';
import type { Answer } from '../core/sweep/answer.js';
import { attemptLimit, MAX_ATTEMPTS } from '../core/sweep/attempt-limits.js';
import { backOffMs } from '../core/sweep/back-off.js';
import { chatBody } from '../core/sweep/chat-body.js';
import type { ChatQuestion } from '../core/sweep/chat-question.js';
import type { Dialect } from '../core/sweep/dialect.js';
import { parseReply, type ReplyReading } from '../core/sweep/parse-reply.js';
import type { ReplyAction } from '../core/sweep/reply-action.js';
import type { Budget } from './budget.js';
import type { DialectKeeper } from './dialect-keeper.js';
import { refusedError } from './endpoint-errors.js';
import type { Chance, ChatEndpoint, Clock } from './ports.js';

/** What the cells of one endpoint share. */
export interface AskerState {
  readonly endpoint: ChatEndpoint;
  readonly model: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly budget: Budget;
  readonly dialects: DialectKeeper;
  readonly usage: { requests: number; retries: number; tokensIn: number; tokensOut: number };
  /** Answers so far, of all cells. */
  successes: number;
  served: string | undefined;
  /** Set once the endpoint cannot be used any more; nothing is sent after that. */
  stop: GateError | undefined;
}

/** What one cell has met so far. */
interface Tally {
  attempts: number;
  /** Attempts that ended in trouble that may pass. */
  failures: number;
  /** The same, per kind of trouble. */
  readonly troubles: Map<string, number>;
  /** Answers of all cells when this one last failed. */
  successesThen: number;
}

/**
 * Asks one cell until it has an answer or is given up, attempt by attempt.
 *
 * @param question - the question, once and for all attempts
 * @param state - what the endpoint's cells share
 * @param signal - cancels between attempts, in a wait and in an attempt
 * @throws GateError when the endpoint refuses every request or the budget is used up
 */
export async function askCell(
  question: ChatQuestion,
  state: AskerState,
  signal: AbortSignal,
): Promise<Answer> {
  const tally: Tally = { attempts: 0, failures: 0, troubles: new Map(), successesThen: 0 };
  for (;;) {
    const dialect = state.dialects.current();
    const action = await attempt(chatBody(question, state.model, dialect), {
      dialect,
      tally,
      state,
      signal,
    });
    if (action.kind === 'answer') return action.answer;
    if (action.kind === 'fatal') throw stopFor(action, state);
    if (action.kind === 'adapt') {
      if (tally.attempts >= MAX_ATTEMPTS) return action.answer;
      state.dialects.learn(dialect, action.dialect);
      continue;
    }
    if (isGivenUp(action, tally, state)) return action.answer;
    await state.clock.sleep(backOffMs(tally.failures, state.chance.next(), action.waitMs), signal);
  }
}

/** Sends one request and says what its reply means. */
async function attempt(
  body: ReturnType<typeof chatBody>,
  {
    dialect,
    tally,
    state,
    signal,
  }: { dialect: Dialect; tally: Tally; state: AskerState; signal: AbortSignal },
): Promise<ReplyAction> {
  signal.throwIfAborted();
  if (state.stop !== undefined) throw state.stop;
  state.budget.spend(tally.attempts > 0);
  tally.attempts += 1;
  state.usage.requests += 1;
  if (tally.attempts > 1) state.usage.retries += 1;
  const reply = await state.endpoint.send(body, signal);
  const reading = parseReply(reply);
  noteCost(reading, state);
  const { successes, clock } = state;
  const hasSucceeded = successes > 0;
  const action = actOnReply(reply, reading, { dialect, hasSucceeded, nowMs: clock.nowMs() });
  if (action.kind === 'answer' && action.answer.kind !== 'failed') state.successes += 1;
  return action;
}

/** Counts what a completion cost, and keeps who answered. */
function noteCost(reading: ReplyReading, state: AskerState): void {
  if (reading.kind !== 'completed') return;
  state.usage.tokensIn += reading.tokensIn;
  state.usage.tokensOut += reading.tokensOut;
  state.served ??= reading.served;
}

/** Whether a cell has met this trouble, or trouble at all, too often. */
function isGivenUp(
  { key, fault }: Extract<ReplyAction, { kind: 'retry' }>,
  tally: Tally,
  { successes }: AskerState,
): boolean {
  const times = (tally.troubles.get(key) ?? 0) + 1;
  const isOutage = successes > 0 && successes === tally.successesThen;
  tally.troubles.set(key, times);
  tally.failures += 1;
  tally.successesThen = successes;
  return times >= attemptLimit(fault, isOutage) || tally.attempts >= MAX_ATTEMPTS;
}

/** Closes the endpoint for all cells; the first reason stays. */
function stopFor(
  { refusal, detail }: Extract<ReplyAction, { kind: 'fatal' }>,
  state: AskerState,
): GateError {
  state.stop ??= refusedError(state.endpoint.role, refusal, detail);
  return state.stop;
}
