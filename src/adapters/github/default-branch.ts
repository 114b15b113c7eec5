import { z } from 'zod';
import { PERMISSIONS } from '../../core/config/permissions.js';
import { GateError } from '../../core/errors.js';
import type { GithubClient } from './github-client.js';
import { describeFailure } from './github-errors.js';
import { splitName } from './repository-name.js';

const repository = z.object({ default_branch: z.string().min(1) });

/**
 * The default branch of a repository, for events whose payload does not name it.
 *
 * @param client reads it; metadata: read is enough
 * @param fullName `owner/name`
 * @throws GateError CONFIG_PERMISSION when GitHub does not tell
 * @see https://docs.github.com/en/rest/repos/repos#get-a-repository
 */
export async function fetchDefaultBranch(client: GithubClient, fullName: string): Promise<string> {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}', { ...splitName(fullName) });
    return repository.parse(data).default_branch;
  } catch (error) {
    throw new GateError(
      'CONFIG_PERMISSION',
      `The default branch of ${fullName} cannot be read (${describeFailure(error)}).`,
      {
        remedy: `Give the job \`${PERMISSIONS.readFiles}\`, and a github-token of this repository.`,
        cause: error,
      },
    );
  }
}
