import type { GateError } from '../errors.js';
import type { Lane, Permit } from './admission.js';
import type { Answer, FailureCause } from './answer.js';
import { withoutEcho } from './answer-text.js';
import type { CallWatch } from './call-watch.js';
import { type Capabilities, type CapabilitiesKeeper, withoutN } from './capabilities.js';
import { chatBody, type ChatEndpoint, type ChatQuestion } from './chat-endpoint.js';
import { actOnReply, outcomeOf, parseReply, type ReplyReading } from './chat-reply.js';
import type { Chance, Clock } from '../clock.js';
import { outageError, refusedError } from './endpoint-errors.js';
import { failureLine } from './error-shape.js';
import { type Budget, LONGEST_OUTAGE_MS, MOST_TROUBLES } from './limits.js';
import type { Outcome } from './origin-health.js';
import type { Conviction } from './refusals.js';
import type { Answers, FailedAnswer, ReplyAction } from './reply-action.js';
import { backOffMs } from '../retry.js';

/** What the calls of one endpoint share. */
export interface AskerState {
  readonly endpoint: ChatEndpoint;
  readonly lane: Lane;
  readonly model: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly budget: Budget;
  readonly capabilities: CapabilitiesKeeper;
  readonly conviction: Conviction;
  readonly watch: CallWatch;
  readonly usage: { requests: number; retries: number; tokensIn: number; tokensOut: number };
  /** Aborted once the run has to stop: nothing is sent after that, and no retry waited for. */
  readonly halt: AbortController;
  /** Told of each completion. */
  readonly completed: (reading: Extract<ReplyReading, { kind: 'completed' }>) => void;
  /** Calls answered so far. */
  successes: number;
  /** The calls that have met trouble since the last answer, by their tickets. */
  readonly troubled: Set<number>;
  /** Whether one call has ever given several answers. */
  hasGivenSeveral: boolean;
}

/** A question, or what makes it; and how many answers to it are wanted. */
export interface Call {
  readonly question: ChatQuestion | (() => Promise<ChatQuestion>);
  readonly wanted: number;
  readonly signal: AbortSignal;
}

/** One call on its way through its tries. */
interface Course {
  readonly call: Call;
  readonly ticket: number;
  question: ChatQuestion | undefined;
  /** Whether it asks for one answer from now on, since several may be what is refused. */
  isForOne: boolean;
  /** The most answers that one of its tries asked for: a failure is the failure of so many. */
  mostAsked: number;
  attempts: number;
  /** Attempts that ended in trouble that may pass. */
  failures: number;
  /** Troubles that count as its own, by kind. */
  readonly troubles: Map<string, number>;
  /** Calls that were answered when this one last failed. */
  successesThen: number;
  notBeforeMs: number;
  /** What the latest failure was, in words; empty before the first. */
  trouble: string;
}

/** One attempt that was made, and what it means. */
interface Attempt {
  readonly capabilities: Capabilities;
  /** How many answers it asked for. */
  readonly asked: number;
  readonly action: ReplyAction;
  readonly outcome: Outcome;
  readonly durationMs: number;
}

/**
 * Makes one call until it has its answers or is given up, attempt by attempt. A call for several answers
 * that fails is made again for one, in case the number is the trouble.
 *
 * @returns at most as many answers as were wanted; a failure as often as the call was for them
 * @throws GateError when the endpoint refuses every request or answers none for too long, the budget is
 *   used up or the run stops
 */
export async function askCall(call: Call, state: AskerState): Promise<Answers> {
  const course: Course = {
    ...{ call, ticket: state.lane.ticket(), question: undefined, isForOne: call.wanted === 1 },
    ...{ mostAsked: 1, attempts: 0, failures: 0, troubles: new Map() },
    ...{ successesThen: -1, notBeforeMs: 0, trouble: '' },
  };
  for (;;) {
    const permit = await admit(course, state);
    let outcome: Outcome = { kind: 'refused', load: 'unknown' };
    try {
      const made = await send(course, state);
      ({ outcome } = made);
      const answers = learn(made, course, state);
      if (answers !== undefined) return answers;
    } finally {
      // The call that takes the place knows all that was learnt, and a call that tries again is there first.
      permit.end(outcome);
    }
  }
}

