import { userPayload } from '../payloads.js';
import { notFound, Refusal, type Endpoint } from './api.js';
import type { GitHubState } from './state.js';

/** The endpoints that an acceptance asks besides: permissions, ancestry, and runs that start again. */
export function acceptanceEndpoints(state: GitHubState): readonly Endpoint[] {
  const of = '/repos/:owner/:repo';
  return [
    {
      method: 'GET',
      pattern: `${of}/collaborators/:username/permission`,
      needs: ['metadata:read'],
      docs: 'collaborators/collaborators#get-repository-permissions-for-a-user',
      handle: ({ params: { username = '' } }) => {
        const role = state.roles.get(username);
        // On a public repository everybody reads.
        const role_name = role ?? (state.repository.isPrivate ? undefined : 'read');
        if (role_name === undefined) throw notFound();
        const permission = LEGACY[role_name] ?? 'read';
        return { status: 200, body: { permission, role_name, user: userPayload(username) } };
      },
    },
    {
      method: 'GET',
      pattern: `${of}/compare/:basehead`,
      needs: ['contents:read'],
      docs: 'commits/commits#compare-two-commits',
      handle: ({ params: { basehead = '' } }) => {
        const [base = '', head = ''] = decodeURIComponent(basehead).split('...');
        if ([base, head].some((sha) => state.git.resolve(sha) === undefined)) throw notFound();
        const isInside = state.git.history(head).includes(state.git.resolve(base) ?? '');
        const status = base === head ? 'identical' : isInside ? 'ahead' : 'diverged';
        return { status: 200, body: { status, ahead_by: 0, behind_by: 0, commits: [] } };
      },
    },
    {
      method: 'POST',
      pattern: `${of}/actions/runs/:id/rerun-failed-jobs`,
      needs: ['actions:write'],
      docs: 'actions/workflow-runs#re-run-failed-jobs-from-a-workflow-run',
      handle: ({ params: { id = '' } }) => {
        if (state.areRunsTooOld) {
          throw new Refusal(
            403,
            'Unable to retry this workflow run because it was created over a month ago',
          );
        }
        state.reruns.push(id);
        return { status: 201, body: {} };
      },
    },
  ];
}

/** The word that the API had before roles, of each role. */
const LEGACY: Readonly<Record<string, string>> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
};
