import { PERMISSIONS } from '../../core/config/permissions.js';
import { describeFailure, statusOf } from './github-errors.js';

/** What to do about a refusal of a comment, by its status. */
const REMEDIES: Readonly<Record<number, string>> = {
  401: 'Give a github-token that is still valid.',
  403: `Give the job \`${PERMISSIONS.comment}\`; pull requests from forks and of Dependabot get a token that only reads, and a locked conversation takes no comments.`,
  404: 'Give a github-token that sees this pull request.',
  410: 'Comments are switched off here; set `comment: never`.',
  422: 'GitHub does not take this text, or no more comments here; the step summary has the report.',
  429: 'The rate limit of the token is used up; run it again later.',
};

/**
 * Why a comment was not, or will not be, written and what to do, in one line for a warning that says
 * the first part.
 *
 * @param thrown what the request rejected with
 */
export function commentProblem(thrown: unknown): string {
  const remedy = REMEDIES[statusOf(thrown) ?? 0] ?? 'The step summary has the report.';
  return `${describeFailure(thrown)}. ${remedy}`;
}
