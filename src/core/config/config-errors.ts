import { GateError } from '../errors.js';

/**
 * The error for an input that this run needs and did not get.
 *
 * @param name the input
 * @param remedy what to give
 */
export function missing(name: string, remedy: string): GateError {
  return new GateError('CONFIG_MISSING', `Input ${name} is missing.`, { remedy });
}

/**
 * The error for inputs, or an input and the event, that contradict each other.
 *
 * @param message what contradicts what
 * @param remedy what to give instead
 */
export function conflict(message: string, remedy: string): GateError {
  return new GateError('CONFIG_CONFLICT', message, { remedy });
}
