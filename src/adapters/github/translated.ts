import { GateError } from '../../core/errors.js';
import { describeFailure, statusOf } from './github-errors.js';

/** What is read, and the permission it takes. */
export interface Errand {
  readonly what: string;
  readonly permission: string;
}

/** The status of a token that GitHub does not know, whatever it may do. */
const UNKNOWN_TOKEN = 401;

/** Statuses that mean the token may not look; private repositories answer 404. */
const REFUSALS: ReadonlySet<number | undefined> = new Set([401, 403, 404]);

/**
 * Some reading, its failures as coded errors.
 *
 * @param errand what is read, and the permission it takes
 * @param work reads
 * @throws GateError CONFIG_PERMISSION where the token may not look, else BASELINE_UNREADABLE
 */
export async function translated<T>(
  { what, permission }: Errand,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = describeFailure(error);
    throw REFUSALS.has(statusOf(error))
      ? new GateError('CONFIG_PERMISSION', `${what} cannot be read (${failure}).`, {
          remedy:
            statusOf(error) === UNKNOWN_TOKEN
              ? 'Give a github-token that is still valid.'
              : `Give the job \`${permission}\`.`,
          cause: error,
        })
      : new GateError('BASELINE_UNREADABLE', `${what} could not be read (${failure}).`, {
          remedy: 'Run it again; if it keeps failing, see githubstatus.com.',
          cause: error,
        });
  }
}