/** Waits until a request may go out. */
async function admit(course: Course, state: AskerState): Promise<Permit> {
  const { call, ticket, notBeforeMs } = course;
  return state.lane.admit({
    ticket,
    notBeforeMs,
    signals: [call.signal, state.halt.signal],
    prepare:
      course.question === undefined
        ? async () => {
            course.question = await questionOf(call);
          }
        : undefined,
    spend: () => {
      const isRetry = course.attempts > 0;
      state.budget.spend(isRetry, course.trouble);
      course.attempts += 1;
      state.usage.requests += 1;
      if (isRetry) state.usage.retries += 1;
    },
  });
}

/** The question of a call. */
async function questionOf({ question }: Call): Promise<ChatQuestion> {
  return typeof question === 'function' ? question() : question;
}

/** Sends one request, and says what its reply means. */
async function send(course: Course, state: AskerState): Promise<Attempt> {
  const { endpoint, clock, model, watch } = state;
  const question = (course.question ??= await questionOf(course.call));
  const capabilities = state.capabilities.current();
  const asked = course.isForOne ? 1 : Math.min(course.call.wanted, capabilities.mostAnswers);
  course.mostAsked = Math.max(course.mostAsked, asked);
  const sentMs = clock.nowMs();
  const ended = watch.sent();
  try {
    const bodyOf = (): ReturnType<typeof chatBody> =>
      chatBody(question, model, capabilities, asked);
    const reply = await endpoint.send(bodyOf, course.call.signal);
    const nowMs = clock.nowMs();
    const reading = cleaned(parseReply(reply), question, endpoint);
    if (reading.kind === 'completed') noteCompletion(reading, { asked, capabilities }, state);
    const hasSucceeded = state.conviction.hasAnswered();
    const action = actOnReply(reply, reading, { capabilities, asked, hasSucceeded, nowMs });
    const outcome = outcomeOf(reply, action, nowMs);
    return { capabilities, asked, action, outcome, durationMs: nowMs - sentMs };
  } finally {
    ended();
  }
}

/** A reading whose error message is free of secrets, which were coded before, and of what was asked. */
function cleaned(
  reading: ReplyReading,
  { system = '', text }: ChatQuestion,
  endpoint: ChatEndpoint,
): ReplyReading {
  if (reading.kind !== 'error') return reading;
  const { error } = reading;
  const message = withoutEcho(endpoint.redact(error.message), [system, text]);
  return { ...reading, error: { ...error, message } };
}

/** Counts what a completion cost, and keeps whether the server heeds `n`. */
function noteCompletion(
  reading: Extract<ReplyReading, { kind: 'completed' }>,
  { asked, capabilities }: Pick<Attempt, 'asked' | 'capabilities'>,
  state: AskerState,
): void {
  state.completed(reading);
  if (asked === 1) return;
  if (reading.choices === 1) state.capabilities.learn(capabilities, withoutN(capabilities));
  else state.hasGivenSeveral = true;
}

/**
 * Takes over what an attempt taught.
 *
 * @returns the answers of the call; undefined where it has to be made again
 * @throws GateError when every other request will be refused too
 */
function learn(made: Attempt, course: Course, state: AskerState): Answers | undefined {
  const { action, capabilities } = made;
  switch (action.kind) {
    case 'fatal':
      throw stop(refusedError(state.endpoint.role, action.refusal, action.detail), state);
    case 'adapt':
      if (course.attempts >= MOST_ADAPTATIONS) return failed(action.answer, course);
      state.capabilities.learn(capabilities, action.capabilities);
      return undefined;
    case 'answers': {
      const [first] = action.answers;
      if (first.kind !== 'failed') return succeeded(action.answers, made, { course, state });
      state.watch.failed(first);
      refuse(made, action.suspicion, { course, state });
      if (!mayBeTheNumber(made, first)) return failed(first, course);
      forOne(course);
      return undefined;
    }
    case 'retry':
      state.watch.failed(action.answer);
      refuse(made, action.suspicion, { course, state });
      state.troubled.add(course.ticket);
      return tryAgain(made, action, { course, state });
  }
}

/** Capabilities are only ever given up, so that so many refusals of one call are no negotiation. */
const MOST_ADAPTATIONS = 16;

/** A call and what it shares with others. */
interface CallAndState {
  readonly course: Course;
  readonly state: AskerState;
}

/** Keeps the answers that were wanted. One that came where several did not says that it was the number. */
function succeeded(
  [first, ...others]: Answers,
  { asked, capabilities }: Attempt,
  { course, state }: CallAndState,
): Answers {
  state.successes += 1;
  state.troubled.clear();
  state.conviction.answered();
  if (course.mostAsked > asked && course.isForOne && !state.hasGivenSeveral) {
    state.capabilities.learn(capabilities, withoutN(capabilities));
  }
  return [first, ...others.slice(0, course.call.wanted - 1)];
}

