import { decideStage } from '../../src/decide/decide-stage.js';
import type { DomainCounts } from '../../src/decide/counts.js';
import {
  decisionResult,
  type DecisionResult,
  type DecisionState,
  startDecision,
} from '../../src/decide/v1-decision-state.js';
import { type Profile, remainingSpendOverall, type Stage } from '../../src/decide/v1-profiles.js';
import { concentration } from '../../src/stats/paired-counts.js';
import type { RandomSource } from '../../src/decide/simulation.js';
import { askItem, drawWorld, type SimulatedItem, type World } from './world.js';

/** How one run of a gate came out. */
export interface Outcome {
  readonly result: DecisionResult;
  /** Indices of the domains that regressed. */
  readonly regressed: readonly number[];
  /** Indices of the domains that passed. */
  readonly passed: readonly number[];
  /** Answers asked of the candidate. */
  readonly calls: number;
  /** The items of every domain, with the answers that were counted. */
  readonly domains: readonly Domain[];
}

/** The items of one domain. */
export type Domain = readonly SimulatedItem[];

/** A domain after a stage: the items of its set have the answers asked for. */
function askDomain(domain: Domain, stage: Stage, random: RandomSource): Domain {
  const size = stage.itemsPerDomain === 'all' ? domain.length : stage.itemsPerDomain;
  return domain.map((item, index) => (index < size ? askItem(item, stage.answers, random) : item));
}

/** How alike the items are, by the whole baseline. */
function baselineConcentration(domains: readonly Domain[]): number {
  return concentration(
    domains
      .flat()
      .map(({ counts }) => ({ safe: counts.safeBaseline, answers: counts.answersBaseline })),
  );
}

/** Candidate answers counted so far. */
function countCalls(domains: readonly Domain[]): number {
  return domains.flat().reduce((sum, { counts }) => sum + counts.answersCandidate, 0);
}

/**
 * Runs a gate once: draws a world, and follows a profile with the decision code of the gate itself.
 *
 * @param between - what becomes of the state between two stages; the gate leaves it as it is
 */
export function simulate(
  world: World,
  profile: Profile,
  random: RandomSource,
  between: (state: DecisionState) => DecisionState = (state) => state,
): Outcome {
  let domains = drawWorld(world, random);
  const s = baselineConcentration(domains);
  let state = startDecision(domains.map((_, index) => String(index)));
  for (const [index, stage] of profile.stages.entries()) {
    const running = new Set(state.active);
    domains = domains.map((domain, name) =>
      running.has(String(name)) ? askDomain(domain, stage, random) : domain,
    );
    const counts = domains.map((domain, name): [string, DomainCounts] => [
      String(name),
      { items: domain.map((item) => item.counts), domainSize: domain.length },
    ]);
    state = decideStage(between(state), {
      stage,
      isLast: index === profile.stages.length - 1,
      remainingSpendOverall: remainingSpendOverall(profile, index),
      domains: new Map(counts),
      sensitivityGain: 1,
      driftAllowance: 0,
      concentration: s,
      margins: { domain: profile.marginDomain, overall: profile.marginOverall },
    });
  }
  const verdicts = [...state.domains.values()].map(({ verdict }) => verdict);
  const having = (verdict: string): readonly number[] =>
    verdicts.flatMap((value, index) => (value === verdict ? [index] : []));
  return {
    result: decisionResult(state),
    regressed: having('regression'),
    passed: having('pass'),
    calls: countCalls(domains),
    domains,
  };
}
