import { GateError } from '../core/errors.js';

/**
 * A fact that an earlier stage has to have found out.
 *
 * @param value the fact, or undefined when a stage was left out
 * @param name what it is, for the error
 * @throws GateError INTERNAL when it is undefined
 */
export function needed<T>(value: T | undefined, name: string): T {
  if (value !== undefined) return value;
  throw new GateError('INTERNAL', `The ${name} is not known yet.`, {
    remedy: 'Please report this with the log.',
  });
}
