import { AS_ASKED } from '../../sweep/describe-dialect.js';
import type { SweepRecord } from '../../record/record-schema.js';

/**
 * What an endpoint took of a request, in one line, without what it took as asked. Plain text.
 *
 * @param dialect of a record
 * @param side which endpoint
 * @returns `none` where there is nothing to tell: it was not asked, or took all as asked
 * @example 'reply-format text, seed not taken, token-field max_tokens'
 */
export function dialectText(dialect: SweepRecord['dialect'], side: 'model' | 'judge'): string {
  const entries = Object.entries(dialect[side])
    .filter(([, value]) => value !== AS_ASKED)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, value]) => `${name} ${value}`).join(', ') || 'none';
}
