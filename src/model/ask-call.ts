import type { GateError } from '../errors.js';
import { actOnReply, parseReply, type ReplyReading } from './chat-reply.js';
import { attemptLimit, MAX_ATTEMPTS, type Budget, type FirstCall } from './limits.js';
import { backOffMs } from '../retry.js';
import type { Chance, Clock } from '../clock.js';
import {
  chatBody,
  type ChatQuestion,
  type JsonObject,
  type HttpReply,
  type ChatEndpoint,
} from './chat-endpoint.js';
import { withoutN, type Capabilities, type CapabilitiesKeeper } from './capabilities.js';
import { type Answer, failureOf } from './answer.js';
import type { Answers, FailedAnswer, ReplyAction } from './reply-action.js';
import { withoutEcho } from './answer-text.js';
import { type CallWatch, refusedError } from './call-watch.js';
import { failureText, withWords } from './error-shape.js';

/** What the calls of one endpoint share. */
export interface AskerState {
  readonly endpoint: ChatEndpoint;
  readonly model: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly budget: Budget;
  readonly capabilities: CapabilitiesKeeper;
  readonly firstCall: FirstCall;
  readonly watch: CallWatch;
  readonly usage: { requests: number; retries: number; tokensIn: number; tokensOut: number };
  /** Aborted once the run has to stop: nothing is sent after that, and no retry waited for. */
  readonly halt: AbortController;
  /** Calls answered so far. */
  successes: number;
  /** Whether one call has ever given several answers. */
  hasGivenSeveral: boolean;
  served: string | undefined;
  /** Where or how the model reasoned, as far as it has answered. */
  readonly reasonings: Set<string>;
  /** The model that answered first; empty until then or when not told. */
  servedModel: string;
  /** Is told {@link servedModel} once, and says what speaks against it. */
  readonly accept: (servedModel: string) => GateError | undefined;
}

/** Ways of reasoning that are named; a server has one or two. */
const MOST_REASONINGS = 5;

/** A question, and how many answers to it one call asks for. */
export interface Call {
  readonly question: ChatQuestion;
  readonly answers: number;
  /** Whether a call for the same has failed before. */
  readonly isRetry?: boolean;
}

/** What one call has met so far. */
interface Tally {
  attempts: number;
  /** Attempts that ended in trouble that may pass. */
  failures: number;
  /** The same, per kind of trouble. */
  readonly troubles: Map<string, number>;
  /** Calls that were answered when this one last failed. */
  successesThen: number;
  /** What the latest failure was, in words; empty before the first. */
  trouble: string;
}

/** One attempt, and what it depends on. */
interface Attempt {
  readonly call: Call;
  /** The one known when it goes out. */
  capabilities: Capabilities;
  readonly tally: Tally;
  readonly signal: AbortSignal;
}

/**
 * Makes one call until it has its answers or is given up, attempt by attempt.
 *
 * @param call - the question, once and for all attempts
 * @param signal - cancels between attempts, in a wait and in an attempt
 * @returns one answer, or as many as the server gave of those asked for
 * @throws GateError when the endpoint refuses every request, the budget is used up or the run stops
 */
export async function askCall(
  call: Call,
  state: AskerState,
  signal: AbortSignal,
): Promise<Answers> {
  const tally: Tally = {
    attempts: 0,
    failures: 0,
    troubles: new Map(),
    successesThen: 0,
    trouble: '',
  };
  for (;;) {
    const made: Attempt = { call, capabilities: state.capabilities.current(), tally, signal };
    const action = await attempt(made, state);
    if (action.kind === 'adapt') {
      if (tally.attempts >= MAX_ATTEMPTS) return [action.answer];
      state.capabilities.learn(made.capabilities, action.capabilities);
      continue;
    }
    state.firstCall.end();
    if (action.kind === 'answers') return action.answers;
    if (action.kind === 'fatal') throw stopFor(action, state);
    const failure = failureOf(action.answer);
    tally.trouble = withWords(failureText(failure), failure.words);
    if (isGivenUp(action, tally, state)) return [action.answer];
    const waitMs = backOffMs(tally.failures, state.chance.next(), action.waitMs);
    const waited = state.watch.paused(waitMs);
    try {
      await state.clock.sleep(waitMs, AbortSignal.any([signal, state.halt.signal]));
    } finally {
      waited();
    }
  }
}

