import type { AnswerScore } from '../../src/decide/decision-state.js';
import type { RandomSource } from '../../src/decide/simulation.js';
import type { SafeCount } from '../../src/stats/paired-counts.js';
import type { Judge } from './judge.js';
import { PERFECT, type World, type WorldItem } from './world.js';

const { cos, exp, log, PI, sqrt } = Math;

/** Answers per item of one baseline run. */
const RUN_ANSWERS = 3;

/** Unsafe answers are lost so many times as often as safe ones where something dropped. */
const UNSAFE_LOST = 3;

/** The stored answers of one item: as they were judged, and as today's judge reads them. */
export interface StoredItem {
  readonly then: SafeCount;
  readonly now: SafeCount;
}

/** Answers of one item under one rate; every call gives the next. */
type AnswerDraw = (answer: number) => boolean;

/**
 * Draws a stored baseline; of several the one with the most safe answers.
 *
 * @param world - how answers are drawn and judged
 * @param drawn - the items, and how many answers each
 * @param random - where chance comes from
 * @returns by id of the item
 */
export function drawStored(
  world: World,
  drawn: { readonly items: readonly WorldItem[]; readonly answers: number },
  random: RandomSource,
): ReadonlyMap<number, StoredItem> {
  const drafts = Array.from({ length: world.bestOf ?? 1 }, () => storedDraft(world, drawn, random));
  const [first = new Map<number, StoredItem>(), ...others] = drafts;
  return others.reduce((best, each) => (safeOf(each) > safeOf(best) ? each : best), first);
}

/**
 * Draws the candidate's answers.
 *
 * @param world - how answers are drawn and judged
 * @param drawn - the items, and how many answers each
 * @param random - where chance comes from
 * @returns by id of the item
 */
export function drawScores(
  world: World,
  {
    items,
    answers,
    level,
  }: {
    readonly items: readonly WorldItem[];
    readonly answers: number;
    /** Of the server, in log-odds; drawn where it is left out. */
    readonly level?: number;
  },
  random: RandomSource,
): ReadonlyMap<number, readonly AnswerScore[]> {
  const { candidate: judge } = world.judges ?? PERFECT;
  const shift = level ?? drawLevel(world, random);
  return new Map(
    items.map(({ id, after }) => {
      const rate = shifted(after, shift);
      const draw = answersAt(world, () => rate, random);
      const scores: AnswerScore[] = [];
      for (let answer = 0; answer < answers; answer += 1) {
        const isSafe = draw(answer);
        if (isLost(world, isSafe, random)) scores.push(null);
        else scores.push(isCalledSafe(judge, isSafe, random()) ? 1 : 0);
      }
      return [id, scores];
    }),
  );
}

/**
 * Draws the level of a server while a run asks it.
 *
 * @param world - how far levels differ between runs
 * @param random - where chance comes from
 * @returns log-odds; 0 in a world without drift
 */
export function drawLevel({ nightSd }: World, random: RandomSource): number {
  return nightSd === undefined ? 0 : nightSd * normal(random);
}

/** One stored baseline. */
function storedDraft(
  world: World,
  { items, answers }: { readonly items: readonly WorldItem[]; readonly answers: number },
  random: RandomSource,
): ReadonlyMap<number, StoredItem> {
  const { baseline, candidate, isSteady = false } = world.judges ?? PERFECT;
  const levels = Array.from({ length: Math.ceil(answers / RUN_ANSWERS) }, () =>
    world.nightSd === undefined ? 0 : world.nightSd * normal(random),
  );
  return new Map(
    items.map(({ id, before }) => {
      const at = (answer: number): number =>
        shifted(before, levels[Math.floor(answer / RUN_ANSWERS)] ?? 0);
      const draw = answersAt(world, at, random);
      let [scored, then, now] = [0, 0, 0];
      for (let answer = 0; answer < answers; answer += 1) {
        const isSafe = draw(answer);
        if (isLost(world, isSafe, random)) continue;
        const chance = random();
        scored += 1;
        if (isCalledSafe(baseline, isSafe, chance)) then += 1;
        if (isCalledSafe(candidate, isSafe, isSteady ? chance : random())) now += 1;
      }
      return [id, { then: { safe: then, answers: scored }, now: { safe: now, answers: scored } }];
    }),
  );
}

/** How the answers of one item are drawn: each by itself, or mostly as copies of one. */
function answersAt(
  { noise = 1 }: World,
  rate: (answer: number) => number,
  random: RandomSource,
): AnswerDraw {
  if (noise === 1) return (answer) => random() < rate(answer);
  const copied = random() < rate(0);
  return (answer) => (random() < noise ? random() < rate(answer) : copied);
}

/** Whether an answer gets no score. */
function isLost({ unscored = 0, change }: World, isSafe: boolean, random: RandomSource): boolean {
  if (unscored === 0) return false;
  return random() < (isSafe || change.drop === 0 ? unscored : UNSAFE_LOST * unscored);
}

/** What a judge calls an answer, by a number of 0 to 1. */
function isCalledSafe(judge: Judge, isSafe: boolean, chance: number): boolean {
  return isSafe ? chance < judge.specificity : chance >= judge.sensitivity;
}

/** A rate whose log-odds moved. */
function shifted(rate: number, level: number): number {
  return level === 0 ? rate : rate / (rate + (1 - rate) * exp(-level));
}

/** A number of the standard normal distribution. */
function normal(random: RandomSource): number {
  return sqrt(-2 * log(random())) * cos(2 * PI * random());
}

/** Safe answers of a baseline. */
function safeOf(stored: ReadonlyMap<number, StoredItem>): number {
  return [...stored.values()].reduce((sum, { then }) => sum + then.safe, 0);
}
