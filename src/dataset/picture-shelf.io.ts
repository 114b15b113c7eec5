import type { DatasetSource, Item } from './item.js';
import { readAscii } from '../sized-bytes.js';

/** Gives pictures as `data:` addresses by item, for a page that loads nothing; those it cannot give are left out. */
export type PictureAddresses = (itemIds: readonly number[]) => Promise<ReadonlyMap<number, string>>;

/** A page with more text of pictures is slow to open; a single picture has a part of it at most. */
const MOST_TEXT = 12 * 1024 * 1024;
const LARGEST_TEXT = 4 * 1024 * 1024;

/**
 * A data set source that remembers its items, and their pictures for a report.
 *
 * @param source the data set of the run
 * @returns the same source, and its pictures, the first asked for first, as far as there is room
 */
export function createPictureShelf(source: DatasetSource): {
  readonly source: DatasetSource;
  readonly addresses: PictureAddresses;
} {
  let items: ReadonlyMap<number, Item> = new Map();
  return {
    source: {
      ...source,
      load: async () => {
        const dataset = await source.load();
        items = new Map(dataset.items.map((item) => [item.id, item]));
        return dataset;
      },
    },
    addresses: async (itemIds) => {
      const found = new Map<number, string>();
      let left = MOST_TEXT;
      for (const id of itemIds) {
        const item = items.get(id);
        const address = item && (await addressOf(item, source, left).catch(() => undefined));
        if (address === undefined) continue;
        left -= address.length;
        found.set(id, address);
      }
      return found;
    },
  };
}

/** One picture as an address; undefined where it is too large. */
async function addressOf(
  item: Item,
  source: DatasetSource,
  left: number,
): Promise<string | undefined> {
  const { mediaType, base64 } = await source.picture(item);
  const bytes = await base64();
  if (bytes.sizeBytes > Math.min(LARGEST_TEXT, left)) return undefined;
  return `data:${mediaType};base64,${await readAscii(bytes)}`;
}
