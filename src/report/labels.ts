import type { ComparisonVerdict } from '../decide/comparison-figures.js';
import type { Verdict } from '../decide/verdict.js';
import type { Metric } from '../decide/metric.js';
import type { SweepRecord } from '../record/record-schema.js';
import { AS_ASKED } from '../model/capabilities.js';
import { clipText } from '../clean-text.js';

/** Longer names would push the figures out of sight; SIUO's longest has 30 characters. */
const LONGEST_NAME = 80;

/** Names listed one by one in a sentence; more are counted. */
const MOST_NAMES = 3;

/**
 * A domain as reports name it, with its metric where it is not the usual one.
 *
 * @param domain its name in the data set; any text
 * @param metric what was measured; safe if not given
 * @returns one clean line, not escaped for any format
 */
export function domainLabel(domain: string, metric: Metric = 'safe'): string {
  const name = clipText(domain, LONGEST_NAME);
  return metric === 'safe' ? name : `${name} (${metric})`;
}

/**
 * Domains inside a sentence: up to three by name, more by number.
 *
 * @param domains names in the order they are read
 * @param total domains the run had
 */
export function nameDomains(domains: readonly string[], total: number): string {
  if (domains.length > MOST_NAMES) return `${domains.length} of ${total} domains`;
  const labels = domains.map((domain) => domainLabel(domain));
  const last = labels.pop() ?? '';
  return labels.length === 0 ? last : `${labels.join(', ')} and ${last}`;
}

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
  measured: { sign: '📏', word: 'measured' },
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
  return verdict === 'pass' || verdict === 'measured' ? verdict : 'inconclusive';
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

/**
 * What an endpoint took of a request, in one line, without what it took as asked. Plain text.
 *
 * @param capabilities of a record
 * @param side which endpoint
 * @returns `none` where there is nothing to tell: it was not asked, or took all as asked
 * @example 'reply-format text, seed not taken, token-field max_tokens'
 */
export function capabilitiesText(
  capabilities: SweepRecord['capabilities'],
  side: 'model' | 'judge',
): string {
  const entries = Object.entries(capabilities[side])
    .filter(([, value]) => value !== AS_ASKED)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, value]) => `${name} ${value}`).join(', ') || 'none';
}
