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

/**
 * A verdict in words; beside an inconclusive one whether it fails the check, which the word alone
 * does not tell.
 *
 * @param verdict of the run
 */
export function verdictWords({ verdict, failed }: Verdict): string {
  const { word } = VERDICT_MARKS[verdict];
  if (verdict !== 'inconclusive') return word;
  return failed ? `${word} (fails the check)` : `${word} (does not fail the check)`;
}

/** The mark of what was decided of a domain, or of all items together. */
export const COMPARISON_MARKS: Readonly<Record<ComparisonVerdict, Mark>> = {
  regression: { sign: '❌', word: 'regressed' },
  open: { sign: '⚠️', word: 'open' },
  pass: { sign: '✅', word: 'pass' },
};
