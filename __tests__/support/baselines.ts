import { spawnSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { cacheVersion, packArchive, type ArchiveMember } from '../fakes/cache/archive.js';
import type { World } from './world.js';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import type { CacheEntry } from '../fakes/cache/entries.js';

/** The one file of a baseline's cache entry. */
export const MEMBER = 'siuo-gate-baseline.json';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The cache entries of baselines, oldest first. */
export function baselineEntries(world: World): readonly CacheEntry[] {
  return world.cache.entries.all().filter(({ key }) => key.startsWith('siuo-gate-baseline-'));
}

/** The newest stored baseline. */
export function storedBaseline(world: World): Baseline {
  const entry = baselineEntries(world).at(-1);
  if (entry === undefined) throw new Error('no baseline is stored');
  return JSON.parse(unpack(entry.archive)) as Baseline;
}

/** An entry, as a run of that ref saves it; its member is a baseline's, if none is named. */
interface PlantedEntry {
  readonly ref: string;
  readonly key: string;
  readonly member?: string;
  readonly members: readonly ArchiveMember[];
}

/** Puts an entry into the cache, as if a run of that ref had saved it. */
export function plantEntry(
  world: World,
  { ref, key, member = MEMBER, members }: PlantedEntry,
): void {
  const archive = packArchive(members);
  world.cache.entries.plant({ ref, key, version: cacheVersion([member]), archive });
}

/** Puts a baseline into the cache in place of all others. */
export function plantBaseline(world: World, baseline: unknown, ref = 'refs/heads/main'): void {
  world.cache.entries.evict(({ key }) => key.startsWith('siuo-gate-baseline-'));
  const content = typeof baseline === 'string' ? baseline : JSON.stringify(baseline);
  const key = 'siuo-gate-baseline-default-main-8000-1';
  plantEntry(world, { ref, key, members: [{ path: MEMBER, content }] });
}

/** The same baseline, made so many days earlier. */
export function aged(baseline: Baseline, days: number): Baseline {
  const earlier = (time: string): string =>
    new Date(Date.parse(time) - days * DAY_MS).toISOString();
  const records = baseline.records.map((record) => ({
    ...record,
    provenance: { ...record.provenance, createdAt: earlier(record.provenance.createdAt) },
  }));
  return { ...baseline, acceptedAt: earlier(baseline.acceptedAt), records };
}

/** The content of an archive's files. */
export function unpack(archive: Buffer): string {
  const isGzip = archive[0] === 0x1f && archive[1] === 0x8b;
  const input = isGzip
    ? gunzipSync(archive)
    : spawnSync('zstd', ['-dcq'], { input: archive, maxBuffer: 2 ** 28 }).stdout;
  return spawnSync('tar', ['-xOf', '-'], { input, maxBuffer: 2 ** 28 }).stdout.toString('utf8');
}
