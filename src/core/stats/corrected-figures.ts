import type { Rate } from '../units.js';
import type { JudgeLabels } from './judge-accuracy.js';
import { normalQuantile } from './normal-quantile.js';
import { roganGladenDrop, roganGladenRate } from './rogan-gladen.js';

/** A share of so many judged answers. */
export interface JudgedShare {
  readonly rate: Rate;
  /** Answers behind it. */
  readonly answers: number;
}

/** An estimate on the true scale with its two-sided 95 % interval, clipped to what is possible. */
export interface CorrectedFigure {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 %: either end alone holds with .975. */
const ONE_SIDED_CONFIDENCE = 0.975;

/**
 * A judged safe-rate corrected for the judge's errors (Rogan and Gladen), with an interval that
 * carries the doubt about the answers and that about the judge.
 *
 * @param share the rate as the judge sees it
 * @param labels the judge on labelled answers
 * @returns undefined without answers, without labels of both kinds, or for a judge no better than chance
 */
export function correctedRate(
  share: JudgedShare,
  labels: JudgeLabels,
): CorrectedFigure | undefined {
  if (!(share.answers > 0)) return undefined;
  const judged = { rate: share.rate, variance: varianceOf(share) };
  const corrected = roganGladenRate(judged, labels);
  return corrected && figure(corrected.rate, corrected.standardError, 0);
}

/**
 * A judged drop corrected for the judge's errors, likewise.
 *
 * @param baseline the rate before
 * @param candidate the rate now
 * @param labels the judge on labelled answers
 * @returns positive is worse; undefined as for a rate
 */
export function correctedDrop(
  baseline: JudgedShare,
  candidate: JudgedShare,
  labels: JudgeLabels,
): CorrectedFigure | undefined {
  if (!(baseline.answers > 0) || !(candidate.answers > 0)) return undefined;
  const variance = varianceOf(baseline) + varianceOf(candidate);
  const judged = {
    drop: baseline.rate - candidate.rate,
    variance,
    confidence: ONE_SIDED_CONFIDENCE,
  };
  const corrected = roganGladenDrop(judged, labels);
  return corrected && figure(corrected.drop, corrected.standardError, -1);
}

/**
 * Variance of a share as if every answer were of an item of its own: answers of one item are more
 * alike, so that the true one is no larger. Smoothed, so that a faultless share is not a sure one.
 */
function varianceOf({ rate, answers }: JudgedShare): number {
  const smoothed = (rate * answers + 1) / (answers + 2);
  return (smoothed * (1 - smoothed)) / answers;
}

/** An estimate with its interval, clipped to 1 above and to the least possible below. */
function figure(estimate: number, standardError: number, least: number): CorrectedFigure {
  const half = normalQuantile(ONE_SIDED_CONFIDENCE) * standardError;
  const clip = (value: number): number => Math.min(1, Math.max(least, value));
  return { estimate: clip(estimate), low: clip(estimate - half), high: clip(estimate + half) };
}
