import { z } from 'zod';
import { PERMISSIONS } from '../../core/config/permissions.js';
import { GateError } from '../../core/errors.js';
import type { BranchCommit, DataBranch } from '../ports/data-branch.js';
import type { GithubClient } from './github-client.js';
import { describeFailure, isLasting, remedyOf, statusOf } from './github-errors.js';
import { writeCommit } from './write-commit.js';
import { splitName } from './repository-name.js';
import { translated } from './translated.js';

/** A branch that holds data: which, of what repository. */
export interface DataBranchOptions {
  /** `owner/name`. */
  readonly repository: string;
  /** Without `refs/heads/`. */
  readonly branch: string;
}

/** An object that no repository has: git's own id for none. */
const NO_OBJECT = '0'.repeat(40);

/** Commits that are looked through for one that an earlier attempt saw. */
const MOST_COMMITS = 100;

/** Statuses for a branch, or a whole repository, without a commit. */
const NOTHING_THERE: ReadonlySet<number | undefined> = new Set([404, 409]);

/** What a reference that was not moved is answered with when somebody else was faster. */
const OVERTAKEN = /fast.forward|already exists|does not exist/i;

const reference = z.object({ object: z.object({ sha: z.string() }) });
const commits = z.array(z.object({ sha: z.string() }));

/**
 * A branch of data over GitHub's git data API, which needs no checkout and moves a branch only
 * forward: of two writers, the second is told.
 *
 * @param client asks; reading needs contents: read, writing contents: write
 * @param options which branch
 * @see https://docs.github.com/en/rest/git/refs
 */
export function createDataBranch(client: GithubClient, options: DataBranchOptions): DataBranch {
  const name = splitName(options.repository);
  const ref = `heads/${options.branch}`;
  const what = `The branch ${options.branch} of ${options.repository}`;
  const read = <T>(work: () => Promise<T>): Promise<T> =>
    translated({ what, permission: PERMISSIONS.readFiles }, work);
  return {
    tip: () => read(() => tipOf(client, { ...name, ref })),
    changes: (path, from) =>
      read(async () => {
        const { data } = await client.request('GET /repos/{owner}/{repo}/commits', {
          ...name,
          path,
          sha: from,
          per_page: MOST_COMMITS,
        });
        return commits.parse(data).map(({ sha }) => sha);
      }),
    commit: (change) => commit(client, { ...name, ref }, change),
    requireWrite: () => requireWrite(client, { ...name, ref: `refs/${ref}` }, what),
  };
}

interface Place {
  readonly owner: string;
  readonly repo: string;
  readonly ref: string;
}

/** The newest commit of a branch; undefined where there is none. */
async function tipOf(client: GithubClient, place: Place): Promise<string | undefined> {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
      ...place,
    });
    return reference.parse(data).object.sha;
  } catch (error) {
    if (NOTHING_THERE.has(statusOf(error))) return undefined;
    throw error;
  }
}

/** Makes a commit and moves the branch to it, or makes the branch. */
async function commit(
  client: GithubClient,
  { owner, repo, ref }: Place,
  change: BranchCommit,
): ReturnType<DataBranch['commit']> {
  const sha = await writeCommit(client, { owner, repo }, change);
  try {
    await (change.parent === undefined
      ? client.request('POST /repos/{owner}/{repo}/git/refs', {
          owner,
          repo,
          ref: `refs/${ref}`,
          sha,
        })
      : client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
          owner,
          repo,
          ref,
          sha,
          force: false,
        }));
    return { kind: 'committed', sha };
  } catch (error) {
    if (statusOf(error) === 422 && OVERTAKEN.test(describeFailure(error)))
      return { kind: 'overtaken' };
    throw error;
  }
}

/**
 * No reading tells whether a token may write. So a reference to no object is offered, which GitHub
 * never takes: it answers 403 where the token may not write, and 422 for the object where it may.
 */
async function requireWrite(client: GithubClient, place: Place, what: string): Promise<void> {
  try {
    await client.request('POST /repos/{owner}/{repo}/git/refs', { ...place, sha: NO_OBJECT });
  } catch (error) {
    if (!isLasting(error)) return;
    throw new GateError(
      'CONFIG_PERMISSION',
      `${what}, which this run is to write, cannot be written (${describeFailure(error)}).`,
      {
        remedy: `${remedyOf(error, PERMISSIONS.writeFiles).replace(/\.$/, '')}, or set \`update-baseline: never\`.`,
        cause: error,
      },
    );
  }
}
