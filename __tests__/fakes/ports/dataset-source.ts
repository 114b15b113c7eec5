import type { Dataset, Item, Picture, DatasetSource } from '../../../src/dataset/item.js';
import { pictureOf } from '../../fixtures/picture-factory.js';
import { pictureDigestOf } from '../../fixtures/item-factory.js';

/** A data set in memory that keeps which pictures were asked for. */
export interface FakeDatasetSource extends DatasetSource {
  /** Ids of the items whose pictures were made available. */
  readonly prefetched: readonly number[];
  /** Ids of the items whose pictures were read, once per reading. */
  readonly read: readonly number[];
}

/** Makes a source of a data set; every picture says which item it is of. */
export function fakeDatasetSource(
  dataset: Dataset,
  digestOfPicture: (item: Item) => string = ({ id }) => pictureDigestOf(id),
): FakeDatasetSource {
  const prefetched: number[] = [];
  const read: number[] = [];
  return {
    prefetched,
    read,
    load: async () => dataset,
    prefetch: async (items, signal) => {
      signal.throwIfAborted();
      prefetched.push(...items.map(({ id }) => id));
      return new Map(items.map((item) => [item.id, digestOfPicture(item)]));
    },
    picture: async ({ id }): Promise<Picture> => {
      read.push(id);
      return pictureOf(Buffer.from(`picture ${id}`));
    },
  };
}
