import { loadInside } from '../../support/load-inside.js';
import type * as description from './description.js';
import type { DescribedRequest } from './description.js';

// Twelve megabytes of JSON and their validators, once a worker.
const { contractFaults: faultsOf, isDescribed: isIn } = await loadInside<typeof description>(
  '__tests__/fakes/github/description.js',
);

/**
 * What GitHub's description of its API has against a request, one sentence each; empty when nothing.
 *
 * @param request its path below the API's address; a repository may stand there by its number
 */
export function contractFaults(request: DescribedRequest): readonly string[] {
  return [...faultsOf(request)];
}

/**
 * Whether the description has an operation that is not to go away.
 *
 * @param method GET, POST and so on
 * @param path a path, or its template
 */
export function isDescribed(method: string, path: string): boolean {
  return isIn(method, path);
}
