import { describe, expect, test } from '@jest/globals';
import type { EventName } from '../../../src/core/config/events.js';
import type { RunContext } from '../../../src/core/config/run-context.js';
import { continuationOf, fingerprintOf } from '../../../src/core/record/continuation.js';
import { configOf, contextOf } from '../../fixtures/config-factory.js';
import { targetOf } from '../../../src/core/record/identity.js';
import { protocolOf } from '../../fixtures/record-factory.js';

describe('continuationOf', () => {
  const fork = { pullRequest: { ...contextOf('pull_request').pullRequest!, isFork: true } };

  test.each<[string, EventName, Partial<RunContext>, string, string]>([
    ['a pull request', 'pull_request', {}, 'true', 'always'],
    ['a night', 'schedule', {}, 'true', 'always'],
    ['a fork', 'pull_request', fork, 'true', 'never'],
    ['the command line', 'none', {}, 'true', 'unfinished'],
    ['a run that is told not to', 'pull_request', {}, 'false', 'never'],
  ])('of %s', (_name, event, overrides, reuse, continuation) => {
    const context = contextOf(event, overrides);
    const inputs = { 'reuse-answers': reuse, baseline: 'file:b.json' };
    expect(continuationOf(configOf(inputs, context), context)).toBe(continuation);
  });
});

describe('fingerprintOf', () => {
  const of = (
    event: EventName,
    overrides: Partial<RunContext> = {},
    inputs: Parameters<typeof configOf>[0] = {},
    protocol = protocolOf(),
  ) => {
    const context = contextOf(event, overrides);
    const config = configOf({ baseline: 'file:b.json', ...inputs }, context);
    const target = targetOf(config.model!, config.generation, null);
    return fingerprintOf(config, context, { protocol, target });
  };

  test.each<[EventName, Partial<RunContext>]>([
    ['pull_request', { runId: '9002', runAttempt: 3 }],
    ['schedule', { runAttempt: 2 }],
    ['push', { runAttempt: 2 }],
  ])('of %s is the same with %j', (event, overrides) => {
    expect(of(event, overrides)).toBe(of(event));
  });

  test.each<[EventName, Partial<RunContext>]>([
    ['pull_request', { sha: 'f'.repeat(40) }],
    ['schedule', { runId: '9002' }],
    ['merge_group', { runId: '9002' }],
    ['workflow_dispatch', { runId: '9002' }],
  ])('of %s is another with %j', (event, overrides) => {
    expect(of(event, overrides)).not.toBe(of(event));
  });

  test.each([
    { model: 'other' },
    { endpoint: 'http://other:1/v1' },
    { 'system-prompt': 'Be careful.' },
    { 'request-body': '{"top_p":0.5}' },
    { 'baseline-name': 'other' },
    { mode: 'sweep' },
    { mode: 'sweep', shard: '1/2' },
    { mode: 'sweep', shard: '2/2' },
  ])('is another with %j', (inputs) => {
    expect(of('pull_request', {}, inputs)).not.toBe(of('pull_request'));
  });

  test('is another with another protocol', () => {
    const protocol = protocolOf({ maxTokens: 5 });
    expect(of('pull_request', {}, {}, protocol)).not.toBe(of('pull_request'));
  });

  test('does not depend on how fast, how much or with which key it is asked', () => {
    const inputs = { concurrency: '1', repeats: '9', 'api-key': 'key', seed: 'other' };
    expect(of('pull_request', {}, inputs)).toBe(of('pull_request'));
  });
});
