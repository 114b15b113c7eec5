import { dropBound, type OverallBound, overallBound } from '../stats/drop-bounds.js';
import { stratifiedExactTest, stepDownMinP } from '../stats/exact-tests.js';
import type { DomainCounts } from './counts.js';
import type {
  DecisionState,
  StageVerdict,
  DomainState,
  OverallState,
} from './v1-decision-state.js';
import type { Stage } from './v1-profiles.js';

/** One-sided confidence of every upper bound of a drop. */
const BOUND_CONFIDENCE = 0.95;

/** Everything a stage is decided by. */
interface StageInput {
  readonly stage: Stage;
  /** True on the last stage of the run. */
  readonly isLast: boolean;
  /** Overall false-alarm chance left for later stages. */
  readonly remainingSpendOverall: number;
  /** Counts by domain; a running domain that is missing has no items. */
  readonly domains: ReadonlyMap<string, DomainCounts>;
  /** `J`, the part of a true drop the judge shows, 0 to 1; at or below 0 nothing can pass. */
  readonly sensitivityGain: number;
  /** Log-odds by which baseline runs drift; 0 for none. */
  readonly driftAllowance: number;
  /** How alike the items are, from the whole baseline. */
  readonly concentration: number;
  /** Drops that matter, as fractions. */
  readonly margins: { readonly domain: number; readonly overall: number };
}

/** What decides a verdict: how unlikely the drop is, and how large it might be. */
interface Evidence {
  readonly p: number;
  readonly spend: number;
  readonly upper: number;
  readonly margin: number;
  readonly gain: number;
  readonly isKnown: boolean;
}

/**
 * Decides one stage of a profile: which domains have regressed, which pass, which go on.
 *
 * A running domain has regressed if its p, adjusted over all domains, is at most this stage's domain
 * spend (final); else it passes if `U / J < margin` (may still turn into a regression while it
 * runs); else it stays as it was. All domains together are decided in the same way by their own p,
 * spend and margin, as long as they are open and every domain is running. If they stay open and have
 * false-alarm chance left, all domains go on; otherwise the open ones do. After the last stage none.
 *
 * A domain without a comparable item never passes and never regresses. A spend of 0 finds nothing,
 * because no p is 0.
 *
 * @param state - from `startDecision` or the stage before; a state that is done comes back as it is
 * @param input - the stage, its counts and the constants of the run
 * @see docs/statistics.md for the rule, and how often it errs
 */
export function decideStage(state: DecisionState, input: StageInput): DecisionState {
  if (state.active.length === 0) return state;
  const isEveryDomainRunning = state.active.length === state.domains.size;
  const domains = decideDomains(state, input);
  const overall =
    state.overall.verdict === 'open' && isEveryDomainRunning
      ? decideOverall(domains, input, state.stagesDecided + 1)
      : state.overall;
  const isOverallGoingOn =
    overall.verdict === 'open' && isEveryDomainRunning && input.remainingSpendOverall > 0;
  const running = isOverallGoingOn
    ? state.active
    : state.active.filter((name) => domains.get(name)?.verdict === 'open');
  return {
    domains,
    overall,
    active: input.isLast ? [] : running,
    stagesDecided: state.stagesDecided + 1,
  };
}

/** Regression if the drop is unlikely enough, pass if a drop that matters is excluded, else open. */
function judgeEvidence(evidence: Evidence): StageVerdict {
  if (evidence.p <= evidence.spend) return 'regression';
  const isExcluded = evidence.gain > 0 && evidence.upper / evidence.gain < evidence.margin;
  return evidence.isKnown && isExcluded ? 'pass' : 'open';
}

/** Counts of a domain; none if it is missing. */
function countsOf(input: StageInput, name: string): DomainCounts {
  return input.domains.get(name) ?? { items: [], domainSize: 0 };
}

/** A domain's state with the tests of this stage, before the adjustment over domains. */
function testDomain(state: DomainState, counts: DomainCounts, input: StageInput): DomainState {
  const { p, nullCdf } = stratifiedExactTest(counts.items, input.driftAllowance);
  const bound = dropBound(counts.items, {
    domainSize: counts.domainSize,
    confidence: BOUND_CONFIDENCE,
    concentration: input.concentration,
  });
  const stagesReached = state.stagesReached + 1;
  return { ...state, p, nullCdf, bound, stagesReached, answersReached: input.stage.answers };
}

/** A running domain's state with its verdict; a regression is final, a pass is not. */
function settleDomain(state: DomainState, adjustedP: number, input: StageInput): DomainState {
  const verdict = judgeEvidence({
    p: adjustedP,
    spend: input.stage.spendDomain,
    upper: state.bound?.upper ?? 1,
    margin: input.margins.domain,
    gain: input.sensitivityGain,
    isKnown: (state.bound?.items ?? 0) > 0,
  });
  const isFinal =
    state.verdict === 'regression' || (state.verdict === 'pass' && verdict === 'open');
  return { ...state, adjustedP, verdict: isFinal ? state.verdict : verdict };
}

/** Every domain after this stage; those that stopped earlier count in the adjustment only. */
function decideDomains(state: DecisionState, input: StageInput): ReadonlyMap<string, DomainState> {
  const running = new Set(state.active);
  const tested = [...state.domains].map(
    ([name, domain]) =>
      [
        name,
        running.has(name) ? testDomain(domain, countsOf(input, name), input) : domain,
      ] as const,
  );
  const adjusted = stepDownMinP(
    tested.map(([name, { p, nullCdf }]) => ({ p, nullCdf, isCandidate: running.has(name) })),
  );
  return new Map(
    tested.map(([name, domain], index) => [
      name,
      running.has(name) ? settleDomain(domain, adjusted[index] ?? 1, input) : domain,
    ]),
  );
}

/** Upper bound of the drop over all domains. */
function boundOverall(
  domains: ReadonlyMap<string, DomainState>,
  input: StageInput,
): { readonly bound: OverallBound; readonly isKnown: boolean } {
  const drops = [...domains].flatMap(([name, { bound }]) =>
    bound === undefined ? [] : [{ ...bound, domainSize: countsOf(input, name).domainSize }],
  );
  return {
    bound: overallBound(drops, BOUND_CONFIDENCE),
    isKnown: drops.length > 0 && drops.every((drop) => drop.items > 0),
  };
}

/** All domains together, on a stage on which all are running. */
function decideOverall(
  domains: ReadonlyMap<string, DomainState>,
  input: StageInput,
  stage: number,
): OverallState {
  const items = [...domains.keys()].flatMap((name) => countsOf(input, name).items);
  const { p } = stratifiedExactTest(items, input.driftAllowance);
  const { bound, isKnown } = boundOverall(domains, input);
  const verdict = judgeEvidence({
    p,
    spend: input.stage.spendOverall,
    upper: bound.upper,
    margin: input.margins.overall,
    gain: input.sensitivityGain,
    isKnown,
  });
  return { verdict, p, bound, stage };
}
