import {
  idOf,
  shaOf,
  shortRepositoryPayload,
  userPayload,
  type Json,
  type PullFacts,
} from './payloads.js';

/** What a workflow_run event is about: a run of another workflow for a pull request. */
export interface TriggeringRun {
  readonly pull: PullFacts;
  readonly conclusion: string;
  readonly runId: number;
  readonly actor: string;
}

/** The payload of a workflow_run event, without what every event has. */
export function workflowRunPayload(run: TriggeringRun): Json {
  const { base } = run.pull;
  const path = '.github/workflows/gate.yml';
  const workflow = {
    id: idOf(path),
    name: 'gate',
    path,
    state: 'active',
    html_url: `https://github.com/${base.repository}/blob/${run.pull.defaultBranch}/${path}`,
  };
  return { action: 'completed', workflow, workflow_run: triggeringRun(run, path) };
}

function triggeringRun({ pull, conclusion, runId, actor }: TriggeringRun, path: string): Json {
  const { base, head } = pull;
  const isFork = head.repository !== base.repository;
  const home = repository(pull, base.repository, false);
  return {
    id: runId,
    name: 'gate',
    node_id: 'MDExOlJ1bjUwMDE=',
    path,
    event: 'pull_request',
    status: 'completed',
    conclusion,
    workflow_id: idOf(path),
    run_number: 12,
    run_attempt: 1,
    head_branch: head.branch,
    head_sha: head.sha,
    head_commit: {
      id: head.sha,
      tree_id: shaOf(`tree of ${head.sha}`),
      message: 'Change the system prompt',
      timestamp: '2026-01-15T09:00:00Z',
      author: { name: 'Mona Lisa', email: 'octocat@github.com' },
      committer: { name: 'GitHub', email: 'noreply@github.com' },
    },
    head_repository: head.repository === null ? null : repository(pull, head.repository, isFork),
    repository: home,
    pull_requests: isFork ? [] : [reference(pull)],
    actor: userPayload(actor),
    triggering_actor: userPayload(actor),
    created_at: '2026-01-15T09:00:00Z',
    updated_at: '2026-01-15T09:20:00Z',
    run_started_at: '2026-01-15T09:00:10Z',
    url: `https://api.github.com/repos/${base.repository}/actions/runs/${runId}`,
    html_url: `https://github.com/${base.repository}/actions/runs/${runId}`,
  };
}

/** The short form of a pull request, as workflow runs list it. */
function reference({ number, head, base }: PullFacts): Json {
  const repo = { id: idOf(base.repository), name: base.repository.split('/')[1] };
  return {
    id: idOf(`${base.repository}#${number}`),
    number,
    url: `https://api.github.com/repos/${base.repository}/pulls/${number}`,
    head: { ref: head.branch, sha: head.sha, repo },
    base: { ref: base.branch, sha: base.sha, repo },
  };
}

function repository(pull: PullFacts, fullName: string, isFork: boolean): Json {
  const { defaultBranch, isPrivate } = pull;
  return shortRepositoryPayload({ fullName, defaultBranch, isPrivate, isFork });
}
