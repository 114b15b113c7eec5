import { z } from 'zod';
import type { BranchCommit } from '../ports/data-branch.js';
import type { GithubClient } from './github-client.js';
import type { RepositoryName } from './repository-name.js';

const object = z.object({ sha: z.string() });
const commitObject = z.object({ tree: object });

/**
 * Writes a commit of one file, which no branch holds yet. The file goes up as a blob in base64, since
 * the tree's own inline content is for small texts.
 *
 * @param client asks; needs contents: write
 * @param name the repository
 * @param change the file, and the commit it stands on; without one it stands alone
 * @returns the commit's id
 * @throws what a request rejects with
 * @see https://docs.github.com/en/rest/git/trees#create-a-tree
 */
export async function writeCommit(
  client: GithubClient,
  name: RepositoryName,
  { path, text, message, parent }: BranchCommit,
): Promise<string> {
  const blob = await client.request('POST /repos/{owner}/{repo}/git/blobs', {
    ...name,
    content: Buffer.from(text).toString('base64'),
    encoding: 'base64',
  });
  const line = { path, mode: '100644', type: 'blob', sha: object.parse(blob.data).sha } as const;
  const tree = await client.request('POST /repos/{owner}/{repo}/git/trees', {
    ...name,
    tree: [line],
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

/** The tree of a commit: the other files of the branch stay as they are. */
async function treeOf(client: GithubClient, name: RepositoryName, sha: string): Promise<string> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
    ...name,
    commit_sha: sha,
  });
  return commitObject.parse(data).tree.sha;
}
