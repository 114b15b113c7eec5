import type { Milliseconds } from '../units.js';

/** What kind of trouble an attempt had, by how much patience it deserves. */
export type Fault = 'busy' | 'lost' | 'broken' | 'slow' | 'stubborn';

/** How often a cell may meet the same trouble before it is given up. */
export const ATTEMPT_LIMITS: Readonly<Record<Fault, number>> = {
  /** 408, 409, 425, 429, 503, 529: it will pass; ten waits outlast a limit counted by the minute. */
  busy: 10,
  /** Refused, reset, name not resolved: a server that restarts. */
  lost: 6,
  /** The same 5xx, or a body that cannot be read, for the same cell is mostly caused by the cell. */
  broken: 4,
  /** Each try costs a whole request-timeout. */
  slow: 3,
  /** 403 and 404 after others succeeded: some gateways answer so to a large body or under load. */
  stubborn: 3,
};

/** Attempts of one cell in all, whatever the mixture of troubles. */
export const MAX_ATTEMPTS = 16;

/** A server that asks for a longer wait than this is not waited for: a job has hours, not days. */
export const LONGEST_ASKED_WAIT_MS: Milliseconds = 600_000;
