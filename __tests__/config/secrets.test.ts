import { describe, expect, test } from '@jest/globals';
import { secretsOf } from '../../src/config/secrets.js';
import { inputTexts } from '../fixtures/config-factory.js';

describe('secretsOf', () => {
  test('gives nothing when no secret was given', () => {
    expect(secretsOf(inputTexts(), {})).toEqual([]);
    expect(secretsOf({}, {})).toEqual([]);
  });

  test('gives keys and tokens of model, judge and GitHub, the longest first', () => {
    const texts = inputTexts({
      'api-key': 'key-of-model',
      'judge-api-key': 'key-of-the-judge',
      'github-token': 'token-of-github',
    });
    expect(secretsOf(texts, {})).toEqual(['key-of-the-judge', 'token-of-github', 'key-of-model']);
  });

  test('gives each secret once, and every line of one', () => {
    const texts = inputTexts({
      'api-key': 'first-line\nsecond-line',
      'judge-api-key': 'first-line',
    });
    expect(secretsOf(texts, {})).toEqual(['second-line', 'first-line']);
  });

  test('leaves ordinary inputs alone', () => {
    expect(secretsOf(inputTexts({ 'system-prompt': 'be careful', seed: 'seed-1' }), {})).toEqual(
      [],
    );
  });

  test.each([
    ['abc', []],
    ['a1', []],
    ['none', []],
    ['EMPTY', []],
    ['hunter2', ['hunter2']],
    ['12345678', ['12345678']],
  ])('a key %j: short ones are a word of their own, not a secret', (key, secrets) => {
    expect(secretsOf({ 'api-key': key }, {})).toEqual(secrets);
  });
});

describe('of a header', () => {
  test.each<[string, string[]]>([
    ['Authorization: Bearer hunter2', ['Bearer hunter2', 'hunter2']],
    ['X-Key: swordfish', ['swordfish']],
    ['X-Api-Key: abc', []],
    [
      'Authorization: Basic bWU6cGFzc3dvcmQ=',
      ['Basic bWU6cGFzc3dvcmQ=', 'bWU6cGFzc3dvcmQ=', 'me:password', 'password'],
    ],
    ['Cookie: a=1; sid="3f9d7e0a1"', ['a=1; sid="3f9d7e0a1"', 'sid="3f9d7e0a1"', '3f9d7e0a1']],
    ['X-Tenant: tenant-of-ours-7', ['tenant-of-ours-7']],
    ['X-Tenant: correct horse battery staple', ['correct horse battery staple']],
    ['a key without its name 77', ['a key without its name 77']],
  ])('%s: the value and the credentials in it', (line, secrets) => {
    expect(secretsOf({ headers: line }, {})).toEqual(secrets);
    expect(secretsOf({ 'judge-headers': `A: b\r\n${line}` }, {})).toEqual(secrets);
  });

  test.each([
    'Accept: text/event-stream;version=2024-01-01',
    'Content-Type: application/json; charset=utf-8',
    'X-Format: application/json',
    'X-Title: nightly-gate-0123',
    'User-Agent: gate-of-ours/1.2.3',
    'anthropic-version: 2023-06-01',
    'OpenAI-Beta: assistants=v2',
    'X-Environment: production',
    'X-Region: europe-west',
    'X-Flag: on1',
    'X-Home: https://gate.example/a/b',
    'X-Model: qwen2.5-vl-7b',
    'X-Repository: acme/model-77',
    'X-Run: 123456789',
  ])('%s: nothing, as everybody may see it', (line) => {
    const open = { model: 'qwen2.5-vl-7b' };
    const run = { GITHUB_REPOSITORY: 'acme/model-77', GITHUB_RUN_ID: '123456789' };
    expect(secretsOf({ ...open, headers: line }, run)).toEqual([]);
  });

  test('a credential is one even where another input shows it', () => {
    const texts = { model: 'swordfish', headers: 'X-Key: swordfish' };
    expect(secretsOf(texts, {})).toEqual(['swordfish']);
  });
});

describe('of the environment', () => {
  test.each([
    'HF_TOKEN',
    'GITHUB_TOKEN',
    'SIUO_GATE_API_KEY',
    'SIUO_GATE_JUDGE_API_KEY',
    'SIUO_GATE_CONFIRM_JUDGE_API_KEY',
    'SIUO_GATE_ANSWERS_KEY',
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  ])('gives %s', (name) => {
    expect(secretsOf({}, { [name]: 'swordfish' })).toEqual(['swordfish']);
  });

  test.each<[string, string[]]>([
    [
      'http://someone:p%40ssword@proxy:3128',
      ['someone:p%40ssword', 'someone:p@ssword', 'p%40ssword', 'p@ssword'],
    ],
    ['me:hunter2@proxy', ['me:hunter2', 'hunter2']],
    ['http://token-1234@proxy', ['token-1234']],
    ['http://proxy.example:3128', []],
    ['http://a%zz:%zz-123@x', ['a%zz:%zz-123', '%zz-123']],
  ])('gives what the proxy %s is told', (url, secrets) => {
    for (const name of ['HTTP_PROXY', 'https_proxy', 'ALL_PROXY']) {
      expect(secretsOf({}, { [name]: url })).toEqual(secrets);
    }
  });
});
