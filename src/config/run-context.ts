import type { StoredProfileName } from '../decide/profiles.js';

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
  /** The account that started the run; undefined or empty outside Actions. */
  readonly actor?: string | undefined;
  readonly serverUrl: string;
  readonly pullRequest: PullRequest | undefined;
  /** Set on merge_group only: the pull request that the queue's commit adds; undefined where its ref names none. */
  readonly queuedPull?: number | undefined;
  /** Set on release only: whether it is published, not drafted, edited or taken back. */
  readonly isPublication?: boolean | undefined;
  /** Set on workflow_run only. */
  readonly workflowRun?: TriggeringRun | undefined;
  /** Whether Dependabot started it on an event on which GitHub then withholds the secrets. */
  readonly isDependabot?: boolean | undefined;
  /** Whether it was given a key of the model or the judge; undefined is none. */
  readonly hasKeys?: boolean | undefined;
  /** Whether only those whom the repository names can read it; undefined where nothing says so. */
  readonly isPrivate?: boolean | undefined;
  /** Whether this run's branch is the default branch. */
  readonly isDefaultBranch: boolean;
}

/** How a run behaves that an event starts. */
export interface EventRules {
  /** What the run is about: whose head is named, and whose baseline it is compared with. */
  readonly subject:
    'pull-request' | 'merge-group' | 'own-branch' | 'triggering-run' | 'default-branch';
  /** What `profile: auto` is; a run that follows another takes that of the other's event. */
  readonly profile: StoredProfileName | 'triggering';
  /**
   * What `update-baseline: auto` writes: a baseline run into the pool, the pool's pin where the event is a
   * publication, or nothing.
   */
  readonly writes: 'run' | 'pin' | 'nothing';
  /** Whether it may set the level that others are measured against (`update-baseline: always`). */
  readonly mayAccept: boolean;
  /** Whether what it checked out is a branch's own, and holds nothing that a pull request brought. */
  readonly hasOwnTree: boolean;
  /** Whether runs on one head are one run, however often they are started. */
  readonly isOneRunPerHead: boolean;
  /** Whether a later run of the kind sees what it saves in the Actions cache. */
  readonly keepsCache: boolean;
  /** Whether GitHub withholds secrets from it when it is for a fork or by Dependabot. */
  readonly withholdsSecrets: boolean;
}

/** A run about a pull request: it compares, comments, and writes nothing. */
const PULL_REQUEST: EventRules = {
  subject: 'pull-request',
  profile: 'sampled',
  writes: 'nothing',
  mayAccept: false,
  hasOwnTree: false,
  isOneRunPerHead: true,
  keepsCache: true,
  withholdsSecrets: false,
};

/** A run of a branch: it compares with the branch's own level and adds a baseline run to it. */
const BRANCH: EventRules = {
  subject: 'own-branch',
  profile: 'nightly',
  writes: 'run',
  mayAccept: true,
  hasOwnTree: true,
  isOneRunPerHead: false,
  keepsCache: true,
  withholdsSecrets: false,
};

/** A run of whatever else: it compares with the default branch's level and writes nothing. */
const OTHER: EventRules = {
  subject: 'default-branch',
  profile: 'nightly',
  writes: 'nothing',
  mayAccept: false,
  hasOwnTree: false,
  isOneRunPerHead: false,
  keepsCache: true,
  withholdsSecrets: false,
};

/**
 * The events a run behaves on by name. `other` is every event that has no name here, such as a
 * comment; `none` is the command line.
 *
 * @see docs/events.md, which is made of this
 */
export const EVENTS = {
  pull_request: { ...PULL_REQUEST, withholdsSecrets: true },
  pull_request_target: PULL_REQUEST,
  merge_group: { ...PULL_REQUEST, subject: 'merge-group', isOneRunPerHead: false },
  push: { ...BRANCH, withholdsSecrets: true },
  schedule: BRANCH,
  workflow_dispatch: BRANCH,
  release: {
    ...OTHER,
    profile: 'release',
    writes: 'pin',
    mayAccept: false,
    hasOwnTree: true,
    keepsCache: false,
  },
  workflow_run: { ...OTHER, subject: 'triggering-run', profile: 'triggering' },
  other: OTHER,
  none: { ...OTHER, mayAccept: true, hasOwnTree: true },
} as const satisfies Readonly<Record<string, EventRules>>;

/** A name of {@link EVENTS}. */
export type EventName = keyof typeof EVENTS;

/** How a run behaves on an event. */
export function rulesOf(event: EventName): EventRules {
  return EVENTS[event];
}

/**
 * The name under which an event is known here.
 *
 * @returns `other` for one that has no rules of its own
 */
export function eventNameOf(given: string): EventName {
  const isNamed = Object.hasOwn(EVENTS, given) && given !== 'none';
  return isNamed ? (given as EventName) : 'other';
}
