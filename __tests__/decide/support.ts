import { decideRung } from '../../src/decide/decide-stage.js';
import type { DomainCounts } from '../../src/decide/counts.js';
import { type LadderState, startLadder } from '../../src/decide/decision-state.js';
import { type Ladder, LADDERS, remainingSpendOverall } from '../../src/decide/profiles.js';
import type { PairedCounts } from '../../src/stats/paired-counts.js';
import { type ItemTuple, paired } from '../stats/support.js';

/** Constants of a run that tests change now and then. */
export interface RunConstants {
  readonly ladder?: Ladder;
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

/** Decides the next rung of a ladder (the nightly one if none is given). */
export function climb(
  state: LadderState,
  domains: ReadonlyMap<string, DomainCounts>,
  constants: RunConstants = {},
): LadderState {
  const ladder = constants.ladder ?? LADDERS.nightly;
  const index = state.rungsDecided;
  const rung = ladder.rungs[index];
  if (rung === undefined) return state;
  return decideRung(state, {
    rung,
    isLast: index === ladder.rungs.length - 1,
    remainingSpendOverall: remainingSpendOverall(ladder, index),
    domains,
    sensitivityGain: constants.sensitivityGain ?? 1,
    driftAllowance: constants.driftAllowance ?? 0,
    concentration: constants.concentration ?? 0.6,
    margins: { domain: ladder.marginDomain, overall: ladder.marginOverall },
  });
}

/** So many equal items. */
export const many = (count: number, item: ItemTuple): readonly PairedCounts[] =>
  Array.from({ length: count }, () => paired(item));

/** Nothing changed. */
export const calm = many(18, [9, 9, 3, 3]);
/** Everything fell. */
export const fallen = many(18, [9, 9, 0, 3]);
/** A little worse than calm: neither a regression nor a pass at three answers. */
export const doubtful = [...many(14, [9, 9, 3, 3]), ...many(3, [7, 9, 1, 3])];

/** Climbs one ladder to its end on the same counts at every rung. */
export const climbAll = (
  domains: ReadonlyMap<string, DomainCounts>,
  constants: RunConstants = {},
): LadderState => {
  let state = startLadder([...domains.keys()]);
  while (state.active.length > 0) state = climb(state, domains, constants);
  return state;
};

/** The first rung only, on the ladder given or the nightly one. */
export const firstRung = (
  domains: ReadonlyMap<string, DomainCounts>,
  constants: RunConstants = {},
): LadderState => climb(startLadder([...domains.keys()]), domains, constants);
