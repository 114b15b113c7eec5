import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { answersKey } from '../../src/config/answers-key.js';
import { digestOf } from '../../src/digest.js';

const HEX = digestOf('a key');
const bytes = Buffer.from(HEX, 'hex');
const long = Buffer.concat([bytes, Buffer.from(digestOf('more'), 'hex')]);

describe('answersKey', () => {
  test.each([
    ['base64', bytes.toString('base64'), HEX],
    ['base64 without padding', bytes.toString('base64').replace('=', ''), HEX],
    ['base64url', long.toString('base64url'), long.toString('hex')],
    ['hexadecimal digits', HEX, HEX],
    ['capital hexadecimal digits', HEX.toUpperCase(), HEX],
    [
      'base64 in several lines',
      long.toString('base64').replace(/.{64}/, '$&\n'),
      long.toString('hex'),
    ],
  ])('takes %s', (_form, given, value) => {
    expect(answersKey(given)).toEqual({ value });
  });

  test('is undefined where none is given', () => {
    expect(answersKey('')).toEqual({ value: undefined });
  });

  test.each([
    ['31 bytes', bytes.subarray(1).toString('base64')],
    ['31 bytes in hexadecimal digits', HEX.slice(2)],
    ['an odd number of digits', `${HEX}a`.slice(0, 63)],
    ['zeros', '0'.repeat(64)],
    ['one byte over and over', Buffer.alloc(64, 0x9f).toString('base64')],
    ['a few bytes over and over', Buffer.alloc(64, bytes.subarray(0, 8)).toString('base64')],
    ['bytes that count', Buffer.from(Array.from({ length: 64 }, (_, at) => at)).toString('hex')],
    ['words', 'correct horse battery staple and some more words'],
    ['encoded words', Buffer.from('correct horse battery staple and more').toString('base64')],
    ['other signs', `${bytes.toString('base64')}!`],
    ['a kilobyte and more', randomBytes(1025).toString('base64')],
  ])('refuses %s, and says how to make one', (_what, given) => {
    expect(answersKey(given)).toEqual({
      expected: expect.stringContaining('openssl rand -base64 32'),
    });
  });

  test('takes whatever a random source gives, in either coding', () => {
    fc.assert(
      fc.property(fc.constantFrom('hex' as const, 'base64' as const), fc.nat(64), (form, more) => {
        const made = randomBytes(32 + more);
        expect(answersKey(made.toString(form))).toEqual({ value: made.toString('hex') });
      }),
    );
  });
});
