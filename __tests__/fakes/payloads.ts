import { createHash } from 'node:crypto';

/** A JSON object as GitHub sends it. */
export type Json = Readonly<Record<string, unknown>>;

/** What tells one repository from another. */
export interface RepositoryFacts {
  readonly fullName: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  readonly isFork: boolean;
}

/** One side of a pull request; no repository is a fork that was deleted. */
export interface PullSide {
  readonly repository: string | null;
  readonly branch: string;
  readonly sha: string;
}

/** What tells one pull request from another. */
export interface PullFacts {
  readonly number: number;
  readonly author: string;
  readonly head: PullSide;
  readonly base: PullSide & { readonly repository: string };
  readonly state: 'open' | 'closed';
  readonly isMerged: boolean;
  readonly isDraft: boolean;
  readonly isLocked: boolean;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
}

const WEB = 'https://github.com';
const API = 'https://api.github.com';

/** A commit id made of any text: the same text is the same id. */
export function shaOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** A number made of any text, for ids. */
export function idOf(text: string): number {
  return Number.parseInt(shaOf(text).slice(0, 7), 16) + 1;
}

/** A user, bot or organization. */
export function userPayload(login: string): Json {
  const id = idOf(login);
  const name = login.replace('[bot]', '');
  return {
    login,
    id,
    node_id: Buffer.from(`04:User${id}`).toString('base64'),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url: `${API}/users/${encodeURIComponent(login)}`,
    html_url: login.endsWith('[bot]') ? `${WEB}/apps/${name}` : `${WEB}/${name}`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  };
}

/** A repository. */
export function repositoryPayload(facts: RepositoryFacts): Json {
  const { fullName, isPrivate } = facts;
  return {
    ...shortRepositoryPayload(facts),
    clone_url: `${WEB}/${fullName}.git`,
    created_at: '2024-01-15T09:00:00Z',
    updated_at: '2026-01-15T09:00:00Z',
    pushed_at: '2026-01-15T09:00:00Z',
    has_issues: true,
    archived: false,
    disabled: false,
    visibility: isPrivate ? 'private' : 'public',
    default_branch: facts.defaultBranch,
  };
}

/** A repository as workflow runs show it: without its default branch, for one. */
export function shortRepositoryPayload(facts: RepositoryFacts): Json {
  const { fullName, isPrivate } = facts;
  const [owner = '', name = ''] = fullName.split('/');
  return {
    id: idOf(fullName),
    node_id: Buffer.from(`010:Repository${idOf(fullName)}`).toString('base64'),
    name,
    full_name: fullName,
    private: isPrivate,
    owner: userPayload(owner),
    html_url: `${WEB}/${fullName}`,
    description: null,
    fork: facts.isFork,
    url: `${API}/repos/${fullName}`,
  };
}

/** A pull request, as events and the REST API show it. */
export function pullPayload(facts: PullFacts): Json {
  const { base, number } = facts;
  const api = `${API}/repos/${base.repository}`;
  const isClosed = facts.state === 'closed';
  const closedAt = isClosed ? '2026-01-15T10:00:00Z' : null;
  return {
    url: `${api}/pulls/${number}`,
    id: idOf(`${base.repository}#${number}`),
    node_id: Buffer.from(`011:PullRequest${number}`).toString('base64'),
    html_url: `${WEB}/${base.repository}/pull/${number}`,
    issue_url: `${api}/issues/${number}`,
    comments_url: `${api}/issues/${number}/comments`,
    statuses_url: `${api}/statuses/${facts.head.sha}`,
    number,
    state: facts.state,
    locked: facts.isLocked,
    title: 'Change the system prompt',
    user: userPayload(facts.author),
    body: null,
    created_at: '2026-01-15T09:00:00Z',
    updated_at: '2026-01-15T09:30:00Z',
    closed_at: closedAt,
    merged_at: facts.isMerged ? closedAt : null,
    merge_commit_sha: mergeSha(facts),
    labels: [],
    draft: facts.isDraft,
    head: sidePayload(facts.head, facts),
    base: sidePayload(base, facts),
    author_association: 'CONTRIBUTOR',
    auto_merge: null,
    merged: facts.isMerged,
    mergeable: isClosed ? null : true,
    mergeable_state: isClosed ? 'unknown' : 'clean',
    comments: 0,
    commits: 1,
    changed_files: 1,
  };
}

/** The test merge commit a pull_request run works on. */
export function mergeSha({ head, base }: Pick<PullFacts, 'head' | 'base'>): string {
  return shaOf(`merge ${head.sha} into ${base.sha}`);
}

function sidePayload(side: PullSide, facts: PullFacts): Json {
  const isFork = side.repository !== facts.base.repository;
  const [owner = 'ghost'] = (side.repository ?? facts.author).split('/');
  return {
    label: `${owner}:${side.branch}`,
    ref: side.branch,
    sha: side.sha,
    user: userPayload(owner),
    repo:
      side.repository === null
        ? null
        : repositoryPayload({
            fullName: side.repository,
            defaultBranch: facts.defaultBranch,
            isPrivate: facts.isPrivate,
            isFork,
          }),
  };
}
