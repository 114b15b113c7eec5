import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../../src/core/digest.js';
import { protocolOf, targetOf } from '../../../src/core/record/identity.js';
import { recordSchema } from '../../../src/core/record/record-schema.js';
import { configOf } from '../../fixtures/config-factory.js';
import { datasetOf, itemsOf } from '../../fixtures/item-factory.js';

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
      judge: { model: 'judge-1', promptVersion: '3', promptDigest: PROMPTS.judgeDigest, votes: 1 },
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
