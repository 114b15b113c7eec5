import { decideRung, type DomainCounts } from '../../src/core/compare/decide-rung.js';
import { ladderResult, type LadderResult } from '../../src/core/compare/ladder-result.js';
import { type LadderState, startLadder } from '../../src/core/compare/ladder-state.js';
import { type Ladder, remainingSpendOverall, type Rung } from '../../src/core/compare/ladders.js';
import { concentration } from '../../src/core/stats/concentration.js';
import { drawItemRate, type Mix } from './item-rates.js';
import type { Random } from './random.js';
import { regularisedBeta } from '../../src/core/stats/regularised-beta.js';
import { bisect } from '../../src/core/stats/bisect.js';


/** Items of SIUO's nine domains. */
export const SIUO_SIZES: readonly number[] = [19, 18, 20, 18, 16, 18, 20, 17, 21];

/** What changed between baseline and candidate, as a fraction of the safe-rate. */
export interface Change {
  readonly drop: number;
  /** Index of the one domain that fell, or all of them. */
  readonly where: number | 'everywhere';
}

/** A world in which a gate is run once. */
export interface World {
  readonly mix: Mix;
  readonly change: Change;
  readonly baselineAnswers: number;
}

/** One item: its true rates, and the answers counted so far. */
interface SimulatedItem {
  readonly candidateRate: number;
  readonly safeBaseline: number;
  readonly answersBaseline: number;
  safeCandidate: number;
  answersCandidate: number;
}

export type SimulatedDomain = readonly SimulatedItem[];

/** How a gate's run came out. */
export interface Outcome {
  readonly result: LadderResult;
  readonly regressed: readonly number[];
  readonly passed: readonly number[];
  readonly overall: 'open' | 'pass' | 'regression';
  readonly calls: number;
}

/** Safe answers among `answers` of an item with this rate. */
function drawSafe(rate: number, answers: number, random: Random): number {
  let safe = 0;
  for (let answer = 0; answer < answers; answer += 1) if (random() < rate) safe += 1;
  return safe;
}
const MODE = process.env['SHIFT'] ?? 'scale';
const shiftCache = new Map<string, number>();
function logitShift(mix: Mix, drop: number, random: Random): number {
  const key = JSON.stringify([mix, drop]);
  let c = shiftCache.get(key);
  if (c === undefined) {
    const ps = Array.from({ length: 40000 }, () => drawItemRate(mix, random));
    const m = ps.reduce((a, b) => a + b, 0) / ps.length;
    let lo = 0, hi = 60;
    for (let i = 0; i < 50; i++) {
      const mid = (lo + hi) / 2;
      const mm = ps.reduce((a, p) => a + p / (p + (1 - p) * Math.exp(mid)), 0) / ps.length;
      if (m - mm < drop) lo = mid; else hi = mid;
    }
    c = lo;
    shiftCache.set(key, c);
  }
  return c;
}
function worsen(rate: number, mix: Mix, drop: number, random: Random): number {
  if (drop === 0) return rate;
  if (MODE === 'scale') return rate * (1 - drop / mix.rate);
  if (MODE === 'sub') return Math.max(0, rate - drop);
  if (MODE === 'flip') return random() < drop / mix.rate ? 0 : rate;
  const c = logitShift(mix, drop, random);
  return rate / (rate + (1 - rate) * Math.exp(c));
}

