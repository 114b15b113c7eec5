import type { GateError } from '../errors.js';
import { type Budget, createFirstCall, type EndpointUsage } from './limits.js';
import type { Answer, FailureCause } from './answer.js';
import type { ChatEndpoint, ChatQuestion } from './chat-endpoint.js';
import {
  describeCapabilities,
  keepCapabilities,
  MOST_ANSWERS_A_CALL,
  withoutN,
} from './capabilities.js';
import type { Answers } from './reply-action.js';
import { askCall, type AskerState, type Call } from './ask-call.js';
import { type CallWatch, failingError, unheardError, watchCalls } from './call-watch.js';
import type { Chance, Clock } from '../clock.js';
import type { Log } from '../log.js';

/** Failed samples in a row after which an endpoint is given up: an outage, not bad luck. */
const MAX_FAILURES_IN_A_ROW = 20;

/** Answers of an endpoint of which at least one has to be readable as an answer. */
const FIRST_ANSWERS = 20;

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
  /** Shared by all askers of a run: one that must stop stops all. Requests on their way are awaited. */
  readonly halt: AbortController;
  /** Says what speaks against the model that the first reply names; nothing does unless it is given. */
  readonly accept?: (servedModel: string) => GateError | undefined;
}

/** Asks one model at one endpoint, whatever it takes. */
export interface Asker {
  /**
   * Asks one question until there is an answer, or the sample has failed; both are data.
   *
   * @param question - the question, or what makes it once its turn has come
   * @param signal - cancels the question
   * @throws GateError ENDPOINT_REFUSED, ENDPOINT_FAILING (JUDGE_… at the judge), BUDGET_EXHAUSTED or
   *   what speaks against the model, from then on for every question; or the signal's reason
   */
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  /**
   * Asks one question for several answers in one call.
   *
   * @param question - as for `ask`; it must carry no seed, and no temperature at which all answers are one
   * @param answers - how many are wanted
   * @param signal - cancels the question
   * @returns at least one, at most as many as wanted: what is missing has to be asked again. A
   *   failure is every answer's
   * @throws as `ask` does
   */
  askSeveral(question: Question, answers: number, signal: AbortSignal): Promise<readonly Answer[]>;
  /** The most answers that one call can bring, as far as is known: 1 where the server gives no more. */
  answersPerCall(): number;
  /** Resolves when the first call has its reply, or has taken longer than a refusal does. */
  replied(): Promise<void>;
  /** Attempts, tries after the first of a call, and tokens as the server counted them. */
  usage(): EndpointUsage;
  /** What its calls have met, and what they wait for. */
  readonly watch: CallWatch;
  /** What was negotiated. */
  capabilities(): Record<string, string>;
  /** The model, and its fingerprint, that answered first; undefined until then or when not told. */
  served(): string | undefined;
}

/**
 * Makes the asker of an endpoint. Lets the first call go ahead, negotiates the capabilities once, retries
 * what will pass, counts every attempt against the budget, and stops the run when the endpoint cannot be used.
 *
 * @param parts - the endpoint and the ports it is used with
 */
