import { z } from 'zod';
import { PERMISSIONS } from '../config/config-errors.js';
import { GateError } from '../errors.js';
import { splitName, type GithubClient, type RepositoryName } from './github-client.io.js';
import { describeFailure, isLasting, remedyOf, statusOf, translated } from './github-errors.js';

/** A commit of one file to a branch, with others next to it. */
export interface BranchCommit {
  /** With slashes. */
  readonly path: string;
  readonly text: string;
  /** Further files by their path; null takes one away that is there. */
  readonly alongside?: ReadonlyMap<string, string | null>;
  readonly message: string;
  /** The commit it stands on; undefined makes the branch. */
  readonly parent: string | undefined;
}

/** A branch that holds data. Reading throws CONFIG_PERMISSION or BASELINE_UNREADABLE. */
export interface DataBranch {
  /** Its newest commit; undefined where there is no such branch. */
  tip(): Promise<string | undefined>;
  /** The commits that changed a file, from this one back, newest first; 100 at most. */
  changes(path: string, from: string): Promise<readonly string[]>;
  /**
   * Commits a file and moves the branch there, unless somebody else moved it first. Throws what
   * GitHub refuses with.
   */
  commit(
    change: BranchCommit,
  ): Promise<{ readonly kind: 'committed'; readonly sha: string } | { readonly kind: 'overtaken' }>;
  /** Throws CONFIG_PERMISSION when the token may not write it. */
  requireWrite(): Promise<void>;
}

/** A branch that holds data: which, of what repository. */
interface DataBranchOptions {
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

const object = z.object({ sha: z.string() });
const commitObject = z.object({ tree: object });

/**
 * Writes a commit of files, which no branch holds yet. Each goes up as a blob in base64, since
 * the tree's own inline content is for small texts.
 *
 * @throws what a request rejects with
 * @see https://docs.github.com/en/rest/git/trees#create-a-tree
 */
async function writeCommit(
  client: GithubClient,
  name: RepositoryName,
  { path, text, alongside, message, parent }: BranchCommit,
): Promise<string> {
  const lines: TreeLine[] = [];
  for (const [each, content] of new Map([...(alongside ?? []), [path, text]])) {
    const sha = content === null ? null : await writeBlob(client, name, content);
    lines.push({ path: each, mode: '100644', type: 'blob', sha });
  }
  const tree = await client.request('POST /repos/{owner}/{repo}/git/trees', {
    ...name,
    tree: lines,
    ...(parent === undefined ? {} : { base_tree: await treeOf(client, name, parent) }),
  });
  const commit = await client.request('POST /repos/{owner}/{repo}/git/commits', {
    ...name,
    message,
    tree: object.parse(tree.data).sha,
    parents: parent === undefined ? [] : [parent],
  });
  return object.parse(commit.data).sha;
}

/** One file of a tree; without an object it is taken away. */
interface TreeLine {
  readonly path: string;
  readonly mode: '100644';
  readonly type: 'blob';
  readonly sha: string | null;
}

/** Puts a text up as an object. */
async function writeBlob(
  client: GithubClient,
  name: RepositoryName,
  text: string,
): Promise<string> {
  const { data } = await client.request('POST /repos/{owner}/{repo}/git/blobs', {
    ...name,
    content: Buffer.from(text).toString('base64'),
    encoding: 'base64',
  });
  return object.parse(data).sha;
}

/** The tree of a commit: the other files of the branch stay as they are. */
async function treeOf(client: GithubClient, name: RepositoryName, sha: string): Promise<string> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
    ...name,
    commit_sha: sha,
  });
  return commitObject.parse(data).tree.sha;
}
