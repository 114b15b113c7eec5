import { describe, expect, it } from '@jest/globals';

import type { EventName } from '../../../src/core/config/run-context.js';
import { continuationOf, fingerprintOf } from '../../../src/core/record/continuation.js';
import type { Protocol } from '../../../src/core/record/record-schema.js';
import { configOf, contextOf } from '../../fixtures/config-factory.js';

const PROTOCOL: Protocol = {
  dataset: { id: 'smoke', revision: '1' },
  task: 'generation',
  maxTokens: 500,
  temperature: null,
  promptVersion: '1',
  judge: null,
};

describe('continuationOf', () => {
  it.each<[EventName, string]>([
    ['pull_request', 'always'],
    ['pull_request_target', 'always'],
    ['merge_group', 'always'],
    ['schedule', 'always'],
    ['release', 'always'],
    ['none', 'unfinished'],
  ])('on %s takes %s', (event, expected) => {
    expect(continuationOf(configOf(), contextOf(event))).toBe(expected);
  });

  it('takes nothing where the user says so', () => {
    expect(continuationOf(configOf({ 'reuse-answers': 'false' }), contextOf())).toBe('never');
  });

  it('takes nothing on a fork, which can write what it likes', () => {
    const context = contextOf('pull_request');
    const { pullRequest } = context;
    if (pullRequest === undefined) throw new TypeError('no pull request');
    const fork = { ...context, pullRequest: { ...pullRequest, isFork: true } };
    expect(continuationOf(configOf(), fork)).toBe('never');
  });
});

describe('fingerprintOf', () => {
  const of = (event: EventName, overrides = {}, inputs = {}, protocol = PROTOCOL): string =>
    fingerprintOf(configOf(inputs), contextOf(event, overrides), protocol);

  it('is of the head on a pull request, whichever run it is', () => {
    expect(of('pull_request', { runId: '1' })).toBe(of('pull_request', { runId: '2' }));
    expect(of('pull_request', { sha: 'd'.repeat(40) })).not.toBe(of('pull_request'));
  });

  it.each<EventName>(['schedule', 'push', 'workflow_dispatch', 'release', 'merge_group'])(
    'is of the run on %s, whichever attempt it is',
    (event) => {
      expect(of(event, { runId: '1', runAttempt: 2 })).toBe(of(event, { runId: '1' }));
      expect(of(event, { runId: '2' })).not.toBe(of(event, { runId: '1' }));
    },
  );

  it.each([
    ['model', { model: 'another' }],
    ['system prompt', { 'system-prompt': 'Be careful.' }],
    ['request body', { 'request-body': '{"top_p": 0.5}' }],
    ['name', { 'baseline-name': 'another' }],
  ])('is another for another %s', (_what, inputs) => {
    expect(of('pull_request', {}, inputs)).not.toBe(of('pull_request'));
  });

  it('is another for another protocol', () => {
    const other = { ...PROTOCOL, maxTokens: 600 };
    expect(of('pull_request', {}, {}, other)).not.toBe(of('pull_request'));
  });
});
