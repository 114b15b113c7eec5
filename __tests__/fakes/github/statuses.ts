import type { Reply } from '../http-server.js';
import { userPayload, type Json } from '../payloads.js';
import { invalid, now, page, Refusal, text, type Call, type Endpoint } from './api.js';
import type { GitHubState, StoredStatus } from './state.js';

const DOCS = 'commits/statuses';

/** The endpoints of commit statuses. */
export function statusEndpoints(state: GitHubState): readonly Endpoint[] {
  const list = `${DOCS}#list-commit-statuses-for-a-reference`;
  return [
    {
      method: 'POST',
      pattern: '/repos/:owner/:repo/statuses/:sha',
      needs: ['statuses:write'],
      docs: `${DOCS}#create-a-commit-status`,
      handle: (call) => create(state, call),
    },
    {
      method: 'GET',
      pattern: '/repos/:owner/:repo/commits/:sha/statuses',
      needs: ['statuses:read'],
      docs: list,
      handle: (call) => page(call, ofCommit(state, call)),
    },
    {
      method: 'GET',
      pattern: '/repos/:owner/:repo/commits/:sha/status',
      needs: ['statuses:read'],
      docs: `${DOCS}#get-the-combined-status-for-a-specific-reference`,
      handle: (call) => combined(state, call),
    },
  ];
}

function create(state: GitHubState, call: Call): Reply {
  const sha = state.git.resolve(call.params.sha ?? '');
  if (sha === undefined) {
    throw new Refusal(422, `No commit found for SHA: ${call.params.sha ?? ''}`);
  }
  const status = {
    id: state.nextId(),
    sha,
    state: checkedState(call),
    context: text(call, 'context') ?? 'default',
    description: checkedDescription(call),
    targetUrl: text(call, 'target_url') ?? null,
    author: call.grant.login,
    createdAt: now(),
  };
  state.statuses = [...state.statuses, status];
  return { status: 201, body: shown(state, call, status) };
}

function checkedState(call: Call): string {
  const given = text(call, 'state') ?? '';
  if (['error', 'failure', 'pending', 'success'].includes(given)) return given;
  throw invalid({ resource: 'Status', code: 'invalid', field: 'state' });
}

function checkedDescription(call: Call): string | null {
  const given = text(call, 'description');
  if (given === undefined || Array.from(given).length <= 140) return given ?? null;
  const message = 'description is too long (maximum is 140 characters)';
  throw invalid({ resource: 'Status', code: 'custom', field: 'description', message });
}

function combined(state: GitHubState, call: Call): Reply {
  const latest = new Map<string, Json>();
  for (const status of ofCommit(state, call)) {
    const context = String(status.context);
    if (!latest.has(context)) latest.set(context, status);
  }
  const statuses = [...latest.values()];
  const states = statuses.map((status) => status.state);
  const isBad = states.some((one) => one === 'failure' || one === 'error');
  const isGood = states.length > 0 && states.every((one) => one === 'success');
  const overall = isBad ? 'failure' : isGood ? 'success' : 'pending';
  const sha = call.params.sha;
  return { status: 200, body: { state: overall, statuses, sha, total_count: statuses.length } };
}

function ofCommit(state: GitHubState, call: Call): readonly Json[] {
  const sha = state.git.resolve(call.params.sha ?? '') ?? '';
  return state.statusesOf(sha).map((status) => shown(state, call, status));
}

function shown(state: GitHubState, { api }: Call, status: StoredStatus): Json {
  const creator = userPayload(status.author);
  return {
    url: `${api}/repos/${state.repository.repository}/statuses/${status.sha}`,
    avatar_url: creator.avatar_url,
    id: status.id,
    node_id: `SC_${status.id}`,
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator,
  };
}
