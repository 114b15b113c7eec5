import { digestOf } from '../digest.js';

/** Which baseline a cache entry holds. */
export interface BaselineIdentity {
  /** The baseline-name. */
  readonly name: string;
  readonly branch: string;
}

/** The run that saves it. */
export interface SavingRun {
  readonly runId: string;
  readonly runAttempt: number;
}

/** The longest branch that stands in a key as it is: the service takes keys of 512 characters. */
const LONGEST_BRANCH = 200;

/**
 * What the keys of a baseline's cache entries begin with. Keys of other baselines may begin so too,
 * see {@link isBaselineKey}.
 *
 * @param identity name and branch; a branch is percent-encoded, a very long one is its digest behind
 *   a tilde, which no branch may hold
 */
export function baselineKeyPrefix({ name, branch }: BaselineIdentity): string {
  const encoded = encodeURIComponent(branch);
  const shown = encoded.length <= LONGEST_BRANCH ? encoded : `~${digestOf(branch)}`;
  return `siuo-gate-baseline-${name}-${shown}-`;
}

/**
 * The key under which a run saves a baseline; no two runs share one.
 *
 * @param identity name and branch
 * @param run its id and attempt
 */
export function baselineKey(identity: BaselineIdentity, run: SavingRun): string {
  return `${baselineKeyPrefix(identity)}${run.runId}-${run.runAttempt}`;
}

/**
 * Whether a key is one of this baseline's: the prefix of `default` on `main` is also that of
 * `default-main` on `main`.
 *
 * @param key any key
 * @param identity name and branch
 */
export function isBaselineKey(key: string, identity: BaselineIdentity): boolean {
  const prefix = baselineKeyPrefix(identity);
  return key.startsWith(prefix) && /^\d+-\d+$/.test(key.slice(prefix.length));
}
