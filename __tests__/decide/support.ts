import { decideStage } from '../../src/decide/decide-stage.js';
import type { DomainCounts } from '../../src/decide/counts.js';
import { type DecisionState, startDecision } from '../../src/decide/v1-decision-state.js';
import { type Profile, PROFILES, remainingSpendOverall } from '../../src/decide/v1-profiles.js';
import type { PairedCounts } from '../../src/stats/paired-counts.js';
import { type ItemTuple, paired } from '../stats/support.js';

/** Constants of a run that tests change now and then. */
export interface RunConstants {
  readonly profile?: Profile;
  readonly sensitivityGain?: number;
  readonly driftAllowance?: number;
  readonly concentration?: number;
}

/** Items by domain, each domain whole. */
export function wholeDomains(
  items: Readonly<Record<string, readonly PairedCounts[]>>,
): ReadonlyMap<string, DomainCounts> {
  return new Map(
    Object.entries(items).map(([name, list]) => [name, { items: list, domainSize: list.length }]),
  );
}

/** Decides the next stage of a profile (the nightly one if none is given). */
export function staged(
  state: DecisionState,
  domains: ReadonlyMap<string, DomainCounts>,
  constants: RunConstants = {},
): DecisionState {
  const profile = constants.profile ?? PROFILES.nightly;
  const index = state.stagesDecided;
  const stage = profile.stages[index];
  if (stage === undefined) return state;
  return decideStage(state, {
    stage,
    isLast: index === profile.stages.length - 1,
    remainingSpendOverall: remainingSpendOverall(profile, index),
    domains,
    sensitivityGain: constants.sensitivityGain ?? 1,
    driftAllowance: constants.driftAllowance ?? 0,
    concentration: constants.concentration ?? 0.6,
    margins: { domain: profile.marginDomain, overall: profile.marginOverall },
  });
}

/** So many equal items. */
export const many = (count: number, item: ItemTuple): readonly PairedCounts[] =>
  Array.from({ length: count }, () => paired(item));

/** Nothing changed. */
export const calm = many(18, [9, 9, 3, 3]);
/** Everything dropped. */
export const dropped = many(18, [9, 9, 0, 3]);
/** A little worse than calm: neither a regression nor a pass at three answers. */
export const doubtful = [...many(14, [9, 9, 3, 3]), ...many(3, [7, 9, 1, 3])];

/** Climbs one profile to its end on the same counts at every stage. */
export const stageAll = (
  domains: ReadonlyMap<string, DomainCounts>,
  constants: RunConstants = {},
): DecisionState => {
  let state = startDecision([...domains.keys()]);
  while (state.active.length > 0) state = staged(state, domains, constants);
  return state;
};

/** The first stage only, on the profile given or the nightly one. */
export const firstStage = (
  domains: ReadonlyMap<string, DomainCounts>,
  constants: RunConstants = {},
): DecisionState => staged(startDecision([...domains.keys()]), domains, constants);