/** Stops the run where what was refused will be refused for all. */
function refuse(
  made: Attempt,
  suspicion: Extract<ReplyAction, { kind: 'retry' }>['suspicion'],
  { course, state }: CallAndState,
): void {
  if (suspicion === undefined) return;
  const { refusal, detail } = suspicion;
  const met = { refusal, detail, item: itemOf(course), isForOne: made.asked === 1 };
  if (!state.conviction.refused(met)) return;
  throw stop(refusedError(state.endpoint.role, refusal, detail), state);
}

/** What tells the question of a call from others: its picture, since some sets ask the same of each. */
function itemOf({ question }: Course): unknown {
  return question?.picture ?? question?.text;
}

/** Whether nothing but trouble has come for too long. */
function isOutageOver({ durationMs }: Attempt, { lane }: AskerState): boolean {
  // Where each try takes minutes to fail, two more are waited for.
  return lane.troubledMs() >= Math.max(LONGEST_OUTAGE_MS, 2 * durationMs);
}

/** Whether the server has answered others, and only the one call has met trouble since. */
function isOnlyThis({ successes, troubled }: AskerState): boolean {
  return successes > 0 && troubled.size <= 1;
}

/** Lets a call be made again later, or gives it up. */
function tryAgain(
  made: Attempt,
  action: Extract<ReplyAction, { kind: 'retry' }>,
  { course, state }: CallAndState,
): Answers | undefined {
  const { fault, waitMs, fullMs = Infinity, answer } = action;
  const isItself = fault === 'broken' || fault === 'slow';
  if (isItself && !state.hasGivenSeveral && mayBeTheNumber(made, answer)) {
    forOne(course);
    return undefined;
  }
  course.trouble = failureLine(answer);
  const isOver = isOutageOver(made, state);
  if (isOver && !isOnlyThis(state)) {
    throw stop(outageError(state.endpoint.role, state.lane.troubledMs(), answer), state);
  }
  if (isGivenUp(action, course, state) || isOver) {
    if (!mayBeTheNumber(made, answer)) return failed(answer, course);
    forOne(course);
    return undefined;
  }
  const ownMs = backOffMs(course.failures, state.chance.next(), waitMs);
  course.notBeforeMs = state.clock.nowMs() + Math.min(ownMs, Math.max(waitMs ?? 0, fullMs));
  return undefined;
}

/**
 * Whether a call has met trouble of its own too often. What it met while nobody was answered is the
 * server's trouble, except for what a question can cause.
 */
function isGivenUp(
  { key, fault }: Extract<ReplyAction, { kind: 'retry' }>,
  course: Course,
  state: AskerState,
): boolean {
  const { successes } = state;
  const isAlone = successes === course.successesThen || successes === 0;
  const isPassing =
    fault === 'limit' ||
    fault === 'outage' ||
    (fault === 'broken' && successes > 0 && !isOnlyThis(state));
  course.failures += 1;
  course.successesThen = successes;
  if (isAlone && isPassing) return false;
  const times = (course.troubles.get(key) ?? 0) + 1;
  course.troubles.set(key, times);
  // Of a server that has answered nothing yet fewer tries show that it is not the question.
  const most = fault === 'broken' && successes === 0 ? 3 : MOST_TROUBLES[fault];
  const all = [...course.troubles.values()].reduce((sum, each) => sum + each, 0);
  return times >= most || all >= MOST_TROUBLES.limit;
}

/** Failures that may be due to asking for several answers at once, whatever the server says of it. */
const NUMBER_FAILURES: ReadonlySet<FailureCause> = new Set([
  'rejected',
  'server',
  'unreadable',
  'timeout',
]);

/** Whether a failure may be due to the number of answers that were asked for. */
function mayBeTheNumber({ asked }: Attempt, { cause }: FailedAnswer): boolean {
  return asked > 1 && NUMBER_FAILURES.has(cause);
}

/** Makes a call for one answer from now on, at once. */
function forOne(course: Course): void {
  course.isForOne = true;
  course.notBeforeMs = 0;
  course.failures = 0;
  course.troubles.clear();
}

/** A failure, as often as the call was for answers. */
function failed(answer: Answer, { mostAsked }: Course): Answers {
  return [answer, ...Array.from({ length: mostAsked - 1 }, () => answer)];
}

/** Stops the run; the first reason stays. */
function stop(error: GateError, { halt }: AskerState): GateError {
  halt.abort(error);
  return error;
}
