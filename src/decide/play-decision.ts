import { mean } from '../stats/numerics.js';
import type { SafeCount } from '../stats/paired-counts.js';
import { decisionResult } from './decision-outcome.js';
import { advanceDecision, startDecision } from './staged-decision.js';
import type {
  ConfirmRequest,
  DecisionReply,
  DecisionRequest,
  DecisionSetup,
  DecisionState,
  ReadingsByItem,
  RejudgeRequest,
} from './decision-state.js';

/** What the run that is played may spend, and what today's judge says of stored answers. */
export interface PlayTerms {
  /** Most answers; undefined: any number. */
  readonly budget?: number | undefined;
  /** Undefined: stored answers cannot be read. */
  readonly rejudge?:
    ((request: RejudgeRequest) => ReadonlyMap<number, ReadonlyMap<number, SafeCount>>) | undefined;
  /** Both readings; undefined: the second judge cannot be asked. */
  readonly confirm?: ((request: ConfirmRequest) => ReadingsByItem) | undefined;
}

/** A run that was played to its end. */
export interface PlayedDecision {
  readonly state: DecisionState;
  /** Answers asked, both arms counted, and stored answers judged again. */
  readonly answers: number;
  readonly rejudged: number;
  readonly requests: readonly DecisionRequest[];
}

/**
 * Plays a run to its end with answers that are all there beforehand: for forecasts and simulations,
 * and to see what the decisions would be with other answers.
 *
 * @param setup - of the run; its answers hold whatever may be asked
 * @param terms - budget and judge
 */
export function playDecision(setup: DecisionSetup, terms: PlayTerms = {}): PlayedDecision {
  const requests: DecisionRequest[] = [];
  let answers = 0;
  let rejudged = 0;
  let state = startDecision(setup);
  for (let { request } = state; request !== undefined; { request } = state) {
    requests.push(request);
    const reply = replyTo(request, answers, terms);
    if (reply.kind === 'answered' && request.kind === 'ask') answers += request.newAnswers;
    if (reply.kind === 'rejudged' && request.kind === 'rejudge') rejudged += request.storedAnswers;
    state = advanceDecision(setup, state, reply);
  }
  return { state, answers, rejudged, requests };
}

/** What comes of a request. */
function replyTo(
  request: DecisionRequest,
  spent: number,
  { budget, rejudge, confirm }: PlayTerms,
): DecisionReply {
  if (request.kind === 'rejudge') {
    if (rejudge === undefined) return { kind: 'labels-of-the-day' };
    return { kind: 'rejudged', counts: rejudge(request) };
  }
  if (request.kind === 'confirm') {
    if (confirm === undefined) return { kind: 'unconfirmed', because: 'judge' };
    return { kind: 'confirmed', readings: confirm(request) };
  }
  const shortOf = spent + request.newAnswers - (budget ?? Infinity);
  return shortOf > 0 ? { kind: 'refused', shortOf } : { kind: 'answered' };
}

/** What a plan costs, and how often it passes, by runs that were played. */
export interface ExpectedCost {
  /** No run asks fewer: fewer than all the first stage where items that were never safe are left out. */
  readonly leastAnswers: number;
  readonly meanAnswers: number;
  /** Nine runs in ten ask no more answers than this. */
  readonly usuallyAtMost: number;
  /** Stored answers judged again, on average. */
  readonly meanRejudged: number;
  readonly passRate: number;
}

/**
 * What to expect of a plan, by playing it. The judge reads stored answers as it did before.
 *
 * @param setups - one per run to be played, with answers drawn for it; none gives 0
 */
export function expectedCost(setups: Iterable<DecisionSetup>): ExpectedCost {
  const played = [...setups].map((setup) => {
    const rejudge: PlayTerms['rejudge'] = ({ comparisons }) =>
      new Map(comparisons.map((each) => [each, setup.comparisons[each]?.stored ?? new Map()]));
    const run = playDecision(setup, { rejudge });
    return { ...run, isPassed: decisionResult(setup, run.state) === 'pass' };
  });
  const sorted = played.map(({ answers }) => answers).sort((a, b) => a - b);
  return {
    leastAnswers: sorted[0] ?? 0,
    meanAnswers: mean(sorted),
    usuallyAtMost: sorted[Math.ceil(0.9 * sorted.length) - 1] ?? 0,
    meanRejudged: mean(played.map(({ rejudged }) => rejudged)),
    passRate: mean(played.map(({ isPassed }) => (isPassed ? 1 : 0))),
  };
}
