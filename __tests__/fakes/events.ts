import {
  mergeSha,
  pullPayload,
  repositoryPayload,
  shaOf,
  userPayload,
  type Json,
  type PullFacts,
} from './payloads.js';
import { workflowRunPayload } from './workflow-run-payload.js';

/** An event that starts a run: its payload, and the context GitHub gives the run for it. */
export interface RunEvent {
  readonly name: string;
  readonly payload: Json;
  readonly repository: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  /** GITHUB_REF and GITHUB_SHA, as they are for this event. */
  readonly ref: string;
  readonly sha: string;
  /** GITHUB_BASE_REF and GITHUB_HEAD_REF; set for pull requests only. */
  readonly baseRef?: string;
  readonly headRef?: string;
  readonly actor: string;
  /** The code or the trigger comes from a fork: no secrets, a token that only reads. */
  readonly isFromFork: boolean;
}

/** The repository events happen in, where it is not the usual one. */
export interface EventOptions {
  readonly repository?: string;
  readonly defaultBranch?: string;
  readonly isPrivate?: boolean;
  readonly actor?: string;
}

/** Events about a commit of a branch. */
export interface CommitOptions extends EventOptions {
  readonly branch?: string;
  readonly sha?: string;
}

/** A pull request's facts where they are not the usual ones: PR 7, `feature` into `main`. */
export interface PullOptions extends EventOptions {
  readonly number?: number;
  readonly action?:
    'opened' | 'synchronize' | 'reopened' | 'closed' | 'ready_for_review' | 'edited';
  /** What an edit changed: by name, what it was. */
  readonly changes?: Json;
  readonly author?: string;
  readonly headBranch?: string;
  readonly headSha?: string;
  readonly baseBranch?: string;
  readonly baseSha?: string;
  /** The head's repository where it is a fork; null where the fork was deleted. */
  readonly fork?: string | null;
  readonly state?: 'open' | 'closed';
  readonly isMerged?: boolean;
  readonly isLocked?: boolean;
}

/** A pull_request event; a fork's with `fork`, Dependabot's with `author: 'dependabot[bot]'`. */
export function pullRequest(options: PullOptions = {}): RunEvent {
  const facts = pullFacts(options);
  return {
    ...pullRun('pull_request', options, facts),
    ref: `refs/pull/${facts.number}/merge`,
    sha: mergeSha(facts),
  };
}

/** A pull_request_target event, which runs on the default branch whatever the base is. */
export function pullRequestTarget(options: PullOptions = {}): RunEvent {
  const facts = pullFacts(options);
  const { defaultBranch } = facts;
  return {
    ...pullRun('pull_request_target', options, facts),
    ref: `refs/heads/${defaultBranch}`,
    sha: defaultBranch === facts.base.branch ? facts.base.sha : shaOf(`head of ${defaultBranch}`),
  };
}

/** A merge_group event: the queue's own branch, no pull request in the payload. */
export function mergeGroup(options: PullOptions = {}): RunEvent {
  const { base, number, head } = pullFacts(options);
  const headRef = `refs/heads/gh-readonly-queue/${base.branch}/pr-${number}-${base.sha}`;
  const headSha = shaOf(`queue ${head.sha}`);
  const group = {
    head_sha: headSha,
    head_ref: headRef,
    base_sha: base.sha,
    base_ref: `refs/heads/${base.branch}`,
    head_commit: commitPayload(headSha, `Merge pull request #${number}`),
  };
  const payload = { action: 'checks_requested', merge_group: group };
  return { ...run('merge_group', options, payload), ref: headRef, sha: headSha };
}

/** A push to a branch. */
export function push(options: CommitOptions = {}): RunEvent {
  const { ref, sha } = commit(options);
  const payload = {
    ref,
    before: shaOf(`before ${sha}`),
    after: sha,
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    commits: [commitPayload(sha, 'Change the prompt')],
    head_commit: commitPayload(sha, 'Change the prompt'),
    pusher: { name: options.actor ?? 'octocat', email: 'octocat@github.com' },
  };
  return { ...run('push', options, payload), ref, sha };
}

/** A scheduled run, on the default branch's head. */
export function schedule(options: CommitOptions = {}): RunEvent {
  const { ref, sha } = commit({ ...options, branch: options.defaultBranch ?? 'main' });
  const payload = { schedule: '17 3 * * *', workflow: '.github/workflows/nightly.yml' };
  return { ...run('schedule', options, payload), ref, sha };
}

/** A run started by hand on a branch. */
export function workflowDispatch(
  options: CommitOptions & { readonly inputs?: Json | null } = {},
): RunEvent {
  const { ref, sha } = commit(options);
  const inputs = options.inputs ?? null;
  const payload = { inputs, ref, workflow: '.github/workflows/nightly.yml' };
  return { ...run('workflow_dispatch', options, payload), ref, sha };
}

/** A release event, on the tag's ref. */
export function release(
  options: CommitOptions & { readonly tag?: string; readonly action?: string } = {},
): RunEvent {
  const { sha } = commit(options);
  const tag = options.tag ?? 'v1.0.0';
  const payload = {
    action: options.action ?? 'published',
    release: releasePayload(options.repository ?? REPOSITORY, tag, options.defaultBranch ?? 'main'),
  };
  return { ...run('release', options, payload), ref: `refs/tags/${tag}`, sha };
}

/**
 * A workflow_run event after another workflow's run, on the default branch; for a fork's pull
 * request `pull_requests` is empty, as it is on GitHub.
 */
