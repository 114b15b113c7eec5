import type { Stats } from 'node:fs';

/** A file that was found, and what tells whether it is still the same. */
export interface KnownFile {
  /** Absolute. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Which file it is and when it last changed; undefined where a change would not show in it. */
  readonly stamp: string | undefined;
}

/** A file system's clock may go by seconds: what changed within the last may change again unseen. */
const COARSEST_CLOCK_MS = 1000;

/**
 * What a file is known by. The time of the last change of its content, name or rights is kept by the
 * system, and cannot be set back as that of its content can.
 *
 * @param path absolute
 * @param stat of the file, before it is read
 * @param nowMs milliseconds since the epoch
 */
export function knownFile(path: string, stat: Stats, nowMs: number): KnownFile {
  const isSettled = stat.ctimeMs < nowMs - COARSEST_CLOCK_MS;
  return { path, sizeBytes: stat.size, stamp: isSettled ? stampOf(stat) : undefined };
}

/**
 * Which file it is, and when it last changed.
 *
 * @param stat of the open file
 */
export function stampOf({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [dev, ino, size, mtimeMs, ctimeMs].join(' ');
}
