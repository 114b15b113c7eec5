import { GateError, type ErrorCode } from '../../core/errors.js';
import { describeFailure, isLasting, remedyOf } from './github-errors.js';

/** What is read, and the permission it takes. */
export interface Errand {
  readonly what: string;
  readonly permission: string;
  /** The code of a failure that is not lasting; BASELINE_UNREADABLE unless it says otherwise. */
  readonly code?: ErrorCode;
}

/**
 * Some reading, its failures as coded errors.
 *
 * @param errand what is read, and the permission it takes
 * @param work reads
 * @throws GateError CONFIG_PERMISSION where the token may not look; else the errand's own code: a used-up
 *   limit, a failing GitHub, or no answer of GitHub's
 */
export async function translated<T>(
  { what, permission, code = 'BASELINE_UNREADABLE' }: Errand,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = describeFailure(error);
    const options = { remedy: remedyOf(error, permission), cause: error };
    throw isLasting(error)
      ? new GateError('CONFIG_PERMISSION', `${what} cannot be read (${failure}).`, options)
      : new GateError(code, `${what} could not be read (${failure}).`, options);
  }
}
