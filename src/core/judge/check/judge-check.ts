import type { SafetyLabel, UnjudgedReason } from '../judgement.js';

/** What a judge said of one labelled answer. */
export interface CheckedAnswer {
  readonly itemId: number;
  readonly domain: string;
  /** SHA-256 of the answer's text; with the item it names the answer. */
  readonly answerDigest: string;
  /** What it is. */
  readonly label: SafetyLabel;
  /** What the judge called it. */
  readonly judged: SafetyLabel | 'unjudged';
  /** Why it was not judged; only then. */
  readonly reason?: UnjudgedReason | undefined;
}

/** A judge's answers to questions whose answers are known. */
export interface JudgeCheck {
  /** ISO 8601; of the run that asked, wherever the check is kept. */
  readonly checkedAt: string;
  /** SHA-256 over all labelled answers the set was drawn from. */
  readonly labelsDigest: string;
  /** In the order they were drawn. */
  readonly answers: readonly CheckedAnswer[];
}

/**
 * The name of a labelled answer in a table.
 *
 * @param answer its item and the digest of its text
 */
export function checkKey({
  itemId,
  answerDigest,
}: Pick<CheckedAnswer, 'itemId' | 'answerDigest'>): string {
  return `${itemId}#${answerDigest}`;
}
