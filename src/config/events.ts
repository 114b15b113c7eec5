import type { StoredProfileName } from '../decide/profiles.js';

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

/**
 * How a run behaves on an event.
 *
 * @param event its name
 */
export function rulesOf(event: EventName): EventRules {
  return EVENTS[event];
}

/**
 * The name under which an event is known here.
 *
 * @param given what GitHub calls it
 * @returns `other` for one that has no rules of its own
 */
export function eventNameOf(given: string): EventName {
  const isNamed = Object.hasOwn(EVENTS, given) && given !== 'none';
  return isNamed ? (given as EventName) : 'other';
}
