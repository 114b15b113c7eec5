import type { VerdictReason } from '../core/compare/verdict.js';
import { GateError } from '../core/errors.js';

/**
 * Mode report.
 *
 * @throws GateError CONFIG_INVALID
 */
export function reportOnRecords(): Promise<VerdictReason> {
  return Promise.reject(
    new GateError('CONFIG_INVALID', 'Input mode is "report".', {
      remedy: 'This version does not have it yet.',
    }),
  );
}
