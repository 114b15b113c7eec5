import type { ComparisonVerdict } from '../../compare/comparison.js';
import type { Verdict } from '../../compare/verdict.js';

/** A sign and a word: the word alone says it all, for readers who see no colour or no sign. */
interface Mark {
  readonly sign: string;
  readonly word: string;
}

/** The mark of each verdict, the same wherever one is shown. */
export const VERDICT_MARKS: Readonly<Record<Verdict['verdict'], Mark>> = {
  pass: { sign: '✅', word: 'pass' },
  fail: { sign: '❌', word: 'fail' },
  inconclusive: { sign: '⚠️', word: 'inconclusive' },
  error: { sign: '🛑', word: 'error' },
};

/** What a reader sees of a verdict: red exactly where the check is. */
type Outcome = Pick<Verdict, 'verdict' | 'failed'>;

/**
 * The sign of a run. It follows the check, not the verdict: a check that fails never shows a pass's.
 *
 * @param outcome verdict, and whether the check fails
 */
export function outcomeSign(outcome: Outcome): string {
  return VERDICT_MARKS[outcomeColor(outcome)].sign;
}

/**
 * The colour of a run, by the name of the verdict that has it.
 *
 * @param outcome verdict, and whether the check fails
 */
export function outcomeColor({ verdict, failed }: Outcome): Verdict['verdict'] {
  if (failed) return verdict === 'error' ? 'error' : 'fail';
  return verdict === 'pass' ? 'pass' : 'inconclusive';
}

/**
 * A verdict in words, with whether it fails the check where the word alone does not tell.
 *
 * @param outcome verdict, and whether the check fails
 */
export function verdictWords({ verdict, failed }: Outcome): string {
  const { word } = VERDICT_MARKS[verdict];
  const isTold = verdict === 'error' || failed === (verdict === 'fail');
  if (isTold && verdict !== 'inconclusive') return word;
  return failed ? `${word} (fails the check)` : `${word} (does not fail the check)`;
}

/** The mark of what was decided of a domain, or of all items together. */
export const COMPARISON_MARKS: Readonly<Record<ComparisonVerdict, Mark>> = {
  regression: { sign: '❌', word: 'regressed' },
  open: { sign: '⚠️', word: 'open' },
  pass: { sign: '✅', word: 'pass' },
};