/** Sends one request and says what its reply means. */
async function attempt(made: Attempt, state: AskerState): Promise<ReplyAction> {
  const reply = await sendWatched(made, state);
  const reading = redacted(parseReply(reply), state.endpoint);
  noteCompletion(reading, made, state);
  const { capabilities } = made;
  const context = { capabilities, hasSucceeded: state.successes > 0, nowMs: state.clock.nowMs() };
  const action = withoutQuestion(actOnReply(reply, reading, context), made.call.question);
  const failed = failedOf(action);
  if (failed !== undefined) state.watch.failed(failed);
  else if (action.kind === 'answers') state.successes += 1;
  return action;
}

/** Sends one request, and says so from when it goes out until it has ended. */
async function sendWatched(made: Attempt, state: AskerState): Promise<HttpReply> {
  let ended = state.watch.queued();
  const bodyToSend = (): JsonObject => {
    const body = bodyOf(made, state);
    ended();
    ended = state.watch.sent();
    return body;
  };
  try {
    return await state.endpoint.send(bodyToSend, made.signal);
  } finally {
    ended();
  }
}

/** A reading whose error message, which was decoded, is free of secrets. */
function redacted(reading: ReplyReading, endpoint: ChatEndpoint): ReplyReading {
  if (reading.kind !== 'error') return reading;
  const { error } = reading;
  return { ...reading, error: { ...error, message: endpoint.redact(error.message) } };
}

/** An action that repeats nothing of the question it is about. */
function withoutQuestion(action: ReplyAction, { system = '', text }: ChatQuestion): ReplyAction {
  const clean = (detail: string): string => withoutEcho(detail, [system, text]);
  const cleaned = <Kind extends Answer>(answer: Kind): Kind =>
    answer.kind === 'failed' ? { ...answer, detail: clean(answer.detail) } : answer;
  switch (action.kind) {
    case 'fatal':
      return { ...action, detail: clean(action.detail) };
    case 'answers': {
      const [first, ...others] = action.answers;
      return { kind: 'answers', answers: [cleaned(first), ...others.map(cleaned)] };
    }
    case 'adapt':
    case 'retry':
      return { ...action, answer: cleaned(action.answer) };
  }
}

/** What failed in an attempt; undefined where nothing did, or where it is only asked in another way. */
function failedOf(action: ReplyAction): FailedAnswer | undefined {
  if (action.kind === 'retry') return action.answer;
  if (action.kind !== 'answers') return undefined;
  const [first] = action.answers;
  return first.kind === 'failed' ? first : undefined;
}

/** The body of a request that goes out now, and is counted; throws when it may not. */
function bodyOf(made: Attempt, state: AskerState): JsonObject {
  const { call, tally, signal } = made;
  signal.throwIfAborted();
  state.halt.signal.throwIfAborted();
  const isRetry = tally.attempts > 0 || call.isRetry === true;
  state.budget.spend(isRetry, tally.trouble);
  tally.attempts += 1;
  state.usage.requests += 1;
  if (isRetry) state.usage.retries += 1;
  made.capabilities = state.capabilities.current();
  return chatBody(call.question, state.model, made.capabilities, call.answers);
}

/** Counts what a completion cost, and keeps who answered and whether the server heeds `n`. */
function noteCompletion(
  reading: ReplyReading,
  { call, capabilities }: Attempt,
  state: AskerState,
): void {
  if (reading.kind !== 'completed') return;
  state.usage.tokensIn += reading.tokensIn;
  state.usage.tokensOut += reading.tokensOut;
  state.served ??= reading.served;
  if (reading.reasoning !== undefined && state.reasonings.size < MOST_REASONINGS) {
    state.reasonings.add(reading.reasoning);
  }
  refuseServed(reading.servedModel, state);
  if (call.answers === 1 || !capabilities.sendsN) return;
  if (reading.choices === 1) state.capabilities.learn(capabilities, withoutN(capabilities));
  else state.hasGivenSeveral = true;
}

/** Stops the run at the first reply where the model that gave it must not be the one that answers. */
function refuseServed(servedModel: string, state: AskerState): void {
  if (state.servedModel !== '' || servedModel === '') return;
  state.servedModel = servedModel;
  const error = state.accept(servedModel);
  if (error === undefined) return;
  state.halt.abort(error);
  throw error;
}

/** Whether a call has met this trouble, or trouble at all, too often. */
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

/** Stops the run; the first reason stays. */
function stopFor(
  { refusal, detail }: Extract<ReplyAction, { kind: 'fatal' }>,
  { endpoint, halt }: AskerState,
): GateError {
  const error = refusedError(endpoint.role, refusal, detail);
  halt.abort(error);
  return error;
}
