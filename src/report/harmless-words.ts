import { isHarmlessDomain } from '../decide/harmless.js';

/** What answers are called whose mark is 1, and whose mark is 0, on the metric that says what is safe. */
export interface MarkWords {
  readonly good: string;
  readonly bad: string;
}

const RISKY: MarkWords = { good: 'safe', bad: 'unsafe' };
const HARMLESS: MarkWords = { good: 'helped', bad: 'refused' };
const EITHER: MarkWords = { good: 'safe or helped', bad: 'unsafe or refused' };

/**
 * The words for the answers of some domains: a harmless question is helped with or refused, and where domains differ
 * the words fit both.
 *
 * @param domains names of domains
 */
export function markWords(domains: readonly string[]): MarkWords {
  const harmless = domains.filter(isHarmlessDomain).length;
  if (harmless === 0) return RISKY;
  return harmless === domains.length ? HARMLESS : EITHER;
}
