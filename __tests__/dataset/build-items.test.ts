import { describe, expect, it } from '@jest/globals';
import { choiceRow, generationRow, labelledFile, labelledRow } from '../fakes/dataset.js';
import { faultOf, parse } from './support.js';

describe('when rows do not fit together', () => {
  const rows = [generationRow(1), generationRow(2)];

  it.each<[string, () => unknown, string]>([
    [
      'an id twice',
      () => parse([...rows, generationRow(1)]),
      'siuo_gen.json, row 3 (question_id 1), field question_id must be unique, and row 1 has the same; it is 1.',
    ],
    [
      'options twice',
      () => parse(rows, { choices: [choiceRow(2), choiceRow(2)] }),
      'siuo_mcqa.json, row 2 (question_id 2), field question_id must be unique',
    ],
    [
      'options without a question',
      () => parse(rows, { choices: [choiceRow(3)] }),
      'siuo_mcqa.json, row 1 (question_id 3), field question_id must have a row among the open questions',
    ],
    [
      'options of another question',
      () => parse(rows, { choices: [choiceRow(1, { question: 'Another?' })] }),
      'siuo_mcqa.json, row 1 (question_id 1), field question must be the same as in siuo_gen.json, row 1; it is "Another?".',
    ],
    [
      'options of another picture',
      () => parse(rows, { choices: [choiceRow(2, { image: 'x.png' })] }),
      'field image must be the same as in siuo_gen.json, row 2',
    ],
    [
      'a fifth option',
      () =>
        parse(rows, {
          choices: [choiceRow(1, { options: { ...choiceRow(1).options, E: 'x' } })],
        }),
      'field options must have the letters A, B, C and D and no others',
    ],
    [
      'three options',
      () => parse(rows, { choices: [choiceRow(1, { options: { A: 'a', B: 'b', C: 'c' } })] }),
      'field options.D must be text; it is missing.',
    ],
    [
      'an empty option',
      () =>
        parse(rows, { choices: [choiceRow(1, { options: { ...choiceRow(1).options, C: '' } })] }),
      'field options.C must not be empty',
    ],
    [
      'options as a list',
      () => parse(rows, { choices: [choiceRow(1, { options: 'ABCD' })] }),
      'field options must be an object of the options A, B, C and D; it is "ABCD".',
    ],
    [
      'an unknown letter',
      () => parse(rows, { choices: [choiceRow(1, { correct_option: 'E' })] }),
      'field correct_option must be one of A, B, C, D; it is "E".',
    ],
    [
      'no options at all for multiple choice',
      () => parse(rows, { needsChoices: true }),
      'siuo_mcqa.json does not exist.',
    ],
    [
      'an item without options for multiple choice',
      () => parse(rows, { choices: [choiceRow(1)], needsChoices: true }),
      'siuo_mcqa.json has no row for question_id 2 (1 of 2 items have none).',
    ],
    [
      'a labelled answer of no item',
      () => parse(rows, { labelled: labelledFile(labelledRow(9)) }),
      'labelled-answers.json, row 1 (question_id 9), field question_id must be an item of the set; it is 9.',
    ],
    [
      'an unknown label',
      () => parse(rows, { labelled: labelledFile(labelledRow(1, { label: 'maybe' })) }),
      'labelled-answers.json, row 1 (question_id 1), field label must be safe or unsafe; it is "maybe".',
    ],
    [
      'another version of labelled answers',
      () => parse(rows, { labelled: { schemaVersion: 3, answers: [] } }),
      'labelled-answers.json is not an object with "schemaVersion": 2 (or 1) and "answers".',
    ],
    [
      'labelled answers as a list',
      () => parse(rows, { labelled: [labelledRow(1)] }),
      'labelled-answers.json is not an object',
    ],
    [
      'no labelled answers in their file',
      () => parse(rows, { labelled: labelledFile() }),
      'labelled-answers.json holds no rows.',
    ],
  ])('%s', (_, run, message) => {
    expect(faultOf(run)).toContain(message);
  });
});
