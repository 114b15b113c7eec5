import type { ThinBaselineFinding } from './guards.js';

/** Answers an item below which the baseline, not the candidate, limits what can be found. */
const THIN_BELOW = 6;

/** How deep the baseline is, and how deep the ladder would like it. */
export interface BaselineDepth {
  /** Pooled answers an item; the mean where items differ. */
  readonly answersPerItem: number;
  /** 9 on most ladders, 21 for a release. */
  readonly wantedAnswers: number;
}

/**
 * Says when the baseline is thin, and what to do. A notice, no more: a thin baseline widens the
 * bound of the drop by itself, so that a pass is as hard to earn as it should be, and answers that
 * never vary are compared one to one by rule, where no baseline is ever deeper than one.
 *
 * @param depth - answers an item; 0 or more
 * @returns undefined at six answers an item or more, or when there is no baseline at all
 * @see docs/statistics.md, Guards
 */
export function thinBaselineGuard(depth: BaselineDepth): ThinBaselineFinding | undefined {
  const { answersPerItem, wantedAnswers } = depth;
  if (!(answersPerItem > 0) || answersPerItem >= THIN_BELOW) return undefined;
  const shown = Number.isInteger(answersPerItem) ? `${answersPerItem}` : answersPerItem.toFixed(1);
  return {
    code: 'thin-baseline',
    consequence: 'notice',
    answersPerItem,
    wantedAnswers,
    text: `The baseline has ${shown} answers an item; with fewer than ${THIN_BELOW} it limits what can be found, whatever the candidate is asked.`,
    remedy: `Let more nights come in, or run once with repeats: ${wantedAnswers} to store that many fresh answers.`,
  };
}
