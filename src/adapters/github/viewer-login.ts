import { z } from 'zod';
import type { GithubClient } from './github-client.js';

/** Who the job token of every repository comments as. */
const JOB_TOKEN_LOGIN = 'github-actions[bot]';

const viewerAnswer = z.object({ viewer: z.object({ login: z.string().min(1) }) });

/**
 * The login that the client's comments are made under. `GET /user` is refused to job and App tokens;
 * GraphQL's viewer is not.
 *
 * @param client asks
 * @returns the login; that of the job token when GitHub does not tell
 * @see https://docs.github.com/en/graphql/reference/queries#viewer
 */
export async function viewerLogin(client: GithubClient): Promise<string> {
  try {
    const answer: unknown = await client.graphql('query { viewer { login } }');
    return viewerAnswer.parse(answer).viewer.login;
  } catch {
    return JOB_TOKEN_LOGIN;
  }
}
