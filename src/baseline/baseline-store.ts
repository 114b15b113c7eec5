import { type Baseline, parseBaseline, tooLarge } from './baseline-file.js';
import type { FileRead } from '../files.io.js';

/** What a look for a baseline found. */
export type BaselineLookup =
  | { readonly kind: 'found'; readonly baseline: Baseline; readonly where: string }
  /** Nothing is stored: never made, or evicted. */
  | { readonly kind: 'absent'; readonly where: string; readonly remedy: string }
  /** Something is stored that cannot be used: unreadable, wrong schema, too large, or planted. */
  | {
      readonly kind: 'unusable';
      readonly where: string;
      readonly problem: string;
      readonly remedy: string;
    };

/** What became of a save. */
export type BaselineSaved =
  /** Where a look-up finds it: what `find` calls the place. */
  | { readonly saved: true; readonly where: string }
  | { readonly saved: false; readonly problem: string };

/** One place where baselines are kept. */
export interface BaselineStore {
  /**
   * Finds the newest baseline this run may trust, or the one that an earlier attempt compared with
   * (the `where` of its lookup), if it is still there. Throws CONFIG_PERMISSION or BASELINE_UNREADABLE.
   */
  find(preferred?: string): Promise<BaselineLookup>;
  /**
   * Makes sure, before anything is spent, that a save would not be refused for a permission that the
   * token lacks. Throws CONFIG_PERMISSION.
   */
  requireWrite(): Promise<void>;
  /** Writes a baseline; a refusal is data, not an error. */
  save(baseline: Baseline): Promise<BaselineSaved>;
}

/**
 * What a store found, from the file that is there.
 *
 * @param read what it read
 * @param name the baseline-name that the file has to be of
 * @param where the place it came from, for people
 */
export function lookupIn(
  read: Exclude<FileRead, { kind: 'absent' }>,
  name: string,
  where: string,
): BaselineLookup {
  const parsed = read.kind === 'too-large' ? tooLarge() : parseBaseline(read.bytes, name);
  return parsed.ok
    ? { kind: 'found', baseline: parsed.baseline, where }
    : { kind: 'unusable', where, problem: parsed.problem, remedy: parsed.remedy };
}
