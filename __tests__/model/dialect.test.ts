import { describe, expect, test } from '@jest/globals';
import {
  describeDialect,
  adaptDialect,
  FIRST_DIALECT,
  type Dialect,
} from '../../src/model/capabilities.js';
import { parseErrorShape } from '../../src/model/error-shape.js';
import { shapeOf, type WIRE_ERRORS } from './support.js';

const saying = (message: string, more: object = {}): ReturnType<typeof parseErrorShape> =>
  parseErrorShape(JSON.stringify({ error: { message, ...more } }));

describe('adaptDialect', () => {
  test.each<[keyof typeof WIRE_ERRORS, Partial<Dialect>]>([
    ['openaiTokenField', { tokenField: 'max_completion_tokens' }],
    ['openaiTemperature', { sendsTemperature: false }],
    ['anthropicTemperature', { sendsTemperature: false }],
    ['vllmFlat', { tokenField: 'max_completion_tokens' }],
    ['geminiArray', { sendsSeed: false }],
    ['mistralDetail', { sendsSeed: false }],
    ['deepSeekFormat', { replyFormat: 'json_object' }],
    ['lmStudioString', { replyFormat: 'json_object' }],
  ])('%s', (name, change) => {
    expect(adaptDialect(FIRST_DIALECT, shapeOf(name))).toEqual({ ...FIRST_DIALECT, ...change });
  });

  test.each([
    'invalid temperature: only 1 is allowed for this model',
    "litellm.UnsupportedParamsError: openai does not support parameters: ['temperature'], for model=o3.",
    'Unrecognized request argument supplied: temperature',
  ])('in words alone: %s', (message) => {
    expect(adaptDialect(FIRST_DIALECT, saying(message))?.sendsTemperature).toBe(false);
  });

  test('the format goes down step by step, and then no further', () => {
    const complaint = saying(
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      { param: 'messages' },
    );
    const named = saying('Invalid schema for response_format', { param: 'response_format' });
    const second = adaptDialect(FIRST_DIALECT, named);
    expect(second?.replyFormat).toBe('json_object');
    const third = adaptDialect(second ?? FIRST_DIALECT, named);
    expect(third?.replyFormat).toBe('text');
    expect(adaptDialect(third ?? FIRST_DIALECT, named)).toBeUndefined();
    expect(adaptDialect(second ?? FIRST_DIALECT, complaint)?.replyFormat).toBe('text');
  });

  test('several members named at once are all given up', () => {
    const adapted = adaptDialect(
      FIRST_DIALECT,
      saying('Unknown name "seed". Unknown name "temperature".'),
    );
    expect(adapted).toEqual({ ...FIRST_DIALECT, sendsSeed: false, sendsTemperature: false });
  });

  test('a cap refused under both names is not left out', () => {
    const newer: Dialect = { ...FIRST_DIALECT, tokenField: 'max_completion_tokens' };
    expect(adaptDialect(newer, saying("unsupported: 'max_completion_tokens'"))).toBeUndefined();
    expect(adaptDialect(newer, shapeOf('openaiTokenField'))).toBeUndefined();
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
    expect(adaptDialect(FIRST_DIALECT, error)).toBeUndefined();
  });
});

test('describeDialect names every choice', () => {
  expect(describeDialect({ ...FIRST_DIALECT, sendsSeed: false })).toEqual({
    'token-field': 'max_tokens',
    temperature: 'as asked',
    seed: 'not taken',
    n: 'as asked',
    'reply-format': 'json_schema',
  });
});
