import type { FileRead } from '../ports/workspace-files.js';
import type { FileQuery } from '../ports/repository-reader.js';
import type { GithubClient } from './github-client.js';
import { statusOf } from './github-errors.js';
import type { RepositoryName } from './repository-name.js';

/**
 * A file of a repository at a commit. The raw media type is asked for: the JSON one leaves out the
 * content of files over 1 MB. A folder's listing comes back as if it were the file's text. Needs
 * contents: read.
 *
 * @param client asks
 * @param name the repository
 * @param query which file
 * @returns absent when GitHub answers 404, which it also does where the token may not look
 * @throws what the request rejects with otherwise
 * @see https://docs.github.com/en/rest/repos/contents#get-repository-content
 */
export async function readFileAt(
  client: GithubClient,
  name: RepositoryName,
  query: FileQuery,
): Promise<FileRead> {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/contents/{path}', {
      ...name,
      path: query.path,
      ref: query.ref,
      headers: { accept: 'application/vnd.github.raw+json' },
      // The body as a stream, so that a huge one can be dropped before it fills the memory.
      request: { parseSuccessResponseBody: false },
    });
    return await readBounded(data, query.maxBytes);
  } catch (error) {
    if (statusOf(error) === 404) return { kind: 'absent' };
    throw error;
  }
}

/** The bytes of a stream, unless they are too many. */
async function readBounded(body: unknown, maxBytes: number): Promise<FileRead> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // An answer without a body has no stream.
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    // Leaving the loop cancels the stream and with it the download.
    if (size > maxBytes) return { kind: 'too-large' };
    chunks.push(chunk);
  }
  return { kind: 'found', bytes: Buffer.concat(chunks) };
}
