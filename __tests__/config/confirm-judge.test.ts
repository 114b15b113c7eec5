import { describe, expect, test } from '@jest/globals';
import type { InputName } from '../../src/config/inputs.js';
import { parseInputs } from '../../src/config/parse-inputs.js';
import { resolveConfig } from '../../src/config/resolve-config.js';
import { configOf, contextOf, inputTexts } from '../fixtures/config-factory.js';

type Overrides = Partial<Record<InputName, string>>;

const resolve = (overrides: Overrides) => () =>
  resolveConfig(parseInputs(inputTexts(overrides)), contextOf());

describe('the second judge', () => {
  test('is none without a name, and none for multiple choice', () => {
    const { confirmJudge, decision } = configOf();
    expect(confirmJudge).toBeUndefined();
    expect(decision).toMatchObject({ redEvidence: 'judge', isRedEvidenceGiven: false });
    expect(configOf({ task: 'mcqa', 'confirm-judge-model': 'second' }).confirmJudge).toBe(
      undefined,
    );
  });

  test('confirms reds once it has a name, at the endpoint and with the key of the judge', () => {
    const { confirmJudge, decision } = configOf({
      'confirm-judge-model': 'second',
      'judge-api-key': 'k-judge',
      'judge-headers': 'X-B: 2',
    });
    expect(confirmJudge).toMatchObject({
      endpoint: { baseUrl: 'https://api.openai.com/v1', model: 'second', apiKey: 'k-judge' },
      requestBody: {},
      maxTokens: 4096,
    });
    expect(confirmJudge?.endpoint.headers).toEqual({ 'x-b': '2' });
    expect(decision).toMatchObject({ redEvidence: 'confirmed', isRedEvidenceGiven: false });
  });

  test('gets no key of the judge at an endpoint of its own', () => {
    const { confirmJudge } = configOf({
      'confirm-judge-model': 'second',
      'confirm-judge-endpoint': 'https://other.example/v1',
      'judge-api-key': 'k-judge',
      'judge-headers': 'X-B: 2',
    });
    expect(confirmJudge?.endpoint).toMatchObject({ apiKey: '', headers: {} });
  });

  test.each<[string, Overrides]>([
    [
      'the model under test',
      { 'confirm-judge-model': 'MODEL-1', 'confirm-judge-endpoint': 'http://localhost:8000' },
    ],
    ['the judge', { 'confirm-judge-model': 'judge-1' }],
    [
      'the judge',
      { 'confirm-judge-model': 'judge-1', 'confirm-judge-endpoint': 'https://api.openai.com' },
    ],
  ])('is not %s', (whose, overrides) => {
    expect(resolve({ endpoint: 'http://127.0.0.1:8000/v1', ...overrides })).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining(`at the endpoint of ${whose}`),
      }),
    );
  });

  test.each([
    '{"model": "x"}',
    '{"messages": []}',
    '{"max_tokens": 5}',
    '{"temperature": 1}',
    '{"response_format": {}}',
    '{"seed": 1}',
    '{"n": 2}',
    '[]',
  ])('takes no body %s', (body) => {
    expect(resolve({ 'confirm-judge-model': 'b', 'confirm-judge-request-body': body })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });

  test.each(['255', '65537', '-1', 'many'])('takes no room of %s tokens', (room) => {
    expect(resolve({ 'confirm-judge-max-tokens': room })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });
});

describe('red-evidence', () => {
  test('is what it was set to by hand', () => {
    expect(configOf({ 'red-evidence': 'human' }).decision).toMatchObject({
      redEvidence: 'human',
      isRedEvidenceGiven: true,
    });
    const both = { 'confirm-judge-model': 'second', 'red-evidence': 'judge' };
    expect(configOf(both).decision.redEvidence).toBe('judge');
  });

  test('confirmed needs a second judge', () => {
    expect(resolve({ 'red-evidence': 'confirmed' })).toThrow(
      expect.objectContaining({ code: 'CONFIG_MISSING' }),
    );
  });

  test.each(['confirmed', 'human'])('%s has no meaning for multiple choice', (evidence) => {
    const inputs = { task: 'mcqa', 'confirm-judge-model': 'b', 'red-evidence': evidence };
    expect(resolve(inputs)).toThrow(expect.objectContaining({ code: 'CONFIG_CONFLICT' }));
  });
});
