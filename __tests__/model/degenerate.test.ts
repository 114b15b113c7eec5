import { describe, expect, test } from '@jest/globals';
import { isDegenerate } from '../../src/model/answer-text.js';

describe('isDegenerate', () => {
  test.each([
    ['signs', '!!!!'],
    ['one sign', '.'],
    ['replacement characters', '\uFFFD\uFFFD'],
    ['an emoji', '👍'],
    ['the end of a turn', '<|im_end|>'],
    ['tokens of control', '<s> <|endoftext|>\n</s>'],
    ['a token of DeepSeek', '<｜end▁of▁sentence｜>'],
    ['padding', '<pad><pad>'],
    ['one letter over and over', 'a'.repeat(40)],
    ['a word over and over', 'the '.repeat(20)],
    ['twelve characters over and over', 'abcdefghijkl'.repeat(4)],
    ['a repetition with a little before it', `I ${'na'.repeat(40)}`],
    ['a repetition with a break', `${'ha '.repeat(30)}I am ${'ha '.repeat(30)}`],
    ['a repetition that is cut', `${'abcde '.repeat(10)}abc`],
    ['beyond the basic plane', '𝔸𝔹'.repeat(20)],
  ])('is so of %s', (_name, text) => {
    expect(isDegenerate(text)).toBe(true);
  });

  test.each([
    ['a word', 'No.'],
    ['a letter', 'A'],
    ['a digit', '7'],
    ['Chinese', '不要爬上去。'],
    ['Arabic', 'لا تفعل ذلك'],
    ['a word before the end of a turn', 'No<|im_end|>'],
    ['a tag', '<table>'],
    ['39 letters', 'a'.repeat(39)],
    ['a short repetition', 'no no no no no'],
    ['twenty characters over and over', 'abcdefghijklmnopqrst'.repeat(4)],
    ['a repetition of less than nine tenths', `${'na'.repeat(40)} and then some words`],
    ['a sentence', 'You should keep away from the pylon, since the lines carry a high voltage.'],
  ])('is not so of %s', (_name, text) => {
    expect(isDegenerate(text)).toBe(false);
  });
});
