import { rawConcentration } from '../../src/decide/churn.js';
import { decisionResult, type DecisionOutcome } from '../../src/decide/decision-outcome.js';
import { planDecision } from '../../src/decide/decision-plan.js';
import type {
  AnswerScore,
  ComparisonInput,
  DecisionSetup,
  DecisionState,
} from '../../src/decide/decision-state.js';
import { playDecision, type PlayTerms } from '../../src/decide/play-decision.js';
import type { DecisionProfile } from '../../src/decide/profiles.js';
import type { RandomSource } from '../../src/decide/simulation.js';
import { concentration, type PairedCounts } from '../../src/stats/paired-counts.js';
import { drawLevel, drawScores, drawStored, type StoredItem } from './draw-answers.js';
import { drawItems, type World, type WorldItem } from './world.js';

/** How one run of a gate came out. */
export interface Outcome {
  readonly result: DecisionOutcome['result'];
  /** Indices of the domains that are red. */
  readonly regressed: readonly number[];
  /** Indices of the domains that passed. */
  readonly passed: readonly number[];
  /** Answers asked of the candidate, and stored answers judged again. */
  readonly calls: number;
  readonly rejudged: number;
  /** Counts of the last looks, domain by domain. */
  readonly counts: readonly (readonly PairedCounts[])[];
}

/** The gate that is run. */
export interface GateTerms {
  readonly profile: DecisionProfile;
  /** As with floors, or where answers join the baseline: nobody is left out. */
  readonly asksEveryItem?: boolean;
  /** Stored answers can be read, and are judged again before a red. */
  readonly readsStored?: boolean;
  /** Without the rule for stored answers that hardly vary. */
  readonly ignoresConstancy?: boolean;
}

/** Answers per item that no profile exceeds. */
const MOST_ANSWERS = 12;

/** A baseline, and the items it is of. */
export interface DrawnBaseline {
  readonly domains: readonly (readonly WorldItem[])[];
  /** One per comparison: pool, pinned level, second metric, as far as the world has them. */
  readonly stored: readonly ReadonlyMap<number, StoredItem>[];
  /** The items of the second metric, where there is one. */
  readonly second: readonly (readonly WorldItem[])[] | undefined;
}

/** A run whose answers are all there beforehand. */
export interface DrawnRun {
  readonly setup: DecisionSetup;
  readonly terms: PlayTerms;
}

/** Draws items and baseline of a world. */
export function drawBaseline(world: World, random: RandomSource): DrawnBaseline {
  const domains = drawItems(world, random);
  const items = domains.flat();
  const stored = [drawStored(world, { items, answers: world.baselineAnswers }, random)];
  if (world.pinnedAnswers !== undefined)
    stored.push(drawStored(world, { items, answers: world.pinnedAnswers }, random));
  const { secondMix } = world;
  if (secondMix === undefined) return { domains, stored, second: undefined };
  const second = drawItems({ ...world, mix: secondMix }, random);
  const answers = world.baselineAnswers;
  stored.push(drawStored(world, { items: second.flat(), answers }, random));
  return { domains, stored, second };
}

/**
 * Draws the candidate of a run against a baseline.
 *
 * @param world - what it is run in
 * @param gate - profile, and what the run may do
 * @param at - the baseline, and domains that were red on an earlier head
 * @param random - where chance comes from
 */
export function drawRunAgainst(
  world: World,
  gate: GateTerms,
  at: { readonly baseline: DrawnBaseline; readonly sticky?: readonly number[] },
  random: RandomSource,
): DrawnRun {
  const { baseline, sticky = [] } = at;
  const answers = Math.max(MOST_ANSWERS, gate.profile.decisionAnswers);
  const { isLive } = gate.profile;
  const items = baseline.domains.flat();
  // Both models of a live run meet the same server.
  const shared = isLive ? { level: drawLevel(world, random) } : {};
  const base = isLive
    ? drawScores(world, { items: items.map(unchanged), answers, ...shared }, random)
    : undefined;
  const scores = drawScores(world, { items, answers, ...shared }, random);
  const second =
    baseline.second && drawScores(world, { items: baseline.second.flat(), answers }, random);
  const domains = new Map(
    baseline.domains.map((items, domain) => [String(domain), items.map(({ id }) => id)]),
  );
  const comparisons = baseline.stored.map((stored, index) => comparison(stored, index, gate));
  const scoresOf = (index: number): ReadonlyMap<number, readonly AnswerScore[]> =>
    index === baseline.stored.length - 1 && second !== undefined ? second : scores;
  const setup: DecisionSetup = {
    plan: planDecision(domains, gate.profile, {
      comparisons: comparisons.length,
      asksEveryItem: gate.asksEveryItem,
    }),
    comparisons,
    answers: (index, item) => ({
      candidate: scoresOf(index).get(item) ?? [],
      base: base?.get(item) ?? [],
    }),
    stickyGroups: sticky.map(String),
    hasControl: false,
    decided: [],
  };
  const rejudge: PlayTerms['rejudge'] = ({ comparisons: asked, items }) =>
    new Map(
      asked.map((index) => [
        index,
        new Map(
          items.map((item) => [
            item,
            baseline.stored[index]?.get(item)?.now ?? { safe: 0, answers: 0 },
          ]),
        ),
      ]),
    );
  return { setup, terms: gate.readsStored === true ? { rejudge } : {} };
}

/** An item as the baseline's model answers it. */
function unchanged(item: WorldItem): WorldItem {
  return { ...item, after: item.before };
}

/** Draws a whole run: items, baseline and candidate. */
export function drawRun(world: World, gate: GateTerms, random: RandomSource): DrawnRun {
  return drawRunAgainst(world, gate, { baseline: drawBaseline(world, random) }, random);
}

/** Plays a run with the code of the gate itself. */
export function play({ setup, terms }: DrawnRun): Outcome & { readonly state: DecisionState } {
  const { state, answers, rejudged } = playDecision(setup, terms);
  const having = (verdict: string): readonly number[] =>
    state.groups.flatMap(({ views }, index) =>
      verdict === 'pass'
        ? views.every((view) => view.verdict === verdict)
          ? [index]
          : []
        : views.some((view) => view.verdict === verdict)
          ? [index]
          : [],
    );
  return {
    state,
    result: decisionResult(setup, state),
    regressed: having('red'),
    passed: having('pass'),
    calls: answers,
    rejudged,
    counts: state.groups.map(({ views }) => views[0]?.counts ?? []),
  };
}

/** Runs a gate once in a world. */
export function simulate(world: World, gate: GateTerms, random: RandomSource): Outcome {
  return play(drawRun(world, gate, random));
}

/** One comparison's baseline as the gate sees it. */
function comparison(
  stored: ReadonlyMap<number, StoredItem>,
  index: number,
  { ignoresConstancy = false, profile }: GateTerms,
): ComparisonInput {
  const then = new Map([...stored].map(([id, each]) => [id, each.then] as const));
  const counts = [...then.values()];
  const isOneAnswer = profile.isSingleLook && profile.decisionAnswers === 1;
  return {
    name: `comparison ${index + 1}`,
    stored: then,
    concentration: concentration(counts),
    rawConcentration: ignoresConstancy || isOneAnswer ? undefined : rawConcentration(counts),
    driftAllowance: 0,
    sensitivityGain: 1,
  };
}
