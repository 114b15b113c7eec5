import { describe, expect, test } from '@jest/globals';
import {
  describeCapabilities,
  adaptCapabilities as adapt,
  FIRST_CAPABILITIES,
  type Capabilities,
} from '../../src/model/capabilities.js';
import { parseErrorShape } from '../../src/model/error-shape.js';
import { shapeOf, type WIRE_ERRORS } from './support.js';

const adaptCapabilities = (
  capabilities: Capabilities,
  error: Parameters<typeof adapt>[1],
  asked = 1,
): ReturnType<typeof adapt> => adapt(capabilities, error, asked);

const saying = (message: string, more: object = {}): ReturnType<typeof parseErrorShape> =>
  parseErrorShape(JSON.stringify({ error: { message, ...more } }));

describe('adaptCapabilities', () => {
  test.each<[keyof typeof WIRE_ERRORS, Partial<Capabilities>]>([
    ['openaiTokenField', { tokenField: 'max_completion_tokens' }],
    ['openaiTemperature', { sendsTemperature: false }],
    ['anthropicTemperature', { sendsTemperature: false }],
    ['vllmFlat', { tokenField: 'max_completion_tokens' }],
    ['geminiArray', { sendsSeed: false }],
    ['mistralDetail', { sendsSeed: false }],
    ['deepSeekFormat', { replyFormat: 'json_object' }],
    ['lmStudioString', { replyFormat: 'json_object' }],
  ])('%s', (name, change) => {
    expect(adaptCapabilities(FIRST_CAPABILITIES, shapeOf(name))).toEqual({
      ...FIRST_CAPABILITIES,
      ...change,
    });
  });

  test.each([
    'invalid temperature: only 1 is allowed for this model',
    "litellm.UnsupportedParamsError: openai does not support parameters: ['temperature'], for model=o3.",
    'Unrecognized request argument supplied: temperature',
  ])('in words alone: %s', (message) => {
    expect(adaptCapabilities(FIRST_CAPABILITIES, saying(message))?.sendsTemperature).toBe(false);
  });

  test('the format goes down step by step, and then no further', () => {
    const complaint = saying(
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      { param: 'messages' },
    );
    const named = saying('Invalid schema for response_format', { param: 'response_format' });
    const second = adaptCapabilities(FIRST_CAPABILITIES, named);
    expect(second?.replyFormat).toBe('json_object');
    const third = adaptCapabilities(second ?? FIRST_CAPABILITIES, named);
    expect(third?.replyFormat).toBe('text');
    expect(adaptCapabilities(third ?? FIRST_CAPABILITIES, named)).toBeUndefined();
    expect(adaptCapabilities(second ?? FIRST_CAPABILITIES, complaint)?.replyFormat).toBe('text');
  });

  test('several members named at once are all given up', () => {
    const adapted = adaptCapabilities(
      FIRST_CAPABILITIES,
      saying('Unknown name "seed". Unknown name "temperature".'),
    );
    expect(adapted).toEqual({ ...FIRST_CAPABILITIES, sendsSeed: false, sendsTemperature: false });
  });

  test('a cap refused under both names is not left out', () => {
    const newer: Capabilities = { ...FIRST_CAPABILITIES, tokenField: 'max_completion_tokens' };
    expect(
      adaptCapabilities(newer, saying("unsupported: 'max_completion_tokens'")),
    ).toBeUndefined();
    expect(adaptCapabilities(newer, shapeOf('openaiTokenField'))).toBeUndefined();
  });

  test.each([
    ['a value out of range', saying('temperature must be between 0 and 2')],
    [
      'another member',
      saying("Unknown parameter: 'top_k'. Known: temperature, seed", { param: 'top_k' }),
    ],
    ['a bad picture', saying('Invalid base64 image_url.')],
    [
      'an echo',
      saying(
        `unknown picture type in {"messages":["${'x'.repeat(200)}"],"temperature":0,"seed":1}`,
      ),
    ],
    ['nothing', parseErrorShape('')],
  ])('%s changes nothing', (_name, error) => {
    expect(adaptCapabilities(FIRST_CAPABILITIES, error)).toBeUndefined();
  });
});

test('describeCapabilities names every choice', () => {
  expect(describeCapabilities({ ...FIRST_CAPABILITIES, sendsSeed: false })).toEqual({
    'token-field': 'max_tokens',
    temperature: 'as asked',
    seed: 'not taken',
    n: 'as asked',
    'reply-format': 'json_schema',
  });
});
