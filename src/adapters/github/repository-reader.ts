import { PERMISSIONS } from '../../core/config/permissions.js';
import type { RepositoryReader } from '../ports/repository-reader.js';
import type { GithubClient } from './github-client.js';
import { listCaches } from './list-caches.js';
import { readFileAt } from './read-file.js';
import { splitName } from './repository-name.js';
import { translated } from './translated.js';

/**
 * What stores read of a repository, with GitHub's refusals as coded errors.
 *
 * @param client asks
 * @param fullName `owner/name`
 */
export function createRepositoryReader(client: GithubClient, fullName: string): RepositoryReader {
  const name = splitName(fullName);
  const caches = { what: `The caches of ${fullName}`, permission: PERMISSIONS.listCaches };
  const files = { what: `The files of ${fullName}`, permission: PERMISSIONS.readFiles };
  return {
    listCaches: (query) => translated(caches, () => listCaches(client, name, query)),
    readFile: (query) => translated(files, () => readFileAt(client, name, query)),
  };
}
