import type { Dataset, Item, Picture } from '../../core/dataset/item.js';

/** The rows and pictures of a data set. */
export interface DatasetSource {
  /** Reads and validates the rows. Throws DATASET_UNREACHABLE or DATASET_INVALID. */
  load(): Promise<Dataset>;
  /**
   * Makes the pictures of these items available on this machine, in parallel, and gives the SHA-256
   * of each file by item id. Throws DATASET_UNREACHABLE or DATASET_INVALID.
   */
  prefetch(items: readonly Item[], signal: AbortSignal): Promise<ReadonlyMap<number, string>>;
  /** Gives one picture, prefetched or not, to be read when it goes out; nothing of it is kept in memory. */
  picture(item: Item): Promise<Picture>;
}
