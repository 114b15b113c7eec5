import type { DomainState, DecisionState } from '../../src/decide/v1-decision-state.js';
import { configureProfile, type Profile, PROFILES, type Stage } from '../../src/decide/v1-profiles.js';

/** Domains whose part of the false-alarm chance goes to those that are still open. */
export type PassedOn = 'none' | 'regressed' | 'settled';

/** A rule that is measured: today's, or one that could stand in its place. */
export interface Rule {
  readonly name: string;
  readonly profile: Profile;
  readonly passedOn: PassedOn;
}

/** Short for a stage: items, answers, spends. */
function stage(
  itemsPerDomain: number | 'all',
  answers: number,
  spendDomain: number,
  spendOverall: number,
): Stage {
  return { itemsPerDomain, answers, spendDomain, spendOverall };
}

/** A profile with other stages. */
function withStages(profile: Profile, ...stages: readonly Stage[]): Profile {
  return { ...profile, stages };
}

const { sampled, full, nightly, release } = PROFILES;
const none: Extract<PassedOn, 'none'> = 'none';

/** The rules of one profile, today's first. */
export interface Family {
  readonly title: string;
  /** Baseline answers an item. */
  readonly baselineAnswers: number;
  readonly rules: readonly Rule[];
}

/** Spends of stages that are left out go to the stage that takes their place. */
export const FAMILIES: readonly Family[] = [
  {
    title: 'sampled',
    baselineAnswers: 9,
    rules: [
      { name: "today's: 8 a domain → all, 1 → all, 3", profile: sampled, passedOn: none },
      ...[5, 12].map((itemsPerDomain) => ({
        name: `first stage of ${itemsPerDomain} a domain`,
        profile: configureProfile('sampled', { itemsPerDomain }),
        passedOn: none,
      })),
      {
        name: 'no first stage: all, 1 → all, 3',
        profile: withStages(sampled, ...sampled.stages.slice(1)),
        passedOn: none,
      },
      {
        name: '8 a domain → all, 3',
        profile: withStages(sampled, stage(8, 1, 0, 0), stage('all', 3, 0.04, 0.01)),
        passedOn: none,
      },
      { name: 'α of regressed domains passed on', profile: sampled, passedOn: 'regressed' },
      { name: 'α of settled domains passed on', profile: sampled, passedOn: 'settled' },
    ],
  },
  {
    title: 'full',
    baselineAnswers: 9,
    rules: [
      { name: "today's: 1 → 2 → 3 → 6", profile: full, passedOn: none },
      {
        name: '1 → 3 → 6',
        profile: withStages(
          full,
          stage('all', 1, 0.004, 0.003),
          stage('all', 3, 0.013, 0.007),
          stage('all', 6, 0.023, 0),
        ),
        passedOn: none,
      },
      {
        name: '2 → 6',
        profile: withStages(full, stage('all', 2, 0.009, 0.006), stage('all', 6, 0.031, 0.004)),
        passedOn: none,
      },
      { name: 'one look: 6', profile: configureProfile('full', { repeats: 6 }), passedOn: none },
      { name: 'α of regressed domains passed on', profile: full, passedOn: 'regressed' },
      { name: 'α of settled domains passed on', profile: full, passedOn: 'settled' },
    ],
  },
  {
    title: 'nightly',
    baselineAnswers: 9,
    rules: [
      { name: "today's: 3 → 6", profile: nightly, passedOn: none },
      { name: 'one look: 6', profile: configureProfile('nightly', { repeats: 6 }), passedOn: none },
      { name: 'α of settled domains passed on', profile: nightly, passedOn: 'settled' },
    ],
  },
  {
    title: 'release',
    baselineAnswers: 21,
    rules: [
      { name: "today's: 3 → 6 → 10", profile: release, passedOn: none },
      {
        name: '3 → 10',
        profile: withStages(release, stage('all', 3, 0.015, 0.005), stage('all', 10, 0.025, 0.005)),
        passedOn: none,
      },
      { name: 'α of settled domains passed on', profile: release, passedOn: 'settled' },
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
 * The state between two stages, with the domains that have stopped out of the adjustment of the
 * others where the rule passes their part on. Those that still run are tested anew anyway.
 */
export function passOn(state: DecisionState, passedOn: PassedOn): DecisionState {
  if (passedOn === 'none') return state;
  const domains = [...state.domains].map(
    ([name, domain]) =>
      [name, givesAway(domain, passedOn) ? { ...domain, nullCdf: COSTS_NOTHING } : domain] as const,
  );
  return { ...state, domains: new Map(domains) };
}