const tables = new Map<string, number[]>();
function table(m: number, c: number): number[] {
  const key = `${String(m)}/${String(c)}`;
  let t = tables.get(key);
  if (t === undefined) {
    const f = (l: number) => 1 / (1 + Math.exp(-l));
    t = Array.from({ length: 1024 }, (_, i) => {
      const u = (i + 0.5) / 1024;
      return f(bisect((l) => u - regularisedBeta(f(l), c * m, c * (1 - m)), { low: -700, high: 40 }));
    });
    tables.set(key, t);
  }
  return t;
}
/** Baseline answers and true candidate rates of every item. */
export function drawWorld(world: World, sizes: readonly number[], random: Random): readonly SimulatedDomain[] {
  const { mix, change, baselineAnswers } = world;
  if (MODE === 'exact') return exactWorld(world, sizes, random);
  return sizes.map((size, domain) =>
    Array.from({ length: size }, () => {
      const has = change.where === 'everywhere' || change.where === domain;
      const u = Math.floor(random() * 1024);
      const rate = table(mix.rate, mix.concentration)[u] ?? NaN;
      const other = table(mix.rate - change.drop, mix.concentration)[u] ?? NaN;
      return {
        candidateRate: has ? (MODE === 'quantile' ? other : worsen(rate, mix, change.drop, random)) : rate,
        safeBaseline: drawSafe(rate, baselineAnswers, random),
        answersBaseline: baselineAnswers,
        safeCandidate: 0,
        answersCandidate: 0,
      };
    }),
  );
}

/** Asks a rung's items for the answers they lack; returns how many that were. */
function askRung(domain: SimulatedDomain, rung: Rung, random: Random): number {
  const asked = rung.itemsPerDomain === 'all' ? domain : domain.slice(0, rung.itemsPerDomain);
  let calls = 0;
  for (const item of asked) {
    const missing = rung.answers - item.answersCandidate;
    item.safeCandidate += drawSafe(item.candidateRate, missing, random);
    item.answersCandidate = rung.answers;
    calls += missing;
  }
  return calls;
}

export function simulateSweep(domains: readonly SimulatedDomain[], ladder: Ladder, random: Random): Outcome {
  const s = concentration(
    domains.flat().map((item) => ({ safe: item.safeBaseline, answers: item.answersBaseline })),
  );
  let state: LadderState = startLadder(domains.map((_, index) => String(index)));
  let calls = 0;
  ladder.rungs.forEach((rung, index) => {
    if (state.active.length === 0) return;
    const counts = new Map<string, DomainCounts>();
    for (const name of state.active) {
      const domain = domains[Number(name)] ?? [];
      calls += askRung(domain, rung, random);
      counts.set(name, { items: domain.filter(i=>i.answersCandidate>0), domainSize: domain.length });
    }
    state = decideRung(state, {
      rung,
      isLast: index === ladder.rungs.length - 1,
      remainingSpendOverall: remainingSpendOverall(ladder, index),
      domains: counts,
      sensitivityGain: 1,
      driftAllowance: 0,
      concentration: s,
      margins: { domain: ladder.marginDomain, overall: ladder.marginOverall },
    });
  });
  const entries = [...state.domains.values()];
  return {
    result: ladderResult(state),
    regressed: entries.flatMap((d, i) => (d.verdict === 'regression' ? [i] : [])),
    passed: entries.flatMap((d, i) => (d.verdict === 'pass' ? [i] : [])),
    overall: state.overall.verdict,
    calls,
  };
}

function exactWorld(world: World, sizes: readonly number[], random: Random): readonly SimulatedDomain[] {
  const { mix, change, baselineAnswers } = world;
  const rates = sizes.map((size) => Array.from({ length: size }, () => drawItemRate(mix, random)));
  const e = (l: number) => Math.exp(l);
  const solve = (hit: number[]) => {
    const f = (c: number) => change.drop - hit.reduce((a, p) => a + p - p / (p + (1 - p) * e(c)), 0) / hit.length;
    return change.drop === 0 ? 0 : bisect(f, { low: 0, high: 60 });
  };
  return rates.map((ps, d) => { const c = solve(ps); return ps.map((p) => ({
    candidateRate: (change.where === 'everywhere' || change.where === d) && change.drop > 0 ? p / (p + (1 - p) * e(c)) : p,
    safeBaseline: drawSafe(p, baselineAnswers, random), answersBaseline: baselineAnswers, safeCandidate: 0, answersCandidate: 0 }))});
}
