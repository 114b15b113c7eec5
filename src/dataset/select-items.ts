import type { Rankable } from '../decide/samples.js';
import type { Shard } from '../config/config.js';
import { GateError } from '../errors.js';
import type { Item } from './item.js';

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
      remedy: `Give domains of the data set, one per line: ${known.map((name) => JSON.stringify(name)).join(', ')}.`,
    });
  }
  return items.filter((item) => domains.includes(item.domain));
}

/**
 * The items of one part of a sweep: in order of their ids they are dealt out one by one, so that the
 * parts are disjoint, together everything, about equal in size, and about equal in every domain
 * whose ids stand together. The seed has no part in it.
 *
 * @param items the items of the whole sweep
 * @param shard which part; undefined is all
 * @throws GateError CONFIG_INVALID when nothing is left for this part
 */
export function shardItems<Item extends Rankable>(
  items: readonly Item[],
  shard: Shard | undefined,
): readonly Item[] {
  if (shard === undefined) return items;
  const { index, of } = shard;
  const part = [...items].sort((a, b) => a.id - b.id).filter((_, at) => at % of === index - 1);
  if (part.length > 0) return part;
  throw new GateError(
    'CONFIG_INVALID',
    `Input shard is "${index}/${of}", and the sweep has ${items.length} items.`,
    { remedy: `Give at most ${items.length} shards.` },
  );
}
