import { judgeMove } from '../../src/decide/churn.js';
import { createRandomSource } from '../../src/decide/simulation.js';
import { type BridgeCell, type Cell, type FloorCell, gateTerms, type RunsCell } from './cells.js';
import { holdFloors } from './hold-floors.js';
import { runNaive } from './naive.js';
import { runPushes } from './run-pushes.js';
import { runSeries } from './run-series.js';
import { drawBaseline, drawRunAgainst, type Outcome, play, simulate } from './simulate.js';

/** Figures of a cell by name: shares of its runs, and means. */
export type CellResult = Readonly<Record<string, number>>;

/** Runs a cell as often as it says, from its own seed. */
export function runCell(cell: Cell): CellResult {
  switch (cell.kind) {
    case 'runs':
      return summarise(outcomesOf(cell), cell);
    case 'pushes':
      return runPushes(cell);
    case 'series':
      return runSeries(cell);
    case 'naive':
      return runNaive(cell);
    case 'bridge':
      return runBridge(cell);
    case 'floor':
      return runFloor(cell);
  }
}

/** What is kept of a run. */
type Figures = Omit<Outcome, 'counts'>;

/** Every run of a cell. */
function outcomesOf({ gate, world, runs, seed }: RunsCell): readonly Figures[] {
  const random = createRandomSource(seed);
  const terms = gateTerms(gate);
  return Array.from({ length: runs }, () => {
    const { result, regressed, passed, calls, rejudged } = simulate(world, terms, random);
    return { result, regressed, passed, calls, rejudged };
  });
}

/**
 * Counts what runs came to: the shares that `fails`, `finds` the domain that dropped (with a change
 * everywhere the same as `fails`), `passes`, and in which the domain that dropped passes
 * (`passesDropped`); answers on average, of nine runs in ten at most, and by verdict; stored answers
 * judged again.
 */
function summarise(outcomes: readonly Figures[], { world }: RunsCell): CellResult {
  const { where } = world.change;
  const calls = outcomes.map((outcome) => outcome.calls).sort((a, b) => a - b);
  const by = (result: Outcome['result']): readonly Figures[] =>
    outcomes.filter((outcome) => outcome.result === result);
  const fails = by('fail').length / outcomes.length;
  const isOne = typeof where === 'number';
  return {
    fails,
    finds: isOne ? share(outcomes, ({ regressed }) => regressed.includes(where)) : fails,
    passes: by('pass').length / outcomes.length,
    passesDropped: isOne ? share(outcomes, ({ passed }) => passed.includes(where)) : 0,
    calls: mean(calls),
    mostCalls: calls[Math.ceil(calls.length * 0.9) - 1] ?? 0,
    rejudged: mean(outcomes.map(({ rejudged }) => rejudged)),
    callsWhenPass: mean(by('pass').map((outcome) => outcome.calls)),
    callsWhenOpen: mean(by('inconclusive').map((outcome) => outcome.calls)),
    callsWhenRed: mean(by('fail').map((outcome) => outcome.calls)),
    rejudgedWhenRed: mean(by('fail').map(({ rejudged }) => rejudged)),
    rejudgedWhenPass: mean(by('pass').map(({ rejudged }) => rejudged)),
  };
}

/** Stored answers per item that the nightly bridge reads again. */
const BRIDGE_ANSWERS = 3;

/** How often the bridge calls a judge moved. */
function runBridge({ world, runs, seed }: BridgeCell): CellResult {
  const random = createRandomSource(seed);
  let moved = 0;
  for (let run = 0; run < runs; run += 1) {
    const { stored } = drawBaseline({ ...world, baselineAnswers: 1 }, random);
    let [stricter, milder] = [0, 0];
    for (let answer = 0; answer < BRIDGE_ANSWERS; answer += 1) {
      const again =
        answer === 0 ? stored : drawBaseline({ ...world, baselineAnswers: 1 }, random).stored;
      for (const { then, now } of again[0]?.values() ?? []) {
        if (then.safe > now.safe) stricter += 1;
        if (then.safe < now.safe) milder += 1;
      }
    }
    if (judgeMove({ stricter, milder }).hasMoved) moved += 1;
  }
  return { moved: moved / runs };
}

/** How often a floor is met, missed or open, and the run passes with it. */
function runFloor({ gate, world, below, runs, seed }: FloorCell): CellResult {
  const random = createRandomSource(seed);
  const terms = gateTerms({ ...gate, asksEveryItem: true });
  const counts = { met: 0, missed: 0, open: 0, passes: 0 };
  for (let run = 0; run < runs; run += 1) {
    const baseline = drawBaseline(world, random);
    const drawn = drawRunAgainst(world, terms, { baseline }, random);
    const { state, result } = play(drawn);
    const rate = mean(baseline.domains.flat().map(({ after }) => after)) - below;
    const [outcome] = holdFloors([{ domain: undefined, rate }], { drawn, state, baseline });
    if (outcome !== undefined) counts[outcome.result] += 1;
    if (result === 'pass' && outcome?.result === 'met') counts.passes += 1;
  }
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count / runs]));
}

/** Share of outcomes of which something holds. */
function share(outcomes: readonly Figures[], holds: (outcome: Figures) => boolean): number {
  return outcomes.filter(holds).length / outcomes.length;
}

/** Mean of some numbers; none gives NaN. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
