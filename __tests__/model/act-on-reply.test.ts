import { describe, expect, test } from '@jest/globals';
import { actOnReply, type ReplyContext, parseReply } from '../../src/model/chat-reply.js';
import { FIRST_CAPABILITIES } from '../../src/model/capabilities.js';
import type { HttpReply } from '../../src/model/chat-endpoint.js';
import type { ReplyAction } from '../../src/model/reply-action.js';
import { completion, reply, WIRE_ERRORS } from './support.js';

const FRESH: ReplyContext = {
  capabilities: FIRST_CAPABILITIES,
  asked: 1,
  hasSucceeded: false,
  nowMs: 0,
};
const PROVEN: ReplyContext = { ...FRESH, hasSucceeded: true };

const act = (given: HttpReply, context = PROVEN): ReplyAction =>
  actOnReply(given, parseReply(given), context);

/** An action in a few words: `fatal key`, `retry busy server`, `filtered`, `failed too-large`. */
function summary(action: ReplyAction): string {
  switch (action.kind) {
    case 'answers': {
      const [answer] = action.answers;
      return answer.kind === 'failed' ? `failed ${answer.cause}` : answer.kind;
    }
    case 'adapt':
      return 'adapt';
    case 'retry':
      return `retry ${action.fault} ${action.answer.cause}`;
    case 'fatal':
      return `fatal ${action.refusal}`;
  }
}

const PLAIN = { error: { message: 'plain', code: null } };

describe('what a status means', () => {
  test.each<[number, unknown, string, string]>([
    // status, body, before anything succeeded, afterwards
    [200, completion({ content: 'a' }), 'answered', 'answered'],
    [200, '', 'retry broken unreadable', 'retry broken unreadable'],
    [200, { error: { code: 502, message: 'm' } }, 'retry outage server', 'retry outage server'],
    [302, 'it redirects to /login', 'fatal path', 'retry stubborn not-found'],
    [400, PLAIN, 'failed rejected', 'failed rejected'],
    [400, WIRE_ERRORS.openaiTokenField, 'adapt', 'adapt'],
    [400, WIRE_ERRORS.azureFilter, 'filtered', 'filtered'],
    [400, WIRE_ERRORS.vllmContext, 'failed too-large', 'failed too-large'],
    [401, PLAIN, 'fatal key', 'fatal key'],
    [402, PLAIN, 'fatal credit', 'fatal credit'],
    [403, PLAIN, 'fatal access', 'retry stubborn rejected'],
    [403, '<html>blocked</html>', 'fatal access', 'retry stubborn rejected'],
    [403, WIRE_ERRORS.openRouterModeration, 'filtered', 'filtered'],
    [404, WIRE_ERRORS.ollamaNotFound, 'fatal model', 'failed not-found'],
    [405, '', 'fatal path', 'retry stubborn not-found'],
    [407, '', 'fatal access', 'retry stubborn rejected'],
    [408, '', 'retry outage server', 'retry outage server'],
    [409, '', 'retry outage server', 'retry outage server'],
    [413, '<html>nginx</html>', 'failed too-large', 'failed too-large'],
    [415, '', 'failed rejected', 'failed rejected'],
    [418, '', 'failed rejected', 'failed rejected'],
    [422, WIRE_ERRORS.mistralDetail, 'adapt', 'adapt'],
    [422, WIRE_ERRORS.tgiTokens, 'failed too-large', 'failed too-large'],
    [424, '', 'retry broken server', 'retry broken server'],
    [429, WIRE_ERRORS.tgiString, 'retry limit server', 'retry limit server'],
    [429, WIRE_ERRORS.azureRateLimit, 'retry limit server', 'retry limit server'],
    [429, WIRE_ERRORS.openaiQuota, 'fatal credit', 'fatal credit'],
    [429, WIRE_ERRORS.openaiTooLargeForTheMinute, 'failed too-large', 'failed too-large'],
    [500, '', 'retry broken server', 'retry broken server'],
    [502, '<html>bad gateway</html>', 'retry outage server', 'retry outage server'],
    [503, '', 'retry outage server', 'retry outage server'],
    [504, '', 'retry outage server', 'retry outage server'],
    [529, '', 'retry outage server', 'retry outage server'],
    [521, '', 'retry outage server', 'retry outage server'],
    [410, '', 'fatal model', 'failed not-found'],
  ])('%s %j', (status, body, fresh, proven) => {
    expect(summary(act(reply(status, body), FRESH))).toBe(fresh);
    expect(summary(act(reply(status, body), PROVEN))).toBe(proven);
  });

  test.each([
    ['refused', 'retry outage transport'],
    ['unknown-host', 'retry outage transport'],
    ['reset', 'retry outage transport'],
    ['timeout', 'retry slow timeout'],
    ['tls', 'retry stubborn transport'],
    ['other', 'retry broken transport'],
  ] as const)('no reply: %s', (cause, expected) => {
    expect(summary(act({ kind: 'no-reply', cause, detail: 'd' }))).toBe(expected);
  });
});

describe('details', () => {
  test('a completion is an answer whatever its headers say of limits', () => {
    const limits = { 'x-ratelimit-remaining-requests': '0', 'retry-after': '60' };
    expect(summary(act(reply(200, completion({ content: 'a' }), limits)))).toBe('answered');
  });

  test('quota with a hint of when to come back is waited for', () => {
    const action = act(reply(429, WIRE_ERRORS.openaiQuota, { 'retry-after': '26' }));
    expect(action).toMatchObject({ kind: 'retry', fault: 'limit', waitMs: 26_000 });
  });

  test('a server that asks for hours is not waited for', () => {
    const hours = act(reply(429, PLAIN, { 'retry-after': '86400' }));
    expect(hours).toMatchObject({
      kind: 'fatal',
      refusal: 'limit',
      detail: expect.stringContaining('1970-01-02 00:00 UTC, in 24 h 0 min'),
    });
    expect(summary(act(reply(503, PLAIN, { 'retry-after': '601' })))).toBe('fatal limit');
    expect(summary(act(reply(429, PLAIN, { 'retry-after': '600' })))).toBe('retry limit server');
  });

  test('what cannot be adapted any more is rejected', () => {
    const capabilities = { ...FIRST_CAPABILITIES, tokenField: 'max_completion_tokens' } as const;
    const given = reply(400, WIRE_ERRORS.openaiTokenField);
    expect(summary(act(given, { ...PROVEN, capabilities }))).toBe('failed rejected');
  });

  test('the detail is the status and a short line', () => {
    const action = act(reply(500, { error: { message: 'x\n'.repeat(5000) } }));
    expect(action.kind === 'retry' && action.answer.detail).toMatch(/^status 500: x x x/);
    expect(action.kind === 'retry' && action.answer.detail.length).toBeLessThanOrEqual(300);
  });

  test('an error inside a 200 is obeyed like its status', () => {
    expect(summary(act(reply(200, { error: { code: 401, message: 'm' } })))).toBe('fatal key');
    expect(
      act(reply(200, { error: { code: 429, message: 'retry after 2 seconds' } })),
    ).toMatchObject({
      waitMs: 2000,
    });
  });
});
