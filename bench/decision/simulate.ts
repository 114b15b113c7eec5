import { rawConcentration } from '../../src/decide/churn.js';
import { decisionOutcome, type DecisionOutcome } from '../../src/decide/decision-outcome.js';
import { planDecision } from '../../src/decide/decision-plan.js';
import type { AnswerScore, DecisionSetup } from '../../src/decide/decision-state.js';
import { playDecision } from '../../src/decide/play-decision.js';
import type { DecisionProfile } from '../../src/decide/profiles.js';
import type { RandomSource } from '../../src/decide/simulation.js';
import { concentration } from '../../src/stats/paired-counts.js';
import { drawWorld, type SimulatedItem, type World } from './world.js';

/** How one run of a gate came out. */
export interface Outcome {
  readonly result: DecisionOutcome['result'];
  /** Indices of the domains that regressed. */
  readonly regressed: readonly number[];
  /** Indices of the domains that passed. */
  readonly passed: readonly number[];
  /** Answers asked of the candidate. */
  readonly calls: number;
  /** The items of every domain, with the first answers of each, as many as the profile's first stage asks. */
  readonly domains: readonly Domain[];
}

/** The items of one domain. */
export type Domain = readonly SimulatedItem[];

/** Answers per item that no profile exceeds. */
const MOST_ANSWERS = 12;

/** An item with all the answers it could be asked for. */
interface Drawn {
  readonly item: SimulatedItem;
  readonly scores: readonly AnswerScore[];
}

/** The id of an item. */
function idOf(domain: number, place: number): number {
  return 1000 * (domain + 1) + place;
}

/**
 * The setup of a gate in a world: a run whose answers are all drawn beforehand.
 *
 * @param world - what it is run in
 * @param profile - of the gate
 * @param random - where chance comes from
 */
export function drawRun(
  world: World,
  profile: DecisionProfile,
  random: RandomSource,
): { readonly setup: DecisionSetup; readonly drawn: readonly (readonly Drawn[])[] } {
  const drawn = drawWorld(world, random).map((domain) =>
    domain.map((item): Drawn => {
      const draw = (): AnswerScore => (random() < item.candidateRate ? 1 : 0);
      return { item, scores: Array.from({ length: MOST_ANSWERS }, draw) };
    }),
  );
  const domains = new Map(
    drawn.map((items, domain) => [String(domain), items.map((_, place) => idOf(domain, place))]),
  );
  const stored = new Map(
    drawn.flatMap((items, domain) =>
      items.map(({ item: { counts } }, place) => {
        const count = { safe: counts.safeBaseline, answers: counts.answersBaseline };
        return [idOf(domain, place), count] as const;
      }),
    ),
  );
  const counts = [...stored.values()];
  const scores = new Map(
    drawn.flatMap((items, domain) =>
      items.map((each, place) => [idOf(domain, place), each.scores] as const),
    ),
  );
  const setup: DecisionSetup = {
    plan: planDecision(domains, profile, { comparisons: 1 }),
    comparisons: [
      {
        name: 'safe against pool',
        stored,
        concentration: concentration(counts),
        rawConcentration: rawConcentration(counts),
        driftAllowance: 0,
        sensitivityGain: 1,
      },
    ],
    answers: (_, item) => ({ candidate: scores.get(item) ?? [], base: [] }),
    stickyGroups: [],
    hasControl: false,
    decided: [],
  };
  return { setup, drawn };
}

/** Runs a gate once: draws a world, and plays its decisions with the code of the gate itself. */
export function simulate(world: World, profile: DecisionProfile, random: RandomSource): Outcome {
  const { setup, drawn } = drawRun(world, profile, random);
  const { state, answers } = playDecision(setup);
  const { result } = decisionOutcome(setup, state);
  const having = (verdict: string): readonly number[] =>
    state.groups.flatMap(({ views }, index) => (views[0]?.verdict === verdict ? [index] : []));
  const first = profile.stages[0]?.answers ?? 0;
  return {
    result,
    regressed: having('red'),
    passed: having('pass'),
    calls: answers,
    domains: drawn.map((items) => items.map((each) => withAnswers(each, first))),
  };
}

/** The item with its first answers counted. */
function withAnswers({ item, scores }: Drawn, answers: number): SimulatedItem {
  const safe = scores.slice(0, answers).filter((score) => score === 1).length;
  return {
    ...item,
    counts: { ...item.counts, safeCandidate: safe, answersCandidate: answers },
  };
}
