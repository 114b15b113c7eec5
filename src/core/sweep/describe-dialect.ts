import type { Dialect } from './dialect.js';

/** What a dialect says of a member that the server took as it was sent. */
export const AS_ASKED = 'as asked';

/**
 * A dialect as the record and the log name it: one entry per thing that is negotiated, and how the
 * model marks its reasoning where it does.
 *
 * @param dialect - what the server takes
 * @param reasonings - names of the reasoning dialects that were seen; none leaves the entry out
 * @example describeDialect(FIRST_DIALECT)['token-field'] // 'max_tokens'
 */
export function describeDialect(
  dialect: Dialect,
  reasonings: readonly string[] = [],
): Record<string, string> {
  return {
    'token-field': dialect.tokenField,
    temperature: dialect.sendsTemperature ? AS_ASKED : 'not taken',
    seed: dialect.sendsSeed ? AS_ASKED : 'not taken',
    n: dialect.sendsN ? AS_ASKED : 'not taken',
    'reply-format': dialect.replyFormat,
    ...(reasonings.length === 0 ? {} : { reasoning: [...reasonings].sort().join(', ') }),
  };
}
