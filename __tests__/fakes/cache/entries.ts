/** One cache of the repository, with its archive. */
export interface CacheEntry {
  readonly id: number;
  readonly ref: string;
  readonly key: string;
  readonly version: string;
  readonly createdAt: Date;
  readonly lastAccessedAt: Date;
  readonly sizeInBytes: number;
  readonly archive: Buffer;
}

/** A cache to put there: times and size are those of the moment and the archive if not given. */
export interface NewCacheEntry {
  readonly ref: string;
  readonly key: string;
  readonly version: string;
  readonly archive: Buffer;
  readonly createdAt?: Date;
  readonly lastAccessedAt?: Date;
  /** What the service says of the size, where a test lets it differ from the archive's. */
  readonly sizeInBytes?: number;
}

/** Which cache a restore asks for: scopes in the order they are searched, then keys in theirs. */
export interface CacheQuery {
  readonly scopes: readonly string[];
  /** The primary key first, then the restore keys. */
  readonly keys: readonly string[];
  readonly version: string;
}

/** The caches of one repository: what the cache service serves and the REST API lists. */
export class CacheEntries {
  #entries: CacheEntry[] = [];
  #nextId = 1001;
  #latest = 0;

  /** Every cache, oldest first. */
  all(): readonly CacheEntry[] {
    return this.#entries;
  }

  /** Puts a cache in any scope, as if a run of that ref had saved it. */
  plant(entry: NewCacheEntry): CacheEntry {
    if (this.has(entry)) throw new Error(`${entry.ref} already holds the key ${entry.key}`);
    const createdAt = entry.createdAt ?? this.#now();
    const planted = {
      id: this.#nextId++,
      ref: entry.ref,
      key: entry.key,
      version: entry.version,
      createdAt,
      lastAccessedAt: entry.lastAccessedAt ?? createdAt,
      sizeInBytes: entry.sizeInBytes ?? entry.archive.length,
      archive: entry.archive,
    };
    this.#entries.push(planted);
    return planted;
  }

  /** Whether this scope already holds this key and version. */
  has(entry: { readonly ref: string; readonly key: string; readonly version: string }): boolean {
    return this.#entries.some(
      ({ ref, key, version }) =>
        ref === entry.ref && key === entry.key && version === entry.version,
    );
  }

  /**
   * The cache a restore gets: in each scope in turn, each key exactly, then as a prefix, where the
   * newest wins.
   */
  find(query: CacheQuery): CacheEntry | undefined {
    for (const scope of query.scopes) {
      const inScope = this.#newestFirst().filter(
        ({ ref, version }) => ref === scope && version === query.version,
      );
      for (const wanted of query.keys) {
        const exact = inScope.find(({ key }) => key === wanted);
        const found = exact ?? inScope.find(({ key }) => key.startsWith(wanted));
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** Notes that a cache was restored just now. */
  touch(id: number): void {
    const at = this.#now();
    this.#entries = this.#entries.map((entry) =>
      entry.id === id ? { ...entry, lastAccessedAt: at } : entry,
    );
  }

  /** Removes caches, as an eviction or the API does, and gives those removed. */
  evict(isEvicted: (entry: CacheEntry) => boolean): readonly CacheEntry[] {
    const evicted = this.#entries.filter(isEvicted);
    this.#entries = this.#entries.filter((entry) => !isEvicted(entry));
    return evicted;
  }

  #newestFirst(): readonly CacheEntry[] {
    return [...this.#entries].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  }

  /** The time, but never the same twice: two saves within a millisecond keep their order. */
  #now(): Date {
    this.#latest = Math.max(Date.now(), this.#latest + 1);
    return new Date(this.#latest);
  }
}
