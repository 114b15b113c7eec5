import type { Dialect } from './dialect.js';

/**
 * A dialect as the record and the log name it: one entry per thing that is negotiated.
 *
 * @example describeDialect(FIRST_DIALECT)['token-field'] // 'max_tokens'
 */
export function describeDialect(dialect: Dialect): Record<string, string> {
  return {
    'token-field': dialect.tokenField,
    temperature: dialect.sendsTemperature ? 'as asked' : 'not taken',
    seed: dialect.sendsSeed ? 'as asked' : 'not taken',
    n: dialect.sendsN ? 'as asked' : 'not taken',
    'reply-format': dialect.replyFormat,
  };
}