export function createAsker(parts: AskerParts): Asker {
  const { endpoint, halt } = parts;
  const firstCall = createFirstCall(parts.clock, halt.signal);
  const state: AskerState = {
    ...parts,
    capabilities: keepCapabilities(endpoint.role, parts.log),
    firstCall,
    watch: watchCalls(endpoint.role, parts),
    usage: { requests: 0, retries: 0, tokensIn: 0, tokensOut: 0 },
    successes: 0,
    hasGivenSeveral: false,
    served: undefined,
    reasonings: new Set(),
    servedModel: '',
    accept: parts.accept ?? (() => undefined),
  };
  const outcomes = watchOutcomes(endpoint.role);
  const askInTurn = async (question: Question, wanted: number, signal: AbortSignal) => {
    signal.throwIfAborted();
    halt.signal.throwIfAborted();
    const asked = typeof question === 'function' ? await question() : question;
    const answers = await askOneOrSeveral({ question: asked, answers: wanted }, state, signal);
    const error = outcomes(answers);
    if (error !== undefined) halt.abort(error);
    // An answer that was paid for is kept even when the run has to stop.
    if (answers[0].kind === 'failed') halt.signal.throwIfAborted();
    state.watch.ended(answers);
    return answers;
  };
  const askSeveral = async (question: Question, wanted: number, signal: AbortSignal) => {
    await firstCall.take();
    try {
      return await endpoint.inTurn(() => askInTurn(question, wanted, signal));
    } finally {
      firstCall.end();
    }
  };
  return {
    ask: async (question, signal) => (await askSeveral(question, 1, signal))[0],
    askSeveral,
    replied: () => firstCall.over(),
    answersPerCall: () => (state.capabilities.current().sendsN ? MOST_ANSWERS_A_CALL : 1),
    watch: state.watch,
    usage: () => ({ ...state.usage }),
    capabilities: () => describeCapabilities(state.capabilities.current(), [...state.reasonings]),
    served: () => state.served,
  };
}

/**
 * Watches for failures in a row, and for an endpoint none of whose first answers could be read as one;
 * gives the error that stops the run when there are too many.
 */
function watchOutcomes(role: ChatEndpoint['role']): (answers: Answers) => GateError | undefined {
  let inARow = 0;
  let unheard = 0;
  let isHeard = false;
  return (answers) => {
    const [first] = answers;
    isHeard ||= answers.some(isReadable);
    unheard += answers.filter(isUnheard).length;
    if (!isHeard && isUnheard(first) && unheard >= FIRST_ANSWERS) {
      return unheardError(role, unheard, first);
    }
    inARow = first.kind === 'failed' ? inARow + answers.length : 0;
    if (first.kind !== 'failed' || inARow < MAX_FAILURES_IN_A_ROW) return undefined;
    return failingError(role, inARow, first);
  };
}

/** Whether an answer came back and could be read as one. */
function isReadable(answer: Answer): boolean {
  return answer.kind !== 'failed' && !isUnheard(answer);
}

/** Whether an answer came back and could not be read as one. */
function isUnheard(answer: Answer): boolean {
  return answer.kind === 'misplaced' || (answer.kind === 'failed' && answer.cause === 'unreadable');
}

/** Failures that may be due to asking for several answers at once, whatever the server says of it. */
const MAY_BE_THE_NUMBER: ReadonlySet<FailureCause> = new Set([
  'rejected',
  'server',
  'unreadable',
  'timeout',
]);

/**
 * Makes a call for one answer or several. A call for several that fails is made again for one, in
 * case the number was the trouble; where several have never come, they are not asked for again.
 *
 * @returns at most as many answers as were asked for; a failure as often as the call was for them
 * @throws as `askCall` does
 */
async function askOneOrSeveral(
  call: Call,
  state: AskerState,
  signal: AbortSignal,
): Promise<Answers> {
  const { question, answers: wanted } = call;
  const answers = await askCall(call, state, signal);
  const [first] = answers;
  if (first.kind !== 'failed') return atMost(wanted, answers);
  const capabilities = state.capabilities.current();
  // Where calls are for one answer, it is that one which failed.
  if (wanted === 1 || !capabilities.sendsN) return [first];
  if (!MAY_BE_THE_NUMBER.has(first.cause)) return asOften(wanted, first);
  const one = await askCall({ question, answers: 1, isRetry: true }, state, signal);
  const isTheNumber = one[0].kind !== 'failed' && !state.hasGivenSeveral;
  if (isTheNumber) state.capabilities.learn(capabilities, withoutN(capabilities));
  return one[0].kind === 'failed' ? asOften(wanted, one[0]) : one;
}

/** The first so many of some answers. */
function atMost(wanted: number, [first, ...others]: Answers): Answers {
  return [first, ...others.slice(0, wanted - 1)];
}

/** One answer so many times. */
function asOften(times: number, answer: Answers[0]): Answers {
  return [answer, ...Array.from({ length: times - 1 }, () => answer)];
}
