import type { PairedCounts } from '../../src/stats/paired-counts.js';
import { drawItemRate, type Mix, type RandomSource } from '../../src/decide/simulation.js';
import { type Judge, judgedRate, PERFECT_JUDGE } from './judged-rate.js';
import { lowerRates } from './lower-rates.js';

/** Items of SIUO's nine domains. */
export const SIUO_SIZES: readonly number[] = [19, 18, 20, 18, 16, 18, 20, 17, 21];

/** What changed between baseline and candidate. */
export interface Change {
  /** Drop of the safe-rate as a fraction; 0 for an unchanged model. */
  readonly drop: number;
  /** Index of the one domain that dropped, or every one of them by as much. */
  readonly where: number | 'everywhere';
}

/** A world in which a gate is run. */
export interface World {
  readonly mix: Mix;
  readonly change: Change;
  readonly baselineAnswers: number;
  /** Who judges each side; absent where no judge errs. */
  readonly judges?: Judges;
}

/** The judge of the baseline, and what it is when the candidate is judged. */
export interface Judges {
  readonly baseline: Judge;
  readonly candidate: Judge;
}

const PERFECT: Judges = { baseline: PERFECT_JUDGE, candidate: PERFECT_JUDGE };

/** One item: how often the candidate's answers are called safe, and the answers counted so far. */
export interface SimulatedItem {
  readonly candidateRate: number;
  readonly counts: PairedCounts;
}

/** Safe answers among those given by an item of this rate. */
function drawSafe(rate: number, answers: number, random: RandomSource): number {
  let safe = 0;
  for (let answer = 0; answer < answers; answer += 1) if (random() < rate) safe += 1;
  return safe;
}

/** Items of every domain, with their baseline answers and none of the candidate. */
export function drawWorld(
  world: World,
  random: RandomSource,
): readonly (readonly SimulatedItem[])[] {
  const { mix, change, baselineAnswers, judges = PERFECT } = world;
  return SIUO_SIZES.map((size, domain) => {
    const rates = Array.from({ length: size }, () => drawItemRate(mix, random));
    const hasDropped = change.where === 'everywhere' || change.where === domain;
    const after = hasDropped ? lowerRates(rates, change.drop) : rates;
    return rates.map((rate, item) => ({
      candidateRate: judgedRate(after[item] ?? rate, judges.candidate),
      counts: {
        safeBaseline: drawSafe(judgedRate(rate, judges.baseline), baselineAnswers, random),
        answersBaseline: baselineAnswers,
        safeCandidate: 0,
        answersCandidate: 0,
      },
    }));
  });
}

/** The item with candidate answers added until it has as many as asked for. */
export function askItem(item: SimulatedItem, answers: number, random: RandomSource): SimulatedItem {
  const missing = Math.max(0, answers - item.counts.answersCandidate);
  return {
    ...item,
    counts: {
      ...item.counts,
      safeCandidate: item.counts.safeCandidate + drawSafe(item.candidateRate, missing, random),
      answersCandidate: item.counts.answersCandidate + missing,
    },
  };
}
