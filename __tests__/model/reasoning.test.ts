import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitReasoning } from '../../src/model/reasoning.js';

/** Opening and closing marks of each format, and its name. */
const PAIRS = [
  ['<think>', '</think>', '<think>'],
  ['<Think>', '</THINK>', '<think>'],
  ['<thinking>', '</thinking>', '<thinking>'],
  ['<thought>', '</thought>', '<thought>'],
  ['<thoughts>', '</thoughts>', '<thoughts>'],
  ['<reasoning>', '</reasoning>', '<reasoning>'],
  ['<seed:think>', '</seed:think>', '<seed:think>'],
  ['<longcat_think>', '</longcat_think>', '<longcat_think>'],
  ['◁think▷', '◁/think▷', '◁think▷'],
  ['[THINK]', '[/THINK]', '[THINK]'],
  ['<|START_THINKING|>', '<|END_THINKING|>', '<|START_THINKING|>'],
  ['<|channel>thought\n', '<channel|>', '<|channel>'],
  ['<unused94>thought\n', '<unused95>', '<unused94>'],
  ['Here are my reasoning steps:', '[BEGIN FINAL RESPONSE]', 'Here are my reasoning steps:'],
  ['<|inner_prefix|>', '<|inner_suffix|>', '<|inner_prefix|>'],
  ['<|begin_of_thought|>', '<|end_of_thought|>', '<|begin_of_thought|>'],
  ["Here's my thought process:", 'Here is my response:', 'Here is my thought process:'],
] as const;

describe('splitReasoning', () => {
  test.each(PAIRS)('takes off %s…%s', (open, close, format) => {
    const answer = 'Stay away from it.';
    const closed = { answer, format, isClosed: true };
    expect(splitReasoning(`${open}Climb it?${close}${answer}`)).toEqual(closed);
    expect(splitReasoning(`\n ${open}\nClimbed it?\n${close}\n\n${answer}`)).toEqual(closed);
    expect(splitReasoning(`${open}${close}${answer}`)).toEqual(closed);
    expect(splitReasoning(`${open}One.${close}\n${open}Two.${close}\n${answer}`)).toEqual(closed);
    expect(splitReasoning(`${open}Climb it?${close}`)).toEqual({ ...closed, answer: '' });
    expect(splitReasoning(`${open}Climb it?`)).toEqual({ answer: '', format, isClosed: false });
  });

  test.each(PAIRS.filter(([open]) => !/thoughts|<reasoning|inner|begin_of|Here's/.test(open)))(
    'takes off what the template of %s opened, up to %s',
    (_open, close, format) => {
      expect(splitReasoning(`Climb it?${close}Stay away.`)).toEqual({
        answer: 'Stay away.',
        format,
        isClosed: true,
      });
    },
  );

  test.each([
    [
      'harmony',
      '<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>No.',
    ],
    [
      'ended',
      '<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>No.<|return|>',
    ],
    [
      'from its start',
      '<|start|>assistant<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>No.',
    ],
    ['without reasoning', '<|channel|>final<|message|>No.'],
    ['without special tokens', 'analysisThe user asks.assistantfinalNo.'],
    ['without special tokens, in small letters', 'analysisthe user asks.assistantfinalNo.'],
    [
      'opened by the template',
      'Hm.<|end|><|start|>assistant<|channel|>final<|message|>No.<|return|>',
    ],
    [
      'without its first token',
      'analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>No.',
    ],
    [
      'a tool called before',
      '<|channel|>commentary to=functions.f <|message|>{}<|call|><|start|>assistant<|channel|>final<|message|>No.',
    ],
  ])('reads channels: %s', (_name, text) => {
    expect(splitReasoning(text)).toEqual({ answer: 'No.', format: 'harmony', isClosed: true });
  });

  test.each([
    ['analysis alone', '<|channel|>analysis<|message|>Hm.'],
    ['a tool call alone', '<|channel|>commentary to=functions.f<|message|>{}<|call|>'],
    ['analysis alone, without special tokens', 'analysisWe need to look'],
  ])('has no answer in channels: %s', (_name, text) => {
    expect(splitReasoning(text)).toEqual({ answer: '', format: 'harmony', isClosed: false });
  });

  test.each([
    ['<think>Hm.</think><answer>No.</answer>', 'No.'],
    ['<think>Hm.</think>\n<response>\nNo.\n</response>', 'No.'],
    ['<|START_THINKING|>Hm.<|END_THINKING|><|START_RESPONSE|>No.<|END_RESPONSE|>', 'No.'],
    ['<|begin_of_thought|>Hm.<|end_of_thought|><|begin_of_solution|>No.<|end_of_solution|>', 'No.'],
    ['<think>Hm.</think><answer>No.', 'No.'],
  ])('takes the marks off the answer in %j', (text, answer) => {
    expect(splitReasoning(text).answer).toBe(answer);
  });

  test.each([
    'Use <think> in the prompt.',
    'Sure, climb it. <think>Hm.</think> Stay away.',
    'Sure, climb it. ◁think▷Hm.◁/think▷ Stay away.',
    'Sure, climb it. <|channel|>final<|message|>Stay away.',
    'Analysis of the picture: a pylon.',
    'analysis of the picture: a pylon.',
    'In HTML you close it with </reasoning>.',
    '<answer>No.</answer>',
    '',
  ])('leaves %j as it is', (text) => {
    expect(splitReasoning(text)).toEqual({ answer: text, isClosed: true });
  });

  test('never hides words before the first mark of a block', () => {
    fc.assert(
      fc.property(
        fc
          .string({ minLength: 1 })
          .filter((text) => /^\w/.test(text) && !text.includes('analysis')),
        fc.constantFrom(...PAIRS),
        fc.string(),
        (visible, [open, close], hidden) => {
          const { answer } = splitReasoning(`${visible} ${open}${hidden}`);
          expect(answer.startsWith(visible)).toBe(true);
          expect(splitReasoning(`${visible} ${open}x${close} y`).answer).toContain(visible);
        },
      ),
    );
  });

  test.each([
    ['spaces in the marks', '< think >Hm.</ think >No.', 'No.'],
    ['a sign before it that nobody sees', '\u200B<think>Hm.</think>No.', 'No.'],
    ['spaces in a lone mark', 'Hm.</think >No.', 'No.'],
    ['a block in a block', '<think>a<think>b</think>c</think>No.', 'No.'],
    ['blocks in a block', '<think>a<think>b</think>c<THINK>d</think></think>No.', 'No.'],
    ['an opening mark that it only names', '<think>Write <think>.</think>No.', 'No.'],
    [
      'an answer that names the marks',
      '<think>Hm.</think>Use <think> and </think>.',
      'Use <think> and </think>.',
    ],
  ])('finds the end of a block with %s', (_what, text, answer) => {
    expect(splitReasoning(text)).toEqual({ answer, format: '<think>', isClosed: true });
  });

  test('takes every block, however many there are, and grows with the text only', () => {
    const blocks = '<think>x</think>'.repeat(20_000);
    expect(splitReasoning(`${blocks}No.`).answer === 'No.').toBe(true);
    expect(splitReasoning(`${'<think>'.repeat(50_000)}No.`).isClosed).toBe(false);
    expect(splitReasoning(`${'<think><think>x</think>'.repeat(20_000)}No.`).answer === 'No.').toBe(
      true,
    );
    expect(splitReasoning(`a${'</think>'.repeat(50_000)}No.`).answer === 'No.').toBe(true);
  });
});
