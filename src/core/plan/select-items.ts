import type { Item } from '../dataset/item.js';
import { GateError } from '../errors.js';

/**
 * The items of the asked domains.
 *
 * @param items all items of the data set
 * @param domains domain names; empty is all
 * @throws GateError CONFIG_INVALID when a name is not a domain of the set
 */
export function selectItems(items: readonly Item[], domains: readonly string[]): readonly Item[] {
  if (domains.length === 0) return items;
  const known = [...new Set(items.map((item) => item.domain))];
  const unknown = domains.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new GateError('CONFIG_INVALID', `Input domains names ${JSON.stringify(unknown)}.`, {
      remedy: `Give domains of the data set, one a line: ${known.map((name) => JSON.stringify(name)).join(', ')}.`,
    });
  }
  return items.filter((item) => domains.includes(item.domain));
}
