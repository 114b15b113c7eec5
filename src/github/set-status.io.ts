import { PERMISSIONS } from '../config/config-errors.js';
import { GateError } from '../errors.js';
import { splitName, type GithubClient } from './github-client.io.js';
import { describeFailure, isLasting, remedyOf } from './github-errors.js';

/** Which commit gets a status, and where its reader is led. */
interface StatusPlace {
  /** `owner/name` of the base: it holds a fork's commits too, once there is a pull request. */
  readonly repository: string;
  readonly sha: string;
  /** The page of the run. */
  readonly url: string;
}

/** What a status says. */
interface StatusText {
  /** What it is called; a ruleset requires a status by this name. */
  readonly context: string;
  readonly state: 'pending' | 'success' | 'failure' | 'error';
  /** At most 140 characters. */
  readonly description: string;
}

/**
 * Sets a status on a commit; a later one of the same context takes its place.
 *
 * @param client writes; needs statuses: write
 * @param place which commit
 * @param status what it says
 * @throws GateError CONFIG_PERMISSION when the token may not; Error when GitHub did not take it otherwise
 * @see https://docs.github.com/en/rest/commits/statuses#create-a-commit-status
 */
export async function setStatus(
  client: GithubClient,
  { repository, sha, url }: StatusPlace,
  { context, state, description }: StatusText,
): Promise<void> {
  try {
    await client.request('POST /repos/{owner}/{repo}/statuses/{sha}', {
      ...splitName(repository),
      sha,
      state,
      context,
      description,
      target_url: url,
    });
  } catch (error) {
    const problem = `The status "${context}" of ${sha} was not set (${describeFailure(error)}).`;
    if (!isLasting(error)) throw new Error(problem, { cause: error });
    throw new GateError('CONFIG_PERMISSION', problem, {
      remedy: remedyOf(error, PERMISSIONS.setStatus),
      cause: error,
    });
  }
}
