import { CacheEntries } from '../cache/entries.js';
import type { RunEvent } from '../events.js';
import type { Json } from '../payloads.js';
import { GitRepository } from './git-repository.js';

/** What kind of repository the server has. */
export interface RepositoryOptions {
  /** `owner/name`. */
  readonly repository: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
}

/** A comment on a pull request or issue. */
export interface StoredComment {
  readonly id: number;
  readonly issue: number;
  readonly author: string;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A commit status. */
export interface StoredStatus {
  readonly id: number;
  readonly sha: string;
  readonly state: string;
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly author: string;
  readonly createdAt: string;
}

/** Everything the repository holds; tests read and change it directly. */
export class GitHubState {
  readonly git = new GitRepository();
  readonly pulls = new Map<number, Json>();
  /** Issues that are no pull requests. */
  readonly issues = new Set<number>();
  readonly releases: Json[] = [];
  /** Roles of accounts by login, such as `write` or `triage`. */
  readonly roles = new Map<string, string>();
  /** Runs whose failed jobs were started again. */
  readonly reruns: string[] = [];
  /** Whether no run can be started again. */
  areRunsTooOld = false;
  comments: readonly StoredComment[] = [];
  statuses: readonly StoredStatus[] = [];
  #nextId = 2_900_000_001;

  constructor(
    readonly repository: RepositoryOptions,
    readonly caches: CacheEntries = new CacheEntries(),
  ) {}

  /** Makes the pull request or release of an event known, and the commits it names. */
  addEvent(event: RunEvent): void {
    const { pull_request: pull, release } = event.payload as {
      pull_request?: Json;
      release?: Json;
    };
    if (pull !== undefined) this.addPull(pull);
    if (release !== undefined) this.releases.push(release);
    if (this.git.resolve(event.sha) === undefined) this.git.plantCommit(event.sha);
  }

  /** Makes a pull request known, with its head and base commits. */
  addPull(pull: Json): void {
    const { number, head, base } = pull as unknown as PullShape;
    this.pulls.set(number, pull);
    for (const { sha } of [head, base]) {
      if (this.git.resolve(sha) === undefined) this.git.plantCommit(sha);
    }
  }

  /** Adds a comment, as a person or another bot would. */
  addComment(issue: number, author: string, body: string, at = new Date()): StoredComment {
    const time = at.toISOString().replace(/\.\d+Z$/, 'Z');
    const id = this.nextId();
    const comment = { id, issue, author, body, createdAt: time, updatedAt: time };
    this.comments = [...this.comments, comment];
    return comment;
  }

  /** The comments of a pull request or issue, oldest first. */
  commentsOn(issue: number): readonly StoredComment[] {
    return this.comments.filter((comment) => comment.issue === issue);
  }

  /** The statuses of a commit, newest first. */
  statusesOf(sha: string): readonly StoredStatus[] {
    return this.statuses.filter((status) => status.sha === sha).reverse();
  }

  /** An id nothing else has. */
  nextId(): number {
    return this.#nextId++;
  }
}

interface PullShape {
  readonly number: number;
  readonly head: { readonly sha: string };
  readonly base: { readonly sha: string };
}
