import type { Metric } from '../../compare/metric.js';
import { clipText } from './clean-text.js';

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
