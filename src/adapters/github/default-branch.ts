import { z } from 'zod';
import { PERMISSIONS } from '../../core/config/permissions.js';
import type { GithubClient } from './github-client.js';
import { splitName } from './repository-name.js';
import { translated } from './translated.js';

const repository = z.object({ default_branch: z.string().min(1) });

/**
 * The default branch of a repository, for events whose payload does not name it.
 *
 * @param client reads it; metadata: read is enough
 * @param fullName `owner/name`
 * @throws GateError CONFIG_PERMISSION where the token may not look, else GITHUB_UNAVAILABLE
 * @see https://docs.github.com/en/rest/repos/repos#get-a-repository
 */
export async function fetchDefaultBranch(client: GithubClient, fullName: string): Promise<string> {
  const what = `The default branch of ${fullName}`;
  return translated(
    { what, permission: PERMISSIONS.readFiles, code: 'GITHUB_UNAVAILABLE' },
    async () => {
      const { data } = await client.request('GET /repos/{owner}/{repo}', {
        ...splitName(fullName),
      });
      return repository.parse(data).default_branch;
    },
  );
}
