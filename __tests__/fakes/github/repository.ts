import type { Reply } from '../http-server.js';
import { repositoryPayload, userPayload } from '../payloads.js';
import { inaccessible, notFound, Refusal, text, type Call, type Endpoint } from './api.js';
import type { GitHubState } from './state.js';

/** The endpoints of the repository itself, its branches, the token's user, and GraphQL. */
export function repositoryEndpoints(state: GitHubState): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      pattern: '/repos/:owner/:repo',
      needs: ['metadata:read'],
      docs: 'repos/repos#get-a-repository',
      handle: (call) => ({ status: 200, body: repository(state, call) }),
    },
    {
      method: 'GET',
      pattern: '/repos/:owner/:repo/branches/*branch',
      needs: ['contents:read'],
      docs: 'branches/branches#get-a-branch',
      handle: (call) => branch(state, call),
    },
    {
      method: 'GET',
      pattern: '/user',
      needs: [],
      docs: 'users/users#get-the-authenticated-user',
      handle: ({ grant }) => {
        if (!grant.isUser) throw inaccessible();
        return { status: 200, body: userPayload(grant.login) };
      },
    },
    { method: 'POST', pattern: '/graphql', needs: [], docs: 'graphql', handle: graphql },
  ];
}

function repository(state: GitHubState, { grant }: Call): unknown {
  const { repository: fullName, defaultBranch, isPrivate } = state.repository;
  const push = grant.permissions.contents === 'write';
  return {
    ...repositoryPayload({ fullName, defaultBranch, isPrivate, isFork: false }),
    permissions: { admin: false, maintain: false, push, triage: false, pull: true },
  };
}

function branch(state: GitHubState, { params, api }: Call): Reply {
  const name = params.branch ?? '';
  const sha = state.git.refs.get(`refs/heads/${name}`);
  if (sha === undefined) throw name === '' ? notFound() : new Refusal(404, 'Branch not found');
  const url = `${api}/repos/${state.repository.repository}/commits/${sha}`;
  return { status: 200, body: { name, commit: { sha, url }, protected: false } };
}

/** The one query the action makes: who is this token. */
function graphql(call: Call): Reply {
  const { grant } = call;
  const query = text(call, 'query') ?? '';
  if (!/\bviewer\s*\{\s*login\b/.test(query)) {
    const message = 'The fake answers no query but viewer { login }';
    return { status: 200, body: { errors: [{ type: 'undefinedField', message }] } };
  }
  if (!grant.isViewerRefused) {
    return { status: 200, body: { data: { viewer: { login: grant.login } } } };
  }
  const message = 'Resource not accessible by integration';
  const errors = [{ type: 'FORBIDDEN', path: ['viewer'], message }];
  return { status: 200, body: { data: { viewer: null }, errors } };
}
