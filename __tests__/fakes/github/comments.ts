import { userPayload, type Json } from '../payloads.js';
import {
  inaccessible,
  invalid,
  notFound,
  now,
  page,
  Refusal,
  text,
  type Call,
  type Endpoint,
} from './api.js';
import type { GitHubState, StoredComment } from './state.js';

/** More characters than this are refused, with the words GitHub uses. */
const BODY_LIMIT = 65_536;
const DOCS = 'issues/comments';

/** The endpoints of comments on pull requests and issues. */
export function commentEndpoints(state: GitHubState): readonly Endpoint[] {
  const board = new CommentBoard(state);
  const of = '/repos/:owner/:repo/issues/:number/comments';
  const one = '/repos/:owner/:repo/issues/comments/:id';
  const read = ['issues:read', 'pull-requests:read'] as const;
  const write = ['issues:write', 'pull-requests:write'] as const;
  return [
    {
      method: 'GET',
      pattern: of,
      needs: read,
      docs: `${DOCS}#list-issue-comments`,
      handle: (call) => board.list(call),
    },
    {
      method: 'POST',
      pattern: of,
      needs: write,
      docs: `${DOCS}#create-an-issue-comment`,
      handle: (call) => board.create(call),
    },
    {
      method: 'GET',
      pattern: one,
      needs: read,
      docs: `${DOCS}#get-an-issue-comment`,
      handle: (call) => ({ status: 200, body: board.shown(board.find(call), call) }),
    },
    {
      method: 'PATCH',
      pattern: one,
      needs: write,
      docs: `${DOCS}#update-an-issue-comment`,
      handle: (call) => board.update(call),
    },
    {
      method: 'DELETE',
      pattern: one,
      needs: write,
      docs: `${DOCS}#delete-an-issue-comment`,
      handle: (call) => board.remove(call),
    },
  ];
}

class CommentBoard {
  constructor(private readonly state: GitHubState) {}

  list(call: Call): ReturnType<typeof page> {
    const since = call.query.get('since') ?? '';
    const comments = this.state
      .commentsOn(this.#issue(call))
      .filter(({ updatedAt }) => updatedAt >= since);
    return page(
      call,
      comments.map((comment) => this.shown(comment, call)),
    );
  }

  create(call: Call): { status: number; body: Json } {
    const issue = this.#issue(call);
    if (this.state.pulls.get(issue)?.locked === true) {
      throw new Refusal(403, 'Unable to create comment because issue is locked.');
    }
    this.#checkTarget(issue, call);
    const comment = this.state.addComment(issue, call.grant.login, body(call));
    return { status: 201, body: this.shown(comment, call) };
  }

  update(call: Call): { status: number; body: Json } {
    const old = this.find(call);
    this.#checkTarget(old.issue, call);
    const updated = { ...old, body: body(call), updatedAt: now() };
    this.state.comments = this.state.comments.map((comment) =>
      comment.id === updated.id ? updated : comment,
    );
    return { status: 200, body: this.shown(updated, call) };
  }

  remove(call: Call): { status: number } {
    const { id, issue } = this.find(call);
    this.#checkTarget(issue, call);
    this.state.comments = this.state.comments.filter((comment) => comment.id !== id);
    return { status: 204 };
  }

  find(call: Call): StoredComment {
    const comment = this.state.comments.find(({ id }) => String(id) === call.params.id);
    if (comment === undefined) throw notFound();
    return comment;
  }

  shown(comment: StoredComment, { api }: Call): Json {
    const { repository } = this.state.repository;
    const kind = this.state.pulls.has(comment.issue) ? 'pull' : 'issues';
    const page = `https://github.com/${repository}/${kind}/${comment.issue}`;
    return {
      url: `${api}/repos/${repository}/issues/comments/${comment.id}`,
      html_url: `${page}#issuecomment-${comment.id}`,
      issue_url: `${api}/repos/${repository}/issues/${comment.issue}`,
      id: comment.id,
      node_id: Buffer.from(`012:IssueComment${comment.id}`).toString('base64'),
      user: userPayload(comment.author),
      created_at: comment.createdAt,
      updated_at: comment.updatedAt,
      author_association: comment.author.endsWith('[bot]') ? 'NONE' : 'CONTRIBUTOR',
      body: comment.body,
      performed_via_github_app: null,
    };
  }

  /**
   * The documentation, and the header of the refusal, say that either permission will do; a job
   * token with `issues: write` alone was still refused on pull requests.
   */
  #checkTarget(issue: number, { grant }: Call): void {
    const scope = this.state.pulls.has(issue) ? 'pull-requests' : 'issues';
    if (grant.permissions[scope] !== 'write') throw inaccessible();
  }

  #issue(call: Call): number {
    const number = Number(call.params.number);
    if (!this.state.pulls.has(number) && !this.state.issues.has(number)) throw notFound();
    return number;
  }
}

function body(call: Call): string {
  const given = text(call, 'body');
  const error = { resource: 'IssueComment', code: 'unprocessable', field: 'data' };
  if (given === undefined || given.trim() === '') {
    throw invalid({ ...error, message: "Body can't be blank" });
  }
  if (Array.from(given).length > BODY_LIMIT) {
    throw invalid({ ...error, message: `Body is too long (maximum is ${BODY_LIMIT} characters)` });
  }
  return given;
}