export function workflowRun(
  options: PullOptions & { readonly conclusion?: string; readonly runId?: number } = {},
): RunEvent {
  const facts = pullFacts(options);
  const { defaultBranch } = facts;
  const sha = shaOf(`head of ${defaultBranch}`);
  const payload = workflowRunPayload({
    pull: facts,
    conclusion: options.conclusion ?? 'success',
    runId: options.runId ?? 5001,
    actor: facts.author,
  });
  return {
    ...run('workflow_run', options, payload),
    ref: `refs/heads/${defaultBranch}`,
    sha,
    isFromFork: facts.head.repository !== facts.base.repository,
  };
}

/** A comment as its event shows it. */
export interface CommentFacts {
  readonly id: number;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly author: string;
  readonly issue: number;
}

/** An issue_comment event, which runs on the default branch; `isPull` is false for an issue. */
export function issueComment(
  { id, body, createdAt, updatedAt, author, issue }: CommentFacts,
  options: CommitOptions & { readonly action?: string; readonly isPull?: boolean } = {},
): RunEvent {
  const repository = options.repository ?? REPOSITORY;
  const url = `https://api.github.com/repos/${repository}/pulls/${issue}`;
  const payload = {
    action: options.action ?? 'created',
    issue: { number: issue, ...(options.isPull === false ? {} : { pull_request: { url } }) },
    comment: {
      id,
      body,
      created_at: createdAt,
      updated_at: updatedAt,
      user: userPayload(author),
      author_association: 'OWNER',
    },
  };
  return { ...run('issue_comment', { ...options, actor: author }, payload), ...commit(options) };
}

/** An event the action does not know. */
export function otherEvent(name: string, payload: Json, options: CommitOptions = {}): RunEvent {
  return { ...run(name, options, payload), ...commit(options) };
}

/** A release, as the event and the REST API show it. */
function releasePayload(repository: string, tag: string, target: string): Json {
  return {
    url: `https://api.github.com/repos/${repository}/releases/17372790`,
    html_url: `https://github.com/${repository}/releases/tag/${tag}`,
    id: 17372790,
    node_id: 'MDc6UmVsZWFzZTE3MzcyNzkw',
    tag_name: tag,
    target_commitish: target,
    name: tag,
    draft: false,
    prerelease: false,
    author: userPayload('octocat'),
    created_at: '2026-01-15T09:00:00Z',
    published_at: '2026-01-15T09:05:00Z',
    assets: [],
    body: 'What is new.',
  };
}

/** The facts of a pull request, with the usual ones filled in. */
export function pullFacts(options: PullOptions = {}): PullFacts {
  const number = options.number ?? 7;
  const repository = options.repository ?? REPOSITORY;
  const defaultBranch = options.defaultBranch ?? 'main';
  const baseBranch = options.baseBranch ?? defaultBranch;
  const isMerged = options.isMerged ?? false;
  return {
    number,
    author: options.author ?? 'octocat',
    head: {
      repository: options.fork === undefined ? repository : options.fork,
      branch: options.headBranch ?? 'feature',
      sha: options.headSha ?? shaOf(`head of PR ${number}`),
    },
    base: {
      repository,
      branch: baseBranch,
      sha: options.baseSha ?? shaOf(`head of ${baseBranch}`),
    },
    state: options.state ?? (isMerged || options.action === 'closed' ? 'closed' : 'open'),
    isMerged,
    isDraft: false,
    isLocked: options.isLocked ?? false,
    defaultBranch,
    isPrivate: options.isPrivate ?? false,
  };
}

function pullRun(
  name: string,
  options: PullOptions,
  facts: PullFacts,
): Omit<RunEvent, 'ref' | 'sha'> {
  const action = options.action ?? 'synchronize';
  const moved = { before: shaOf(`before ${facts.head.sha}`), after: facts.head.sha };
  const payload = {
    action,
    number: facts.number,
    pull_request: pullPayload(facts),
    ...(action === 'synchronize' ? moved : {}),
    ...(action === 'edited' ? { changes: options.changes ?? { title: { from: 'Before' } } } : {}),
  };
  return {
    ...run(name, { ...options, actor: options.actor ?? facts.author }, payload),
    baseRef: facts.base.branch,
    headRef: facts.head.branch,
    isFromFork: facts.head.repository !== facts.base.repository,
  };
}

function run(name: string, options: EventOptions, payload: Json): Omit<RunEvent, 'ref' | 'sha'> {
  const repository = options.repository ?? REPOSITORY;
  const defaultBranch = options.defaultBranch ?? 'main';
  const isPrivate = options.isPrivate ?? false;
  const actor = options.actor ?? 'octocat';
  const facts = { fullName: repository, defaultBranch, isPrivate, isFork: false };
  const sender = name === 'schedule' ? {} : { sender: userPayload(actor) };
  return {
    name,
    payload: { ...payload, repository: repositoryPayload(facts), ...sender },
    repository,
    defaultBranch,
    isPrivate,
    actor,
    isFromFork: false,
  };
}

function commit(options: CommitOptions): { ref: string; sha: string } {
  const branch = options.branch ?? options.defaultBranch ?? 'main';
  return { ref: `refs/heads/${branch}`, sha: options.sha ?? shaOf(`head of ${branch}`) };
}

function commitPayload(id: string, message: string): Json {
  const person = { name: 'Mona Lisa', email: 'octocat@github.com' };
  const timestamp = '2026-01-15T09:00:00Z';
  const tree = shaOf(`tree of ${id}`);
  return { id, tree_id: tree, message, timestamp, author: person, committer: person };
}

const REPOSITORY = 'octo-org/octo-repo';
