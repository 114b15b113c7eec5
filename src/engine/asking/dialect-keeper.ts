import { describeDialect } from '../../core/sweep/describe-dialect.js';
import { FIRST_DIALECT, type Dialect } from '../../core/sweep/dialect.js';
import type { Log } from '../ports/log.js';

/** The dialect of one endpoint, shared by all its cells. */
export interface DialectKeeper {
  current(): Dialect;
  /** Takes over what a refused request taught; ignored when another cell has already learnt since. */
  learn(sentIn: Dialect, next: Dialect): void;
}

/**
 * Starts with the dialect most servers take; a change is logged once.
 *
 * @param role - which endpoint, for the log
 * @param log - where a change is told
 */
export function keepDialect(role: string, log: Log): DialectKeeper {
  let current = FIRST_DIALECT;
  return {
    current: () => current,
    learn: (sentIn, next) => {
      if (sentIn !== current) return;
      log.info(`The ${role} endpoint does not take all parameters: ${changes(current, next)}.`);
      current = next;
    },
  };
}

/** What is different, in words. */
function changes(before: Dialect, after: Dialect): string {
  const was = describeDialect(before);
  return Object.entries(describeDialect(after))
    .filter(([name, value]) => was[name] !== value)
    .map(([name, value]) => `${name} is now ${value}`)
    .join(', ');
}
