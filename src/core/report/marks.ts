import type { ComparisonVerdict } from '../compare/comparison.js';
import type { Verdict } from '../compare/verdict.js';

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

/** The mark of what was decided of a domain, or of all items together. */
export const COMPARISON_MARKS: Readonly<Record<ComparisonVerdict, Mark>> = {
  regression: { sign: '❌', word: 'regressed' },
  open: { sign: '⚠️', word: 'open' },
  pass: { sign: '✅', word: 'pass' },
};
