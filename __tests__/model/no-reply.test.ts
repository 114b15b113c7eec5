import { expect, test } from '@jest/globals';
import { noReply } from '../../src/model/transport.io.js';

const coded = (code: string): Error => Object.assign(new Error(`it was ${code}`), { code });
const wrapped = (inner: unknown): Error => new TypeError('fetch failed', { cause: inner });

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'unknown-host'],
  ['EAI_AGAIN', 'refused'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'reset'],
  ['HPE_INVALID_CONSTANT', 'reset'],
  ['ETIMEDOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['CERT_HAS_EXPIRED', 'tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'too-long'],
  ['EHOSTUNREACH', 'refused'],
])('%s is %s', (code, cause) => {
  const detail = expect.stringMatching(`^it was ${code}(; .* NODE_EXTRA_CA_CERTS .*)?$`) as unknown;
  const expected = { kind: 'no-reply', cause, detail };
  expect(noReply(wrapped(coded(code)))).toEqual(expected);
  expect(noReply(wrapped(new AggregateError([coded(code), coded('X')], '')))).toEqual(expected);
});

test('anything that is thrown has a detail', () => {
  expect(noReply(new Error('odd'))).toEqual({ kind: 'no-reply', cause: 'other', detail: 'odd' });
  expect(noReply('odd')).toMatchObject({ detail: 'odd' });
  const endless = new Error('round');
  endless.cause = endless;
  expect(noReply(endless)).toMatchObject({ detail: 'round' });
});

test.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', true],
  ['SELF_SIGNED_CERT_IN_CHAIN', true],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', true],
  ['UNABLE_TO_GET_ISSUER_CERT', true],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', true],
  ['CERT_HAS_EXPIRED', false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', false],
])('%s: an authority of one’s own may be the remedy: %s', (code, isNamed) => {
  expect(noReply(coded(code)).detail.includes('NODE_EXTRA_CA_CERTS')).toBe(isNamed);
});
