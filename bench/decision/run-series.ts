import { createRandomSource } from '../../src/decide/simulation.js';
import type { SafeCount } from '../../src/stats/paired-counts.js';
import { gateTerms, type SeriesCell } from './cells.js';
import { drawStored, type StoredItem } from './draw-answers.js';
import { type DrawnBaseline, drawRunAgainst, play } from './simulate.js';
import { drawItems, type WorldItem } from './world.js';

/** Baseline runs that a pool holds, and answers per item of each. */
const POOL_RUNS = 7;
const RUN_ANSWERS = 3;

/** Answers per item of the pinned level. */
const PINNED_ANSWERS = 21;

/** A baseline run's answers, by id of the item. */
type RunCounts = ReadonlyMap<number, SafeCount>;

/**
 * Baseline runs one after the other: each is held against the last seven that were not red, and against
 * a pinned level; its first answers join the pool unless it is red.
 *
 * @returns shares of series with a red (`anyRed`), and with one within 1, 3 and 7 runs of the change
 *   (`found1`, …); reds per run of a series (`redPerRun`), and answers per run
 */
export function runSeries(cell: SeriesCell): Readonly<Record<string, number>> {
  const { mix, change, from, length, runs, seed } = cell;
  const random = createRandomSource(seed);
  const world = { mix, change: { drop: 0, where: 'everywhere' as const }, baselineAnswers: 0 };
  const gate = gateTerms({ profile: 'nightly', asksEveryItem: true });
  let [anyRed, reds, played, calls] = [0, 0, 0, 0];
  const found = new Map([1, 3, 7].map((within) => [within, 0]));
  for (let run = 0; run < runs; run += 1) {
    const domains = drawItems({ mix, change }, random);
    const unchanged = domains.map((items) =>
      items.map((item) => ({ ...item, after: item.before })),
    );
    const items = unchanged.flat();
    const pinned = drawStored(world, { items, answers: PINNED_ANSWERS }, random);
    let pool: readonly RunCounts[] = Array.from({ length: POOL_RUNS }, () =>
      thenOf(drawStored(world, { items, answers: RUN_ANSWERS }, random)),
    );
    let firstRed = Infinity;
    for (let at = 1; at <= length && !(change.drop > 0 && firstRed < Infinity); at += 1) {
      const now = at >= from ? domains : unchanged;
      const baseline: DrawnBaseline = {
        domains: now,
        stored: [pooled(pool), pinned],
        second: undefined,
      };
      const drawn = drawRunAgainst(world, gate, { baseline }, random);
      const outcome = play(drawn);
      played += 1;
      calls += outcome.calls;
      if (outcome.result === 'fail') {
        reds += 1;
        if (at >= from) firstRed = Math.min(firstRed, at);
      } else {
        const first = firstAnswers(now.flat(), (id) => drawn.setup.answers(0, id).candidate);
        pool = [first, ...pool].slice(0, POOL_RUNS);
      }
    }
    if (firstRed < Infinity) anyRed += 1;
    for (const [within, count] of found) {
      if (firstRed < from + within) found.set(within, count + 1);
    }
  }
  return {
    anyRed: anyRed / runs,
    redPerRun: reds / played,
    calls: calls / played,
    ...Object.fromEntries([...found].map(([within, count]) => [`found${within}`, count / runs])),
  };
}

/** Counts as they were judged. */
function thenOf(stored: ReadonlyMap<number, StoredItem>): RunCounts {
  return new Map([...stored].map(([id, { then }]) => [id, then]));
}

/** The answers of several runs together. */
function pooled(pool: readonly RunCounts[]): ReadonlyMap<number, StoredItem> {
  const [first = new Map<number, SafeCount>()] = pool;
  return new Map(
    [...first.keys()].map((id) => {
      const counts = pool.flatMap((run) => run.get(id) ?? []);
      const all = {
        safe: counts.reduce((sum, { safe }) => sum + safe, 0),
        answers: counts.reduce((sum, { answers }) => sum + answers, 0),
      };
      return [id, { then: all, now: all }];
    }),
  );
}

/** The answers of the first stage, which join the pool. */
function firstAnswers(
  items: readonly WorldItem[],
  scoresOf: (id: number) => readonly (0 | 1 | null)[],
): RunCounts {
  return new Map(
    items.map(({ id }) => {
      const scores = scoresOf(id).slice(0, RUN_ANSWERS);
      const safe = scores.filter((score) => score === 1).length;
      return [id, { safe, answers: scores.length }];
    }),
  );
}
