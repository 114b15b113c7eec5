import type { Verdict } from './verdict.js';

/**
 * What each verdict leaves as the exit code of the command line when the check fails; it fails with a
 * pass when the baseline could not be saved.
 */
const FAILED_EXIT = { pass: 3, fail: 1, inconclusive: 2, error: 3 } as const;

/**
 * The exit code of a run: 0 not failed, 1 fail, 2 inconclusive that fails, 3 error.
 *
 * @param verdict what the run came to
 */
export function exitCodeOf({ verdict, failed }: Verdict): 0 | 1 | 2 | 3 {
  return failed ? FAILED_EXIT[verdict] : 0;
}
