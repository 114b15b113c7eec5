import { decideRung, type DomainCounts } from '../../../src/core/compare/decide-rung.js';
import type { LadderState } from '../../../src/core/compare/ladder-state.js';
import { type Ladder, LADDERS, remainingSpendOverall } from '../../../src/core/compare/ladders.js';
import type { PairedCounts } from '../../../src/core/stats/paired-counts.js';

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
