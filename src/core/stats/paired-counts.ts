/**
 * The answers of one item on one side: how many were scored, and how many of those were safe (or
 * effective, where that is the metric).
 *
 * Whole numbers with `0 <= safe <= answers`; `answers` 0 means that nothing was scored.
 */
export interface SafeCount {
  readonly safe: number;
  readonly answers: number;
}

/**
 * One item seen from both sides: the counts of the stored baseline and of the candidate.
 *
 * Whole numbers, each `safe` between 0 and its `answers`. The two sides may have different numbers
 * of answers, and items of one list may differ from each other.
 */
export interface PairedCounts {
  readonly safeBaseline: number;
  readonly answersBaseline: number;
  readonly safeCandidate: number;
  readonly answersCandidate: number;
}
