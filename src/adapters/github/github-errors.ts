import { z } from 'zod';
import { messageOf } from '../../core/errors.js';

/** What Octokit throws for an answer of 400 or more; 500 stands for no answer too. */
const requestError = z.object({ status: z.number().int() });

/**
 * The HTTP status behind a failed request.
 *
 * @param thrown what a request rejected with
 * @returns undefined when it is no failed request
 */
export function statusOf(thrown: unknown): number | undefined {
  return requestError.safeParse(thrown).data?.status;
}

/**
 * A failed request in a few words, e.g. `403: Resource not accessible by integration`.
 *
 * @param thrown what a request rejected with
 */
export function describeFailure(thrown: unknown): string {
  const status = statusOf(thrown);
  // Octokit adds a link to the documentation behind a dash.
  const message = messageOf(thrown)
    .replace(/ - https:\/\/\S+$/, '')
    .slice(0, 300);
  return status === undefined ? message : `${status}: ${message}`;
}
