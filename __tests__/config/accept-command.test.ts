import { describe, expect, test } from '@jest/globals';
import { readAcceptCommand } from '../../src/config/accept-command.js';

/** A payload with this comment. */
const payloadOf = (
  body: string | null,
  more: object = {},
  user: object | null = { login: 'ann' },
) => ({
  action: 'created',
  issue: { number: 7, pull_request: { url: 'x' } },
  comment: { id: 1, body, created_at: '2026-03-03T00:00:00Z', user },
  ...more,
});

describe('the command of a comment', () => {
  test.each<readonly [string, string]>([
    ['/siuo-gate accept worth it', 'worth it'],
    ['/siuo-gate  accept\tworth   it ', 'worth it'],
    ['/siuo-gate accept worth it\r\nand more\n', 'worth it'],
    ['/siuo-gate accept', ''],
    ['/siuo-gate accept \u202eevil', '\ufffdevil'],
  ])('%j has the reason %j', (body, reason) => {
    expect(readAcceptCommand(payloadOf(body))).toMatchObject({
      kind: 'accept',
      request: { number: 7, isPull: true, actor: 'ann', reason, body },
    });
  });

  test.each<readonly [string, unknown]>([
    ['no payload', undefined],
    ['no body', payloadOf(null)],
    ['nobody', payloadOf('/siuo-gate accept it', {}, null)],
    ['a bot', payloadOf('/siuo-gate accept it', {}, { login: 'helper', type: 'Bot' })],
    ['an edit', payloadOf('/siuo-gate accept it', { action: 'edited' })],
    ['a word more', payloadOf('/siuo-gate accepted it')],
    ['a space before', payloadOf(' /siuo-gate accept it')],
    ['a line before', payloadOf('\n/siuo-gate accept it')],
    ['another command', payloadOf('/siuo-gate rerun')],
  ])('is none in %s', (_name, payload) => {
    expect(readAcceptCommand(payload).kind).toBe('none');
  });
});
