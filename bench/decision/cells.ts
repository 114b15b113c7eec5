import type { Mix } from '../../src/decide/simulation.js';
import {
  configureProfile,
  type ProfileOptions,
  type ProfileName,
} from '../../src/decide/profiles.js';
import type { GateTerms } from './simulate.js';
import type { Change, World } from './world.js';

/** A gate by its profile and what the run changes of it. */
export interface Gate extends Omit<GateTerms, 'profile'> {
  readonly profile: ProfileName;
  readonly options?: ProfileOptions;
}

/** Runs of a gate in a world, each against a baseline of its own. */
export interface RunsCell {
  readonly kind: 'runs';
  readonly gate: Gate;
  readonly world: World;
  readonly runs: number;
  readonly seed: number;
}

/** Pull requests of several pushes each, all against one baseline; a red sticks, or does not. */
export interface PushesCell {
  readonly kind: 'pushes';
  readonly gate: Gate;
  readonly world: World;
  readonly pushes: number;
  readonly sticks: boolean;
  readonly runs: number;
  readonly seed: number;
}

/** Series of baseline runs one after the other, each against those before it. */
export interface SeriesCell {
  readonly kind: 'series';
  readonly mix: Mix;
  /** What happens, and from which run on (the first is 1). */
  readonly change: Change;
  readonly from: number;
  readonly length: number;
  readonly runs: number;
  readonly seed: number;
}

/** Sweeps judged by "fail if a domain drops by more than X points". */
export interface NaiveCell {
  readonly kind: 'naive';
  readonly mix: Mix;
  readonly itemsPerDomain: number;
  /** Answers per item, on both sides. */
  readonly answers: number;
  readonly thresholds: readonly number[];
  readonly runs: number;
  readonly seed: number;
}

/** Old answers judged again at night, to see whether the judge moved. */
export interface BridgeCell {
  readonly kind: 'bridge';
  readonly world: World;
  readonly runs: number;
  readonly seed: number;
}

/** A safe-rate held against floors by a run of a profile. */
export interface FloorCell {
  readonly kind: 'floor';
  readonly gate: Gate;
  readonly world: World;
  /** How far the floor lies below the mean safe-rate of the items; negative: above it. */
  readonly below: number;
  readonly runs: number;
  readonly seed: number;
}

/** What is simulated many times over. */
export type Cell = RunsCell | PushesCell | SeriesCell | NaiveCell | BridgeCell | FloorCell;

/** A cell whose seed is still to be given: seeds follow from the order of the cells. */
export type SeedlessCell<Kind extends Cell = Cell> = Kind extends Cell ? Omit<Kind, 'seed'> : never;

/** How often cells are run. */
export interface Effort {
  /** Where false alarms and pass shares are counted. */
  readonly many: number;
  /** Elsewhere. */
  readonly some: number;
}

/** The domain that drops when one does: 18 items, the most frequent size. */
export const DROPPED_DOMAIN = 1;
export const UNCHANGED: Change = { drop: 0, where: 'everywhere' };

/** Baseline answers per item a pull request is meant to meet. */
export const USUAL_BASELINE = 9;

/** The middle of what published models show of how items differ. */
const USUAL_CONCENTRATION = 0.6;

/** A drop in one domain. */
export function inOne(drop: number, way: Change['way'] = 'log-odds'): Change {
  return { drop, where: DROPPED_DOMAIN, way };
}

/** A drop in all domains. */
export function everywhere(drop: number): Change {
  return { drop, where: 'everywhere' };
}

/** Items of a mean safe-rate that differ as they usually do, or as said. */
export function mixOf(rate: number, concentration = USUAL_CONCENTRATION): Mix {
  return { rate, concentration };
}

/** A gate with its profile configured. */
export function gateTerms({ profile, options, ...terms }: Gate): GateTerms {
  return { ...terms, profile: configureProfile(profile, options) };
}

/** Runs of a gate in a world. */
export function runsOf(
  gate: Gate,
  world: Pick<World, 'mix'> & Partial<World>,
  runs: number,
): SeedlessCell<RunsCell> {
  const usual = { change: UNCHANGED, baselineAnswers: USUAL_BASELINE };
  return { kind: 'runs', gate, world: { ...usual, ...world }, runs };
}
