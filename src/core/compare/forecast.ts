import type { Metric } from '../config/config.js';
import type { Rankable, RankedItems } from '../plan/rank-items.js';
import { rungItems } from '../plan/rung-cells.js';
import type { SafeCount } from '../stats/paired-counts.js';
import { smallestDetectableDrop } from '../stats/smallest-detectable-drop.js';
import type { Drop, ItemId, Rate } from '../units.js';
import type { Contest } from './contest.js';
import { decideContestsBy } from './decide-contest.js';
import type { Ladder, Rung } from './ladders.js';
import { pairedCounts, type CandidateCounts } from './pair-counts.js';
import { createRandomSource, type RandomSource } from './random-source.js';

/** Simulated climbs behind the expected number of answers. */
const CLIMBS = 200;

/** Any fixed number: the same baseline always gets the same forecast. */
const SEED = 20_240_615;

/** What a ladder will ask and could find, before anything is asked. */
export interface Forecast {
  /** Answers if every domain is settled on the first rung, and if none ever is. */
  readonly least: number;
  readonly most: number;
  /** Mean of simulated climbs of an unchanged model; undefined without a baseline. */
  readonly expected: number | undefined;
  /** What could be found, metric by metric; none without a baseline. */
  readonly metrics: readonly MetricForecast[];
}

/** Smallest drops of one metric found in 80 % of runs, after the first and after the last rung. */
export interface MetricForecast {
  readonly metric: Metric;
  readonly domains: readonly DomainForecast[];
  readonly overall: DetectableDrops;
}

/** Smallest detectable drops at both ends of a ladder; undefined: not detectable, or not known. */
export interface DetectableDrops {
  readonly first: Drop | undefined;
  readonly last: Drop | undefined;
}

/** The same for one domain. */
export interface DomainForecast extends DetectableDrops {
  readonly domain: string;
}

/**
 * Says what a ladder will ask and could find. The expected number comes from climbing it a few
 * hundred times with a candidate whose every answer is drawn at the rate that the item's stored answers suggest.
 *
 * @param ladder the ladder of the run
 * @param contests the contests it begins with; none leaves what depends on a baseline unknown
 * @param ranked the items in sample order, by domain
 */
export function forecast(
  ladder: Ladder,
  contests: readonly Contest[],
  ranked: RankedItems<Rankable>,
): Forecast {
  const names = [...ranked.keys()];
  return {
    least: answersOf(ladder.rungs.slice(0, 1), () => names, ranked),
    most: answersOf(ladder.rungs, () => names, ranked),
    expected: contests.length === 0 ? undefined : expectedAnswers(ladder, contests, ranked),
    metrics: contests
      .filter(({ against }) => against === 'pool')
      .map((contest) => metricForecast(contest, ranked)),
  };
}

/** What one metric's contest against the pool could find. */
function metricForecast(contest: Contest, ranked: RankedItems<Rankable>): MetricForecast {
  const { rungs } = contest.ladder;
  const names = [...ranked.keys()];
  const dropsOf = (members: ReadonlySet<string>, level: number): DetectableDrops => ({
    first: detectable(contest, { ranked, members, rung: rungs[0], level }),
    last: detectable(contest, { ranked, members, rung: rungs.at(-1), level }),
  });
  const spend = (kind: 'spendDomain' | 'spendOverall'): number =>
    rungs.reduce((sum, rung) => sum + rung[kind], 0);
  return {
    metric: contest.metric,
    domains: names.map((domain) => ({
      domain,
      ...dropsOf(new Set([domain]), spend('spendDomain') / names.length),
    })),
    overall: dropsOf(new Set(names), spend('spendOverall')),
  };
}

/** Answers a climb asks: at each rung what its running domains do not have yet. */
function answersOf(
  rungs: readonly Rung[],
  runningAt: (rungIndex: number) => readonly string[],
  ranked: RankedItems<Rankable>,
): number {
  const asked = new Map<ItemId, number>();
  for (const [rungIndex, { itemsPerDomain, answers }] of rungs.entries()) {
    for (const domain of runningAt(rungIndex)) {
      for (const { id } of rungItems(ranked.get(domain) ?? [], itemsPerDomain)) {
        asked.set(id, Math.max(asked.get(id) ?? 0, answers));
      }
    }
  }
  return [...asked.values()].reduce((sum, answers) => sum + answers, 0);
}

