import { GateError } from '../../core/errors.js';
import type { RepositoryReader } from '../../engine/ports.js';
import type { GithubClient } from './github-client.js';
import { describeFailure, statusOf } from './github-errors.js';
import { listCaches } from './list-caches.js';
import { readFileAt } from './read-file.js';
import { splitName } from './repository-name.js';

/** What is read, and the permission it takes. */
interface Errand {
  readonly what: string;
  readonly permission: string;
}

/** The status of a token that GitHub does not know, whatever it may do. */
const UNKNOWN_TOKEN = 401;

/** Statuses that mean the token may not look; private repositories answer 404. */
const REFUSALS: ReadonlySet<number | undefined> = new Set([401, 403, 404]);

/**
 * What stores read of a repository, with GitHub's refusals as coded errors.
 *
 * @param client asks
 * @param fullName `owner/name`
 */
export function createRepositoryReader(client: GithubClient, fullName: string): RepositoryReader {
  const name = splitName(fullName);
  const caches = { what: `The caches of ${fullName}`, permission: 'actions: read' };
  const files = { what: `The files of ${fullName}`, permission: 'contents: read' };
  return {
    listCaches: (query) => translated(caches, () => listCaches(client, name, query)),
    readFile: (query) => translated(files, () => readFileAt(client, name, query)),
  };
}

/** The work, its failures as coded errors. */
async function translated<T>({ what, permission }: Errand, work: () => Promise<T>): Promise<T> {
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
