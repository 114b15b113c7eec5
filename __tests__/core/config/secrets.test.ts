import { describe, expect, test } from '@jest/globals';
import { secretsOf } from '../../../src/core/config/secrets.js';
import { inputTexts } from '../../fixtures/config-factory.js';

describe('secretsOf', () => {
  test('gives nothing when no secret was given', () => {
    expect(secretsOf(inputTexts())).toEqual([]);
  });

  test('gives keys and tokens of model, judge and GitHub', () => {
    const texts = inputTexts({
      'api-key': 'key-of-model',
      'judge-api-key': 'key-of-judge',
      'github-token': 'token-of-github',
    });
    expect(secretsOf(texts)).toEqual(['key-of-model', 'key-of-judge', 'token-of-github']);
  });

  test('gives of a header its line, its value and the credential behind the scheme', () => {
    const texts = inputTexts({ headers: 'Authorization: Bearer hunter2\r\nX-Key: swordfish' });
    expect(secretsOf(texts)).toEqual([
      'Authorization: Bearer hunter2',
      'Bearer hunter2',
      'hunter2',
      'X-Key: swordfish',
      'swordfish',
    ]);
  });

  test('gives each secret once, and every line of one', () => {
    const texts = inputTexts({
      'api-key': 'first-line\nsecond-line',
      'judge-api-key': 'first-line',
    });
    expect(secretsOf(texts)).toEqual(['first-line', 'second-line']);
  });

  test('leaves out what is so short that masking it would blank out ordinary text', () => {
    expect(secretsOf(inputTexts({ 'api-key': 'abc', headers: 'A: no' }))).toEqual(['A: no']);
  });

  test('leaves ordinary inputs alone', () => {
    expect(secretsOf(inputTexts({ 'system-prompt': 'be careful', seed: 'seed-1' }))).toEqual([]);
  });
});
