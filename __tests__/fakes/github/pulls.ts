import type { Reply } from '../http-server.js';
import type { Json } from '../payloads.js';
import { notFound, page, type Call, type Endpoint } from './api.js';
import type { GitHubState } from './state.js';

const DOCS = 'pulls/pulls';

/** The endpoints that find pull requests. */
export function pullEndpoints(state: GitHubState): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      pattern: '/repos/:owner/:repo/pulls',
      needs: ['pull-requests:read'],
      docs: `${DOCS}#list-pull-requests`,
      handle: (call) => list(state, call),
    },
    {
      method: 'GET',
      pattern: '/repos/:owner/:repo/pulls/:number',
      needs: ['pull-requests:read'],
      docs: `${DOCS}#get-a-pull-request`,
      handle: (call) => {
        const pull = state.pulls.get(Number(call.params.number));
        if (pull === undefined) throw notFound();
        return { status: 200, body: pull };
      },
    },
    {
      method: 'GET',
      pattern: '/repos/:owner/:repo/commits/:sha/pulls',
      needs: ['pull-requests:read', 'contents:read'],
      docs: 'commits/commits#list-pull-requests-associated-with-a-commit',
      handle: (call) => page(call, ofCommit(state, call.params.sha ?? '')),
    },
  ];
}

function list(state: GitHubState, call: Call): Reply {
  const { query } = call;
  const wanted = query.get('state') ?? 'open';
  const head = query.get('head') ?? '';
  const base = query.get('base');
  const found = newestFirst(state).filter((pull) => {
    const shape = pull as unknown as PullShape;
    return (
      (wanted === 'all' || shape.state === wanted) &&
      // A head without its owner is no filter at all, as on GitHub.
      (!head.includes(':') || shape.head.label === head) &&
      (base === null || shape.base.ref === base)
    );
  });
  return page(call, found);
}

/** A fork's commits lead to no pull request, as on GitHub. */
function ofCommit(state: GitHubState, sha: string): readonly Json[] {
  return newestFirst(state).filter((pull) => {
    const { head } = pull as unknown as PullShape;
    return head.sha === sha && head.repo?.full_name === state.repository.repository;
  });
}

function newestFirst(state: GitHubState): readonly Json[] {
  return [...state.pulls].sort(([a], [b]) => b - a).map(([, pull]) => pull);
}

interface PullShape {
  readonly state: string;
  readonly head: {
    readonly label: string;
    readonly sha: string;
    readonly repo: { readonly full_name: string } | null;
  };
  readonly base: { readonly ref: string };
}
