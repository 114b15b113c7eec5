import { z } from 'zod';
import { messageOf } from '../../core/errors.js';

/** What Octokit throws for an answer of 400 or more; 500 stands for no answer too. */
const requestError = z.object({ status: z.number().int() });

const answered = z.object({ response: z.object({ status: z.number() }) });

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
 * A failed request in a few words, e.g. `GitHub answered 403: Resource not accessible by integration`.
 *
 * @param thrown what a request, or the parsing of its answer, rejected with
 */
export function describeFailure(thrown: unknown): string {
  if (thrown instanceof z.ZodError) return 'GitHub answered in an unknown shape';
  // Octokit adds a link to the documentation behind a dash.
  const message = messageOf(thrown)
    .replace(/ - https:\/\/\S+$/, '')
    .slice(0, 300);
  const status = statusOf(thrown);
  if (status === undefined) return message;
  // What got no answer has a status too, 500, and no response.
  const isAnswered = answered.safeParse(thrown).success;
  return isAnswered ? `GitHub answered ${status}: ${message}` : `GitHub did not answer: ${message}`;
}
