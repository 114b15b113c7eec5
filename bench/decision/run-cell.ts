import { type Cell, ladderOf } from './cells.js';
import { createRandomSource } from '../../src/core/compare/random-source.js';
import { type Outcome, simulate } from './simulate.js';

/** What many runs of a cell came to; shares are of the runs. */
export interface CellResult {
  readonly cell: Cell;
  /** Runs that found a regression anywhere. */
  readonly fails: number;
  /** Runs that named the domain that fell; with a change everywhere the same as `fails`. */
  readonly finds: number;
  readonly passes: number;
  /** Runs in which the domain that fell passed; 0 with a change everywhere. */
  readonly passesFallen: number;
  readonly meanCalls: number;
  /** Nine runs in ten asked at most this many answers. */
  readonly mostCalls: number;
}

/** Share of outcomes of which something holds. */
function share(outcomes: readonly Outcome[], holds: (outcome: Outcome) => boolean): number {
  return outcomes.filter(holds).length / outcomes.length;
}

/** Runs a cell as often as it says, from its own seed. */
export function runCell(cell: Cell): CellResult {
  const random = createRandomSource(cell.seed);
  const ladder = ladderOf(cell.gate);
  const { where } = cell.change;
  const outcomes = Array.from({ length: cell.runs }, () => simulate(cell, ladder, random));
  const calls = outcomes.map((outcome) => outcome.calls).sort((a, b) => a - b);
  const fails = share(outcomes, (outcome) => outcome.result === 'regression');
  const isOne = typeof where === 'number';
  return {
    cell,
    fails,
    finds: isOne ? share(outcomes, (outcome) => outcome.regressed.includes(where)) : fails,
    passes: share(outcomes, (outcome) => outcome.result === 'pass'),
    passesFallen: isOne ? share(outcomes, (outcome) => outcome.passed.includes(where)) : 0,
    meanCalls: calls.reduce((sum, count) => sum + count, 0) / calls.length,
    mostCalls: calls[Math.ceil(calls.length * 0.9) - 1] ?? 0,
  };
}
