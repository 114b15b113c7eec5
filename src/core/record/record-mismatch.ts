import { GateError } from '../errors.js';

/**
 * The error for records that are not the whole of one sweep of this run.
 *
 * @param fault what does not fit
 * @param remedy what to give instead
 */
export function mismatch(fault: string, remedy: string): GateError {
  return new GateError('RECORD_MISMATCH', `The records are not those of one sweep: ${fault}.`, {
    remedy,
  });
}
