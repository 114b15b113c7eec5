import { createRandomSource } from '../../src/decide/simulation.js';
import { type Cell, profileOf } from './cells.js';
import { type Outcome, simulate } from './simulate.js';
import type { Change } from './world.js';

/** What many runs came to; shares are of the runs. */
interface Summary {
  /** Runs that found a regression anywhere. */
  readonly fails: number;
  /** Runs that named the domain that dropped; with a change everywhere the same as `fails`. */
  readonly finds: number;
  /** Runs that named a domain beside the one that dropped; 0 with a change everywhere. */
  readonly namesOthers: number;
  readonly passes: number;
  /** Runs in which the domain that dropped passed; 0 with a change everywhere. */
  readonly passesDropped: number;
  readonly meanCalls: number;
  /** Nine runs in ten asked at most this many answers. */
  readonly mostCalls: number;
  /** Domains that a run named, on average. */
  readonly meanNamed: number;
}

/** What many runs of a cell came to. */
export interface SampleResult extends Summary {
  readonly cell: Cell;
}

/** Share of outcomes of which something holds. */
function share(outcomes: readonly Outcome[], holds: (outcome: Outcome) => boolean): number {
  return outcomes.filter(holds).length / outcomes.length;
}

/** Mean of some numbers. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Counts what runs of one cell came to.
 *
 * @param outcomes - one or more
 * @param where - what dropped in them
 */
function summarise(outcomes: readonly Outcome[], { where }: Change): Summary {
  const calls = outcomes.map((outcome) => outcome.calls).sort((a, b) => a - b);
  const fails = share(outcomes, ({ result }) => result === 'fail');
  const isOne = typeof where === 'number';
  return {
    fails,
    finds: isOne ? share(outcomes, ({ regressed }) => regressed.includes(where)) : fails,
    namesOthers: isOne
      ? share(outcomes, ({ regressed }) => regressed.some((domain) => domain !== where))
      : 0,
    passes: share(outcomes, ({ result }) => result === 'pass'),
    passesDropped: isOne ? share(outcomes, ({ passed }) => passed.includes(where)) : 0,
    meanCalls: mean(calls),
    mostCalls: calls[Math.ceil(calls.length * 0.9) - 1] ?? 0,
    meanNamed: mean(outcomes.map(({ regressed }) => regressed.length)),
  };
}

/** Runs a cell as often as it says, from its own seed. */
export function runCell(cell: Cell): SampleResult {
  const random = createRandomSource(cell.seed);
  const profile = profileOf(cell.gate);
  const outcomes = Array.from({ length: cell.runs }, () => simulate(cell, profile, random));
  return { cell, ...summarise(outcomes, cell.change) };
}
