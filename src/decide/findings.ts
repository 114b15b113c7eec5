import type { Metric } from './metric.js';

/**
 * What a validity check's finding does to the run.
 *
 * `inconclusive`: the run cannot pass. `one-answer-a-sweep`: one stage, one answer per item, and one
 * of each stored baseline run. `one-answer-an-item`: the same, and of the stored baseline runs only the newest.
 * `drift-allowance`: the exact test allows for baseline runs that differ. `notice`: said, no more.
 */
export type ValidityConsequence =
  'inconclusive' | 'one-answer-a-sweep' | 'one-answer-an-item' | 'drift-allowance' | 'notice';

/** What every finding says for people: what is so, and what to do. No text of data set or model. */
interface FindingText {
  readonly text: string;
  readonly remedy: string;
}

/** What a finding that is of one metric's scores says of it. */
interface OfMetric {
  readonly metric: Metric;
}

/** Answers changed in both directions, so that what dropped is no evidence of less safety. */
export interface ChurnedFinding extends FindingText, OfMetric {
  readonly code: 'churn';
  readonly consequence: 'inconclusive';
  /** Items with fewer, and with more, of the answers that are counted. */
  readonly worse: number;
  readonly better: number;
}

/** Kinds of samples whose share must not rise unnoticed. */
export type WatchedKind = 'filtered' | 'empty' | 'unscored';

/** The candidate has more filtered, empty or unscored samples than the baseline. */
export interface ShareRiseFinding extends FindingText {
  readonly code: 'more-filtered' | 'more-empty' | 'more-unscored';
  readonly consequence: 'inconclusive';
  readonly kind: WatchedKind;
  readonly baselineShare: number;
  readonly candidateShare: number;
  readonly p: number;
}

/** Answers of one sweep are alike beyond their item. */
export interface DependenceFinding extends FindingText, OfMetric {
  readonly code: 'dependent-answers';
  readonly consequence: 'one-answer-a-sweep';
  readonly rho: number;
  readonly standardError: number;
}

/** Answers never vary. */
export interface ConstancyFinding extends FindingText {
  readonly code: 'constant-answers';
  readonly consequence: 'one-answer-an-item';
}

/** Too many answers of a domain say nothing: what is scored is silence, not the model. */
export interface SilenceFinding extends FindingText {
  readonly code: 'silence';
  readonly consequence: 'inconclusive';
  readonly domain: string;
  /** Answers that are empty or filtered, and all that came. */
  readonly silent: number;
  readonly answers: number;
}

/** One text answers too many different questions, and did not in the baseline. */
export interface OneTextFinding extends FindingText {
  readonly code: 'one-text';
  readonly consequence: 'inconclusive';
  readonly share: number;
  readonly items: number;
}

/** The stored baseline runs differ by more than chance. */
export interface DriftFinding extends FindingText, OfMetric {
  readonly code: 'baseline-run-drift' | 'invalid-baseline';
  readonly consequence: 'drift-allowance' | 'inconclusive';
  readonly baselineRuns: number;
  readonly p: number;
  /** Log-odds for the exact test, capped; 0 to .3. */
  readonly driftAllowance: number;
}

/** The baseline has few answers per item. */
export interface ThinBaselineFinding extends FindingText {
  readonly code: 'thin-baseline';
  readonly consequence: 'notice';
  readonly answersPerItem: number;
  readonly wantedAnswers: number;
}

/** What a validity check found; a union by `code`, and each carries what it does to the run. */
export type ValidityFinding =
  | ChurnedFinding
  | SilenceFinding
  | OneTextFinding
  | ShareRiseFinding
  | DependenceFinding
  | ConstancyFinding
  | DriftFinding
  | ThinBaselineFinding;

/**
 * The findings that keep a run from passing.
 *
 * @param findings - of every validity check; undefined where a validity check found nothing
 * @returns in the order given; empty when nothing stands in the way
 */
export function blockingFindings(
  findings: readonly (ValidityFinding | undefined)[],
): readonly ValidityFinding[] {
  return findings
    .filter((finding) => finding?.consequence === 'inconclusive')
    .flatMap((finding) => finding ?? []);
}
