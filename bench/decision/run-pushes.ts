import { createRandomSource, type RandomSource } from '../../src/decide/simulation.js';
import { gateTerms, type PushesCell } from './cells.js';
import { type DrawnBaseline, drawBaseline, drawRunAgainst, play } from './simulate.js';

/**
 * Pushes of pull requests: each has new answers and a new order of the items, all the same baseline.
 * Groups that were red on an earlier push, and all of them where all together was, are decided first
 * until a push passes.
 *
 * @returns shares of pull requests that were red, and that passed, on one of the first `1`, `3` and all
 *   pushes (`red1`, `pass1`, …), whose last push passes (`lastPasses`), whose last push is red
 *   (`lastRed`), and answers per push
 */
export function runPushes(cell: PushesCell): Readonly<Record<string, number>> {
  const { gate, world, pushes, sticks, runs, seed } = cell;
  const random = createRandomSource(seed);
  const terms = gateTerms(gate);
  const counts = new Map<string, number>();
  const count = (name: string, by = 1): void => void counts.set(name, (counts.get(name) ?? 0) + by);
  for (let run = 0; run < runs; run += 1) {
    const baseline = drawBaseline(world, random);
    let sticky: readonly number[] = [];
    let [firstRed, firstPass] = [Infinity, Infinity];
    for (let push = 1; push <= pushes; push += 1) {
      const at = { baseline: reordered(baseline, random), sticky: sticks ? sticky : [] };
      const { state, result, regressed, calls } = play(drawRunAgainst(world, terms, at, random));
      count('calls', calls / pushes);
      const isAllRed = state.overall.views.some(({ verdict }) => verdict === 'red');
      if (result === 'fail') {
        firstRed = Math.min(firstRed, push);
        const red = isAllRed ? baseline.domains.map((_, domain) => domain) : regressed;
        sticky = [...new Set([...sticky, ...red])];
      }
      if (result === 'pass') {
        firstPass = Math.min(firstPass, push);
        sticky = [];
      }
      if (push === pushes && result === 'pass') count('lastPasses');
      if (push === pushes && result === 'fail') count('lastRed');
    }
    for (const within of [1, 3, pushes]) {
      count(`red${within}`, firstRed <= within ? 1 : 0);
      count(`pass${within}`, firstPass <= within ? 1 : 0);
    }
  }
  return Object.fromEntries([...counts].map(([name, value]) => [name, value / runs]));
}

/** The items of every domain in a new order. */
function reordered(baseline: DrawnBaseline, random: RandomSource): DrawnBaseline {
  const domains = baseline.domains.map((items) =>
    items
      .map((item) => ({ item, rank: random() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item),
  );
  return { ...baseline, domains };
}
