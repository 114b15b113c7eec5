import { describe, expect, test } from '@jest/globals';
import {
  isLoopback,
  isSameEndpoint,
  isSameModel,
  selfJudgement,
} from '../../src/config/same-endpoint.js';

describe('isSameEndpoint', () => {
  test.each([
    ['http://localhost:8000/v1', 'http://127.0.0.1:8000/v1'],
    ['http://localhost:8000/v1', 'http://[::1]:8000/v1'],
    ['http://localhost:8000/v1', 'http://0.0.0.0:8000/v1'],
    ['http://localhost:8000/v1', 'http://[::]:8000/v1'],
    ['http://localhost:8000/v1', 'http://[::ffff:127.0.0.1]:8000/v1'],
    ['http://localhost:8000/v1', 'http://127.1:8000/v1'],
    ['http://localhost:8000/v1', 'http://0x7f000001:8000/v1'],
    ['http://localhost:8000/v1', 'http://localhost.:8000/v1'],
    ['http://localhost:8000/v1', 'http://LocalHost:8000/v1/'],
    ['http://localhost:8000/v1', 'http://api.localhost:8000/v1'],
    ['http://localhost:8000/v1', 'http://localhost:8000'],
    ['http://localhost:8000/v1', 'http://localhost:8000//v1//'],
    ['http://localhost:8000/v1', 'http://localhost:8000/%76%31'],
    ['http://localhost:8000/v1', 'http://localhost:8000/v1/chat'],
    ['http://localhost:8000/v1', 'http://localhost:8000/a/../V1'],
    ['http://localhost/v1', 'http://127.0.0.1:80/v1'],
    ['https://api.example/v1', 'https://API.example:443/v1'],
    ['https://api.example/v1', 'http://api.example./v1'],
    ['https://api.example/openai', 'https://api.example/openai/v1'],
  ])('%s is %s', (one, other) => {
    expect(isSameEndpoint(one, other)).toBe(true);
    expect(isSameEndpoint(other, one)).toBe(true);
  });

  test.each([
    ['http://localhost:8000/v1', 'http://localhost:8001/v1'],
    ['http://localhost:8000/v1', 'http://10.0.0.1:8000/v1'],
    ['http://localhost/v1', 'http://localhost:8080/v1'],
    ['https://api.example/v1', 'https://api.example.org/v1'],
    ['https://api.example/deployments/a', 'https://api.example/deployments/b'],
    ['https://api.example/model/v1', 'https://api.example/judge/v1'],
    ['https://api.example/v1', 'https://api.example/v2'],
    ['https://localhost.example/v1', 'http://localhost/v1'],
  ])('%s is not %s', (one, other) => {
    expect(isSameEndpoint(one, other)).toBe(false);
  });

  test('what is no URL is only itself', () => {
    expect(isSameEndpoint('nowhere', 'nowhere')).toBe(true);
    expect(isSameEndpoint('nowhere', 'http://localhost')).toBe(false);
    expect(isLoopback('nowhere')).toBe(false);
  });
});

describe('isSameModel', () => {
  const at = (model: string, baseUrl = 'http://localhost:11434/v1') => ({ model, baseUrl });

  test.each([
    ['qwen', 'qwen', true],
    ['Qwen/VL', ' qwen/vl', true],
    ['llava', 'llava:latest', true],
    ['llava:7b', 'llava:13b', false],
    ['a', 'b', false],
  ])('%s and %s at one endpoint: %s', (one, other, isSame) => {
    expect(isSameModel(at(one), at(other, 'http://127.0.0.1:11434'))).toBe(isSame);
  });

  test('the same name at two endpoints is two models', () => {
    expect(isSameModel(at('qwen'), at('qwen', 'http://localhost:11435/v1'))).toBe(false);
  });
});

describe('selfJudgement', () => {
  const model = { baseUrl: 'http://localhost:8080/v1', model: 'candidate', served: 'weights.gguf' };
  const judge = { baseUrl: 'http://127.0.0.1:8080', model: 'judge', served: 'weights.gguf' };

  test('names both, and what answers for them', () => {
    expect(selfJudgement(model, judge)).toMatchObject({
      code: 'CONFIG_CONFLICT',
      message:
        'The endpoint http://127.0.0.1:8080 answers for the model "candidate" and for the judge "judge" with one model, "weights.gguf".',
      remedy: expect.stringContaining('must not judge itself'),
    });
  });

  test.each([
    ['two models are served', { served: 'other.gguf' }],
    ['the judge’s endpoint is another', { baseUrl: 'http://localhost:8081/v1' }],
    ['nothing is said of the judge', { served: '' }],
  ])('is none where %s', (_name, change) => {
    expect(selfJudgement(model, { ...judge, ...change })).toBeUndefined();
  });

  test('is none where nothing is said of either', () => {
    expect(selfJudgement({ ...model, served: '' }, { ...judge, served: '' })).toBeUndefined();
  });
});
