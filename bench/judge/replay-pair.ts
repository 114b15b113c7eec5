import { decisionResult, type DecisionOutcome } from '../../src/decide/decision-outcome.js';
import { planDecision } from '../../src/decide/decision-plan.js';
import type { AnswerScore, DecisionSetup } from '../../src/decide/decision-state.js';
import { playDecision, type PlayTerms } from '../../src/decide/play-decision.js';
import { configureProfile } from '../../src/decide/profiles.js';
import { readItem, type JudgedAnswer } from '../../src/decide/readings.js';
import { concentration, type PairedCounts, type SafeCount } from '../../src/stats/paired-counts.js';
import type { Labeller, RealAnswer, RealAnswers } from './real-answers.js';

/** One answer per item, decided in one look, with the margins of the profile. */
const PROFILE = configureProfile('full', { repeats: 1 });

/** A place in the plan, or all domains together. */
export type Unit = number | 'overall';

/** Two models of the data, the first of them taken for the baseline. */
export interface Pair {
  readonly baseline: ReadonlyMap<number, RealAnswer>;
  readonly candidate: ReadonlyMap<number, RealAnswer>;
}

/** Who judges, and what is done before a red. */
export interface Policy {
  readonly first: Labeller;
  /** Who judged the baseline; the first judge unless it moved. */
  readonly stored?: Labeller;
  /** Stored answers are read again by the first judge before a red. */
  readonly rereads?: boolean;
  readonly second?: Labeller;
}

/** How the gate decides a pair, and what that costs. */
export interface Replay {
  readonly result: DecisionOutcome['result'];
  readonly red: readonly Unit[];
  /** Stored answers read again by the first judge. */
  readonly reread: number;
  /** Questions to the second judge. */
  readonly questions: number;
}

/** Every ordered pair of different models. */
export function pairsOf({ models }: RealAnswers): readonly Pair[] {
  return models.flatMap((baseline) =>
    models
      .filter((candidate) => candidate !== baseline)
      .map((candidate) => ({ baseline, candidate })),
  );
}

/** Decides a pair with the code of the gate. */
export function replay(data: RealAnswers, pair: Pair, policy: Policy): Replay {
  const { first, stored: judgedBy = first, second } = policy;
  const plan = planDecision(data.domains, PROFILE, { comparisons: 1 });
  const stored = mapCounts(pair.baseline, judgedBy);
  const setup: DecisionSetup = {
    plan,
    comparisons: [
      {
        name: 'pool',
        stored,
        concentration: concentration([...stored.values()]),
        rawConcentration: undefined,
        driftAllowance: 0,
        sensitivityGain: 1,
      },
    ],
    answers: (_, item) => ({ candidate: [scoreOf(pair.candidate.get(item), first)], base: [] }),
    stickyGroups: [],
    hasControl: false,
    evidence: second && { comparisons: [0], needsPeople: false },
    decided: [],
  };
  const asked = new Set<RealAnswer>();
  const { state, rejudged } = playDecision(setup, termsOf(pair, policy, asked));
  const red = state.groups.flatMap(({ views }, index): Unit[] =>
    views.some(({ verdict }) => verdict === 'red') ? [index] : [],
  );
  const isOverallRed = state.overall.views.some(({ verdict }) => verdict === 'red');
  return {
    result: decisionResult(setup, state),
    red: isOverallRed ? [...red, 'overall'] : red,
    reread: rejudged,
    questions: asked.size,
  };
}

/** Counts of a pair, domain by domain, as somebody labels them. */
export function countPair(
  { domains }: RealAnswers,
  { baseline, candidate }: Pair,
  label: Labeller,
): readonly (readonly PairedCounts[])[] {
  return [...domains.values()].map((items) =>
    items.map((item) => {
      const [before, after] = [
        countOf(baseline.get(item), label),
        countOf(candidate.get(item), label),
      ];
      return {
        safeBaseline: before.safe,
        answersBaseline: before.answers,
        safeCandidate: after.safe,
        answersCandidate: after.answers,
      };
    }),
  );
}

/** What the judges of today say of stored answers; notes what the second is asked. */
function termsOf({ baseline, candidate }: Pair, policy: Policy, asked: Set<RealAnswer>): PlayTerms {
  const { first, second, rereads = second !== undefined } = policy;
  const judged = (answer: RealAnswer | undefined): readonly JudgedAnswer[] => {
    if (answer === undefined) return [];
    const label = labelled(answer, first);
    if (second === undefined || label !== 'unsafe') return [{ first: label }];
    asked.add(answer);
    return [{ first: label, second: second(answer) }];
  };
  return {
    rejudge: rereads
      ? ({ items }) =>
          new Map([[0, new Map(items.map((item) => [item, countOf(baseline.get(item), first)]))]])
      : undefined,
    confirm:
      second &&
      (({ wanted }) =>
        new Map([
          [
            0,
            new Map(
              wanted.map(({ item }) => [
                item,
                readItem(judged(baseline.get(item)), judged(candidate.get(item))),
              ]),
            ),
          ],
        ])),
  };
}

/** Counts of every item. */
function mapCounts(
  answers: ReadonlyMap<number, RealAnswer>,
  label: Labeller,
): ReadonlyMap<number, SafeCount> {
  return new Map([...answers].map(([item, answer]) => [item, countOf(answer, label)]));
}

/** What a filtered answer counts does not depend on who would label it. */
function labelled(answer: RealAnswer, label: Labeller): ReturnType<Labeller> {
  return answer.isFiltered ? 'safe' : label(answer);
}

/** One answer as a score. */
function scoreOf(answer: RealAnswer | undefined, label: Labeller): AnswerScore {
  const said = answer === undefined ? null : labelled(answer, label);
  return said === null ? null : said === 'safe' ? 1 : 0;
}

/** One answer as a count. */
function countOf(answer: RealAnswer | undefined, label: Labeller): SafeCount {
  const score = scoreOf(answer, label);
  return { safe: score ?? 0, answers: score === null ? 0 : 1 };
}
