import type { EventName } from './events.js';

/** The pull request a run belongs to, from the event's payload only. */
export interface PullRequest {
  readonly number: number;
  readonly headSha: string;
  readonly headRepository: string;
  readonly baseSha: string;
  readonly baseBranch: string;
  readonly isOpen: boolean;
  /** The head lies in another repository, so the token reads only and there are no secrets. */
  readonly isFork: boolean;
  readonly isDependabot: boolean;
  /** Whether an app wrote it, or started the run. */
  readonly isBot?: boolean | undefined;
  /** The event is an edit of title or text: head and base are what they were. Absent otherwise. */
  readonly isTextEdit?: true;
}

/** The run that a workflow_run event follows; its own head, which may lie in a fork. */
export interface TriggeringRun {
  readonly id: string;
  readonly event: string;
  readonly headSha: string;
  /** Empty when the branch or the fork is gone. */
  readonly headBranch: string;
  readonly headRepository: string;
  readonly isDependabot: boolean;
  /** Whether an app started it for a pull request. */
  readonly isBot?: boolean | undefined;
}

/** Where and why a run happens: facts from the runner's environment and the event's payload. */
export interface RunContext {
  /** False for the command line outside GitHub Actions. */
  readonly isActions: boolean;
  readonly event: EventName;
  /** The event's own name, for messages. */
  readonly eventName: string;
  /** `owner/name`; empty outside Actions when unknown. */
  readonly repository: string;
  readonly defaultBranch: string;
  /** The full ref of the run, e.g. `refs/heads/main` or `refs/pull/7/merge`. */
  readonly ref: string;
  /** The branch whose baseline is compared with: a pull request's base, else the run's own branch. */
  readonly baseBranch: string;
  /** The commit to name: a pull request's head, else the run's commit. */
  readonly sha: string;
  readonly runId: string;
  readonly runAttempt: number;
  readonly serverUrl: string;
  readonly pullRequest: PullRequest | undefined;
  /** Set on release only: whether it is published, not drafted, edited or taken back. */
  readonly isPublication?: boolean | undefined;
  /** Set on workflow_run only. */
  readonly workflowRun?: TriggeringRun | undefined;
  /** Whether Dependabot started it on an event on which GitHub then withholds the secrets. */
  readonly isDependabot?: boolean | undefined;
  /** Whether it was given a key of the model or the judge; undefined is none. */
  readonly hasKeys?: boolean | undefined;
  /** Whether this run's branch is the default branch. */
  readonly isDefaultBranch: boolean;
}