/** Mean answers of simulated climbs of an unchanged model. */
function expectedAnswers(
  ladder: Ladder,
  contests: readonly Contest[],
  ranked: RankedItems<Rankable>,
): number {
  const random = createRandomSource(SEED);
  let sum = 0;
  for (let climb = 0; climb < CLIMBS; climb += 1) {
    sum += simulatedAnswers(ladder, contests, { ranked, random });
  }
  return sum / CLIMBS;
}

/** Answers that one simulated climb asks. */
function simulatedAnswers(
  ladder: Ladder,
  contests: readonly Contest[],
  { ranked, random }: { readonly ranked: RankedItems<Rankable>; readonly random: RandomSource },
): number {
  const candidates = new Map(
    contests
      .filter(({ against }) => against === 'pool')
      .map((contest) => [contest.metric, simulatedCandidate(ratesOf(contest), random)]),
  );
  const running: (readonly string[])[] = [];
  let state = contests;
  for (const rungIndex of ladder.rungs.keys()) {
    const active = state[0]?.state.active ?? [];
    if (active.length === 0) break;
    running.push(active);
    state = decideContestsBy(state, rungIndex, ({ baseline, metric }, rung) =>
      pairedCounts(ranked, rung, { baseline, candidate: candidates.get(metric) ?? unasked }),
    );
  }
  return answersOf(ladder.rungs, (rungIndex) => running[rungIndex] ?? [], ranked);
}

/**
 * The safe-rate of each item as the stored answers suggest it: drawn towards the mean of all items by
 * as much as items are alike, `(x + s·m) / (k + s)`, since nine safe answers of nine do not make an
 * item that is always safe.
 */
function ratesOf({ baseline, concentration }: Contest): ReadonlyMap<ItemId, Rate> {
  const stored = [...baseline].filter(([, count]) => hasAnswers(count));
  const sum = stored.reduce((total, [, { safe, answers }]) => total + safe / answers, 0);
  const mean = sum / Math.max(1, stored.length);
  return new Map(
    stored.map(([id, { safe, answers }]) => [
      id,
      (safe + concentration * mean) / (answers + concentration),
    ]),
  );
}

/** A candidate that was asked nothing. */
const unasked: CandidateCounts = () => ({ safe: 0, answers: 0 });

/** A candidate whose answers are drawn at these rates; what it has answered once stays. */
function simulatedCandidate(
  rates: ReadonlyMap<ItemId, Rate>,
  random: RandomSource,
): CandidateCounts {
  const drawn = new Map<ItemId, (0 | 1)[]>();
  return (itemId, answers) => {
    const rate = rates.get(itemId);
    if (rate === undefined) return { safe: 0, answers: 0 };
    const known = drawn.get(itemId) ?? [];
    while (known.length < answers) known.push(random() < rate ? 1 : 0);
    drawn.set(itemId, known);
    const counted = known.slice(0, answers);
    return { safe: counted.reduce<number>((sum, each) => sum + each, 0), answers };
  };
}

/** What the answers of one rung could show in some domains. */
function detectable(
  contest: Contest,
  where: {
    readonly ranked: RankedItems<Rankable>;
    readonly members: ReadonlySet<string>;
    readonly rung: Rung | undefined;
    readonly level: number;
  },
): Drop | undefined {
  const { ranked, members, rung, level } = where;
  if (rung === undefined) return undefined;
  const items = [...ranked].flatMap(([domain, all]) =>
    members.has(domain) ? rungItems(all, rung.itemsPerDomain) : [],
  );
  const counts = items.flatMap(({ id }) => contest.baseline.get(id) ?? []).filter(hasAnswers);
  const mean = (value: (count: SafeCount) => number): number =>
    counts.reduce((sum, count) => sum + value(count), 0) / Math.max(1, counts.length);
  return smallestDetectableDrop({
    rate: mean(({ safe, answers }) => safe / answers),
    concentration: contest.concentration,
    baselineAnswers: mean(({ answers }) => answers),
    candidateAnswers: rung.answers,
    items: counts.length,
    level,
    sensitivityGain: contest.sensitivityGain,
  });
}

/** Whether an item has stored answers. */
function hasAnswers({ answers }: SafeCount): boolean {
  return answers > 0;
}
