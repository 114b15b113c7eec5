/** What kind of trouble an attempt had, by how much patience it deserves. */
export type Fault = 'busy' | 'lost' | 'broken' | 'slow' | 'stubborn';

/** How often a cell may meet the same trouble before it is given up. */
const ATTEMPT_LIMITS: Readonly<Record<Fault, number>> = {
  /** 408, 409, 425, 429, 503, 529: it will pass; ten waits outlast a limit counted by the minute. */
  busy: 10,
  /** Refused, reset, name not resolved, 502, 504: a server that restarts, which takes half a minute. */
  lost: 8,
  /** The same other 5xx, or a body that cannot be read: mostly caused by what the cell asks. */
  broken: 4,
  /** Each try costs a whole request-timeout. */
  slow: 3,
  /** 403 and 404 after others succeeded: some gateways answer so to a large body or under load. */
  stubborn: 3,
};

/** Attempts of one cell in all, whatever the mixture of troubles. */
export const MAX_ATTEMPTS = 16;

/**
 * How often a cell may meet one kind of trouble. A server that breaks for every cell is down, and
 * that is not the cell's doing: it is given the time to come back.
 *
 * @param fault - the kind of trouble
 * @param isOutage - the endpoint worked before, and for no cell since this one's last try
 */
export function attemptLimit(fault: Fault, isOutage: boolean): number {
  return ATTEMPT_LIMITS[isOutage && fault === 'broken' ? 'lost' : fault];
}
