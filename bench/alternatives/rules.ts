import type { DomainState, LadderState } from '../../src/decide/decision-state.js';
import { configureLadder, type Ladder, LADDERS, type Rung } from '../../src/decide/profiles.js';

/** Domains whose part of the false-alarm chance goes to those that are still open. */
export type PassedOn = 'none' | 'regressed' | 'settled';

/** A rule that is measured: today's, or one that could stand in its place. */
export interface Rule {
  readonly name: string;
  readonly ladder: Ladder;
  readonly passedOn: PassedOn;
}

/** Short for a rung: items, answers, spends. */
function rung(
  itemsPerDomain: number | 'all',
  answers: number,
  spendDomain: number,
  spendOverall: number,
): Rung {
  return { itemsPerDomain, answers, spendDomain, spendOverall };
}

/** A ladder with other rungs. */
function withRungs(ladder: Ladder, ...rungs: readonly Rung[]): Ladder {
  return { ...ladder, rungs };
}

const { sampled, full, nightly, release } = LADDERS;
const none: Extract<PassedOn, 'none'> = 'none';

/** The rules of one ladder, today's first. */
export interface Family {
  readonly title: string;
  /** Baseline answers an item. */
  readonly baselineAnswers: number;
  readonly rules: readonly Rule[];
}

/** Spends of rungs that are left out go to the rung that takes their place. */
export const FAMILIES: readonly Family[] = [
  {
    title: 'sampled',
    baselineAnswers: 9,
    rules: [
      { name: "today's: 8 a domain → all, 1 → all, 3", ladder: sampled, passedOn: none },
      ...[5, 12].map((itemsPerDomain) => ({
        name: `first rung of ${itemsPerDomain} a domain`,
        ladder: configureLadder('sampled', { itemsPerDomain }),
        passedOn: none,
      })),
      {
        name: 'no first rung: all, 1 → all, 3',
        ladder: withRungs(sampled, ...sampled.rungs.slice(1)),
        passedOn: none,
      },
      {
        name: '8 a domain → all, 3',
        ladder: withRungs(sampled, rung(8, 1, 0, 0), rung('all', 3, 0.04, 0.01)),
        passedOn: none,
      },
      { name: 'α of regressed domains passed on', ladder: sampled, passedOn: 'regressed' },
      { name: 'α of settled domains passed on', ladder: sampled, passedOn: 'settled' },
    ],
  },
  {
    title: 'full',
    baselineAnswers: 9,
    rules: [
      { name: "today's: 1 → 2 → 3 → 6", ladder: full, passedOn: none },
      {
        name: '1 → 3 → 6',
        ladder: withRungs(
          full,
          rung('all', 1, 0.004, 0.003),
          rung('all', 3, 0.013, 0.007),
          rung('all', 6, 0.023, 0),
        ),
        passedOn: none,
      },
      {
        name: '2 → 6',
        ladder: withRungs(full, rung('all', 2, 0.009, 0.006), rung('all', 6, 0.031, 0.004)),
        passedOn: none,
      },
      { name: 'one look: 6', ladder: configureLadder('full', { repeats: 6 }), passedOn: none },
      { name: 'α of regressed domains passed on', ladder: full, passedOn: 'regressed' },
      { name: 'α of settled domains passed on', ladder: full, passedOn: 'settled' },
    ],
  },
  {
    title: 'nightly',
    baselineAnswers: 9,
    rules: [
      { name: "today's: 3 → 6", ladder: nightly, passedOn: none },
      { name: 'one look: 6', ladder: configureLadder('nightly', { repeats: 6 }), passedOn: none },
      { name: 'α of settled domains passed on', ladder: nightly, passedOn: 'settled' },
    ],
  },
  {
    title: 'release',
    baselineAnswers: 21,
    rules: [
      { name: "today's: 3 → 6 → 10", ladder: release, passedOn: none },
      {
        name: '3 → 10',
        ladder: withRungs(release, rung('all', 3, 0.015, 0.005), rung('all', 10, 0.025, 0.005)),
        passedOn: none,
      },
      { name: 'α of settled domains passed on', ladder: release, passedOn: 'settled' },
    ],
  },
];

/** A distribution that allows no p below 1: a domain that has it costs the others nothing. */
const COSTS_NOTHING: readonly number[] = [1];

/** Whether a domain gives its part away; one that still runs keeps it. */
function givesAway({ verdict }: DomainState, passedOn: PassedOn): boolean {
  return verdict === 'regression' || (passedOn === 'settled' && verdict === 'pass');
}

/**
 * The state between two rungs, with the domains that have stopped out of the adjustment of the
 * others where the rule passes their part on. Those that still run are tested anew anyway.
 */
export function passOn(state: LadderState, passedOn: PassedOn): LadderState {
  if (passedOn === 'none') return state;
  const domains = [...state.domains].map(
    ([name, domain]) =>
      [name, givesAway(domain, passedOn) ? { ...domain, nullCdf: COSTS_NOTHING } : domain] as const,
  );
  return { ...state, domains: new Map(domains) };
}
