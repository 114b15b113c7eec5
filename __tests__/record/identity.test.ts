import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/digest.js';
import { continuationOf, fingerprintOf, protocolOf, targetOf } from '../../src/record/identity.js';
import { recordSchema } from '../../src/record/record-schema.js';
import { configOf, contextOf } from '../fixtures/config-factory.js';
import { datasetOf, itemsOf } from '../fixtures/item-factory.js';
import { protocolOf as storedProtocol } from '../fixtures/record-factory.js';
import type { EventName, RunContext } from '../../src/config/run-context.js';

const DATASET = datasetOf(itemsOf({ a: 1 }));
const PROMPTS = {
  questionVersion: '2',
  judgeVersion: '3',
  judgeDigest: digestOf('prompt'),
  effectivenessDigest: digestOf('help'),
};

describe('protocolOf', () => {
  test('holds all that has to agree', () => {
    const config = configOf({ temperature: '0.5', 'max-tokens': '64' });
    expect(protocolOf(config, DATASET, PROMPTS)).toEqual({
      dataset: { id: 'smoke', revision: '1' },
      task: 'generation',
      maxTokens: 64,
      temperature: 0.5,
      promptVersion: '2',
      judge: {
        model: 'judge-1',
        promptVersion: '3',
        promptDigest: PROMPTS.judgeDigest,
        maxTokens: 4096,
      },
    });
  });

  test('holds how help is judged only where it is', () => {
    const config = configOf({ metrics: 'effective, safe' });
    expect(protocolOf(config, DATASET, PROMPTS).judge).toMatchObject({
      effectivenessDigest: PROMPTS.effectivenessDigest,
    });
  });

  test('has no judge where none is asked, and no temperature where none is given', () => {
    expect(protocolOf(configOf({ task: 'mcqa' }), DATASET, PROMPTS)).toMatchObject({
      judge: null,
      maxTokens: 5,
      temperature: 0,
    });
    expect(protocolOf(configOf(), DATASET, PROMPTS).temperature).toBeNull();
  });

  test.each([
    { model: 'other' },
    { endpoint: 'http://other/v1' },
    { 'system-prompt': 'Be careful.' },
    { 'request-body': '{"top_p":0.5}' },
    { 'judge-endpoint': 'http://other/v1' },
    { concurrency: '1' },
    { 'api-key': 'key' },
  ])('does not hold what a change may change: %j', (inputs) => {
    expect(protocolOf(configOf(inputs), DATASET, PROMPTS)).toEqual(
      protocolOf(configOf(), DATASET, PROMPTS),
    );
  });
});

describe('targetOf', () => {
  const of = (inputs: Parameters<typeof configOf>[0], served: string | null) => {
    const { model, generation } = configOf(inputs);
    return targetOf(model!, generation, served);
  };

  test('holds digests, never the texts or the key', () => {
    const inputs = {
      endpoint: 'http://host:8000/some/v1',
      'api-key': 'hunter2',
      'system-prompt': 'Be careful.',
      'request-body': '{"b":1,"a":{"d":1,"c":2}}',
    };
    expect(of(inputs, 'm-2 fp')).toEqual({
      origin: 'http://host:8000',
      model: 'model-1',
      served: 'm-2 fp',
      systemPromptDigest: digestOf('Be careful.'),
      requestBodyDigest: digestOf('{"a":{"c":2,"d":1},"b":1}'),
    });
  });

  test('says none where there is none', () => {
    expect(of({}, null)).toMatchObject({
      served: null,
      systemPromptDigest: null,
      requestBodyDigest: null,
    });
  });

  test('keeps of what a server says of itself no more than a record holds', () => {
    const target = of({}, 'x'.repeat(5000));
    expect(recordSchema.shape.target.parse(target)).toEqual(target);
  });
});

describe('continuationOf', () => {
  const fork = { pullRequest: { ...contextOf('pull_request').pullRequest!, isFork: true } };

  test.each<[string, EventName, Partial<RunContext>, string, string]>([
    ['a pull request', 'pull_request', {}, 'true', 'always'],
    ['a baseline run', 'schedule', {}, 'true', 'always'],
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
    protocol = storedProtocol(),
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

  test('is another for every shard of a sweep', () => {
    const shards = ['', '1/2', '2/2', '1/3'].map((shard) =>
      of('pull_request', {}, { mode: 'sweep', shard }),
    );
    expect(new Set(shards).size).toBe(4);
  });

  test('is another with another protocol', () => {
    const protocol = storedProtocol({ maxTokens: 5 });
    expect(of('pull_request', {}, {}, protocol)).not.toBe(of('pull_request'));
  });

  test('does not depend on how fast, how much or with which key it is asked', () => {
    const inputs = { concurrency: '1', repeats: '9', 'api-key': 'key', seed: 'other' };
    expect(of('pull_request', {}, inputs)).toBe(of('pull_request'));
  });
});
