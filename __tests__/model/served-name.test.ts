import { expect, test } from '@jest/globals';
import { isLikeName } from '../../src/model/served-name.js';

test.each([
  ['gpt-4o', 'gpt-4o-2024-08-06', true],
  ['org/Model', 'Model', true],
  ['Qwen/Qwen2.5-VL-7B-Instruct', '/models/qwen2.5-vl-7b-instruct', true],
  ['llava', 'llava:latest', true],
  ['gpt-4o-eu', 'gpt-4o', true],
  ['smollm', 'SmolLM-135M.gguf', true],
  ['base', 'base', true],
  ['base', '', true],
  ['gpt-4o', 'gpt-3.5-turbo', false],
  ['qwen2.5-vl-7b', 'Llama-3.1-8B', false],
  ['no-such-model', 'tiny.gguf', false],
])('%s asked for, %s served: alike is %s', (requested, served, expected) => {
  expect(isLikeName(requested, served)).toBe(expected);
});
