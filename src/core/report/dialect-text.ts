import type { SweepRecord } from '../record/record-schema.js';

/**
 * What an endpoint took of a request, in one line. Plain text.
 *
 * @param dialect of a record
 * @param side which endpoint
 * @returns `none` where it was not asked
 * @example 'n as asked, reply-format text, seed not taken, temperature as asked, token-field max_tokens'
 */
export function dialectText(dialect: SweepRecord['dialect'], side: 'model' | 'judge'): string {
  const entries = Object.entries(dialect[side]).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, value]) => `${name} ${value}`).join(', ') || 'none';
}
