import { createRandomSource } from '../../src/decide/simulation.js';
import { type Summary, summarise } from '../decision/run-cell.js';
import { simulate } from '../decision/simulate.js';
import type { World } from '../decision/world.js';
import { passOn, type Rule } from './rules.js';

/** A rule in a world, many times over. */
export interface Trial extends World {
  readonly rule: Rule;
  readonly runs: number;
  readonly seed: number;
}

/** Runs a trial as often as it says, from its own seed. */
export function runTrial(trial: Trial): Summary {
  const { rule, runs, seed } = trial;
  const random = createRandomSource(seed);
  const outcomes = Array.from({ length: runs }, () =>
    simulate(trial, rule.profile, random, (state) => passOn(state, rule.passedOn)),
  );
  return summarise(outcomes, trial.change);
}
