import type { SweepRecord } from '../record/record-schema.js';
import type { SweepResults } from '../record/results.js';
import type { AnswerTexts } from './answer-texts.js';
import type { KeptTexts } from './baseline-file.js';

/** Why texts of stored answers are not there. */
export interface TextProblem {
  /** Whether something is wrong, rather than not kept or not for this run. */
  readonly isFault: boolean;
  readonly text: string;
  readonly remedy: string;
}

/** The texts of stored runs. */
export interface OpenedTexts {
  /** By the digest of the run's answers; whole for each run that is in it. */
  readonly texts: ReadonlyMap<string, AnswerTexts>;
  /** Why some run is not in it; absent where all are. */
  readonly problem?: TextProblem;
}

/** Keeps the texts of baseline runs next to the baseline, closed to those who may not read them. */
export interface AnswerVault {
  /** Whether this run would keep its own texts, and later runs of its kind find those. */
  readonly keeps: boolean;
  /** What is to be kept of a run's answers; nothing where they may not be, or cannot be. */
  seal(record: SweepRecord, results: SweepResults): Promise<KeptTexts>;
  /**
   * Opens the texts of some runs. It never throws.
   *
   * @param where the place that the baseline was found in
   */
  open(records: readonly SweepRecord[], where: string): Promise<OpenedTexts>;
}
