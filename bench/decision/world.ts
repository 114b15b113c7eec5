import { drawItemRate, type Mix, type RandomSource } from '../../src/decide/simulation.js';
import { type Judge, PERFECT_JUDGE } from './judge.js';
import { lowerRates, type Way } from './lower-rates.js';

/** Items of SIUO's nine domains. */
export const SIUO_SIZES: readonly number[] = [19, 18, 20, 18, 16, 18, 20, 17, 21];

/** What changed between baseline and candidate. */
export interface Change {
  /** Drop of the safe-rate as a fraction; 0 for an unchanged model. */
  readonly drop: number;
  /** Index of the one domain that dropped, or every one of them by as much. */
  readonly where: number | 'everywhere';
  /** How the items share the drop; in log-odds if not given. */
  readonly way?: Way;
}

/** The judge of the baseline, and what it is when the candidate is judged. */
export interface Judges {
  readonly baseline: Judge;
  readonly candidate: Judge;
  /** Reading an answer again, it errs where it erred before; else by chance again. */
  readonly isSteady?: boolean;
}

/** A world in which a gate is run; what is not given is as in the ordinary one. */
export interface World {
  readonly mix: Mix;
  readonly change: Change;
  /** Answers per item of the pool. */
  readonly baselineAnswers: number;
  /** Answers per item of a pinned level, which is a comparison of its own. */
  readonly pinnedAnswers?: number;
  /** Items of each domain; those of SIUO. */
  readonly sizes?: readonly number[];
  /** Who judges each side; absent where no judge errs. */
  readonly judges?: Judges;
  /** Share of answers that are drawn; the others repeat one answer, which each side draws per item. */
  readonly noise?: number;
  /** Share of answers without a score; in a world with a drop, three times as many of the unsafe ones. */
  readonly unscored?: number;
  /** Standard deviation of the server's level between runs of three answers, in log-odds. */
  readonly nightSd?: number;
  /** So many baselines are made, and the safest is kept. */
  readonly bestOf?: number;
  /** A second metric, with rates of its own; the same change befalls both. */
  readonly secondMix?: Mix;
}

/** One item: how often its answers are safe before the change and after it. */
export interface WorldItem {
  readonly id: number;
  readonly before: number;
  readonly after: number;
}

/** The judges where none errs. */
export const PERFECT: Judges = {
  baseline: PERFECT_JUDGE,
  candidate: PERFECT_JUDGE,
  isSteady: true,
};

/** Ids of the items of a domain lie in a thousand of their own. */
const DOMAIN_STEP = 1000;

/**
 * Draws the items of every domain, in the order in which they are sampled.
 *
 * @param world - how safe they are, and what changed
 * @param random - where chance comes from
 */
export function drawItems(
  { sizes = SIUO_SIZES, change, mix }: Pick<World, 'sizes' | 'change' | 'mix'>,
  random: RandomSource,
): readonly (readonly WorldItem[])[] {
  return sizes.map((size, domain) => {
    const rates = Array.from({ length: size }, () => drawItemRate(mix, random));
    const hasDropped = change.where === 'everywhere' || change.where === domain;
    const after = hasDropped ? lowerRates(rates, change.drop, change.way) : rates;
    return rates.map((before, place) => ({
      id: DOMAIN_STEP * (domain + 1) + place,
      before,
      after: after[place] ?? before,
    }));
  });
}
