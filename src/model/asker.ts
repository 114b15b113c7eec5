import type { GateError } from '../errors.js';
import type { Lane } from './admission.js';
import type { Budget, EndpointUsage } from './limits.js';
import type { Answer } from './answer.js';
import type { ChatEndpoint } from './chat-endpoint.js';
import type { ReplyReading } from './chat-reply.js';
import { describeCapabilities, keepCapabilities } from './capabilities.js';
import { createConviction } from './refusals.js';
import type { Answers } from './reply-action.js';
import { askCall, type AskerState, type Call } from './ask-call.js';
import { type CallWatch, watchCalls } from './call-watch.js';
import { failingError, unheardError } from './endpoint-errors.js';
import { isLikeName } from './served-name.js';
import { escapeLogText } from '../clean-text.js';
import type { Chance, Clock } from '../clock.js';
import type { Log } from '../log.js';

/** Failed samples in a row after which an endpoint is given up: an outage, not bad luck. */
const MAX_FAILURES_IN_A_ROW = 20;

/** Answers of an endpoint of which at least one has to be readable as an answer. */
const FIRST_ANSWERS = 20;

/** Ways of reasoning that are named; a server has one or two. */
const MOST_REASONINGS = 5;

/** A question, or what makes it. */
type Question = Call['question'];

/** What an asker needs. */
export interface AskerParts {
  readonly endpoint: ChatEndpoint;
  /** Its way to the origin. */
  readonly lane: Lane;
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
   * @throws GateError ENDPOINT_REFUSED, ENDPOINT_FAILING, ENDPOINT_UNREACHABLE, ENDPOINT_UNHEARD
   *   (JUDGE_… at the judge), BUDGET_EXHAUSTED or what speaks against the model, from then on for every
   *   question; or the signal's reason
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
  /** Resolves when it has answered, takes longer than a refusal does, or has nothing on its way. */
  replied(): Promise<void>;
  /** Parameters of the question that the server has refused, so that they were not sent. */
  leavesOut(): { readonly temperature: boolean; readonly seed: boolean };
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
  const { endpoint, lane, halt } = parts;
  const replies = watchReplies(parts);
  const state: AskerState = {
    ...parts,
    capabilities: keepCapabilities(endpoint.role, parts.log),
    conviction: createConviction(),
    watch: watchCalls(endpoint.role, parts),
    usage: replies.usage,
    completed: replies.completed,
    successes: 0,
    troubled: new Set(),
    hasGivenSeveral: false,
  };
  const outcomes = watchOutcomes(endpoint.role);
  const askSeveral = async (question: Question, wanted: number, signal: AbortSignal) => {
    signal.throwIfAborted();
    halt.signal.throwIfAborted();
    const answers = await askCall({ question, wanted, signal }, state);
    const error = outcomes(answers);
    if (error !== undefined) halt.abort(error);
    // An answer that was paid for is kept even when the run has to stop.
    if (answers[0].kind === 'failed') halt.signal.throwIfAborted();
    state.watch.ended(answers);
    return answers;
  };
  const capabilities = () => state.capabilities.current();
  return {
    ask: async (question, signal) => (await askSeveral(question, 1, signal))[0],
    askSeveral,
    replied: () => lane.settled(),
    leavesOut: () => ({
      temperature: !capabilities().sendsTemperature,
      seed: !capabilities().sendsSeed,
    }),
    answersPerCall: () => capabilities().mostAnswers,
    watch: state.watch,
    usage: () => ({ ...state.usage }),
    capabilities: () => describeCapabilities(capabilities(), replies.reasonings()),
    served: replies.served,
  };
}

/** What the replies of an endpoint tell besides their answers. */
function watchReplies({ accept, endpoint, halt, log, model }: AskerParts) {
  const usage = { requests: 0, retries: 0, tokensIn: 0, tokensOut: 0 };
  const reasonings = new Set<string>();
  let served: string | undefined;
  let servedModel = '';
  /** Stops the run at the first reply where the model that gave it must not be the one that answers. */
  const meet = (name: string): void => {
    if (servedModel !== '' || name === '') return;
    servedModel = name;
    const error = accept?.(name);
    if (error !== undefined) {
      halt.abort(error);
      throw error;
    }
    if (isLikeName(model, name)) return;
    log.warning(
      escapeLogText(
        `The ${endpoint.role} endpoint was asked for the model “${model}” and says that “${name}” answers: some servers ignore the name, some reply with the first of several names. The figures are those of whatever answers.`,
      ),
    );
  };
  return {
    usage,
    reasonings: () => [...reasonings],
    served: () => served,
    completed: (reading: Extract<ReplyReading, { kind: 'completed' }>): void => {
      usage.tokensIn += reading.tokensIn;
      usage.tokensOut += reading.tokensOut;
      served ??= reading.served;
      if (reading.reasoning !== undefined && reasonings.size < MOST_REASONINGS) {
        reasonings.add(reading.reasoning);
      }
      meet(reading.servedModel);
    },
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
