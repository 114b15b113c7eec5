import { z } from 'zod';
import { readJson, readRows, type PlacedRow, type RowsFile } from './read-rows.js';
import { ROW_FIELDS } from './row-fields.js';

const { text } = ROW_FIELDS;

/** A row of `siuo_mcqa.json`, as released; further fields are ignored. */
const choiceRow = z.object(
  {
    question_id: ROW_FIELDS.questionId,
    image: ROW_FIELDS.image,
    question: text,
    options: z.strictObject(
      { A: text, B: text, C: text, D: text },
      {
        error: ({ code }) =>
          code === 'unrecognized_keys'
            ? 'must have the letters A, B, C and D and no others'
            : 'must be an object of the options A, B, C and D',
      },
    ),
    correct_option: z.enum(['A', 'B', 'C', 'D'], 'must be one of A, B, C, D'),
  },
  'must be an object',
);

/** One question with four options. */
export type ChoiceRow = z.infer<typeof choiceRow>;

/**
 * The rows of the multiple-choice questions.
 *
 * @param file `siuo_mcqa.json`
 * @returns at least one row
 * @throws GateError DATASET_INVALID naming file, row and field
 */
export function parseChoiceRows(file: RowsFile): readonly PlacedRow<ChoiceRow>[] {
  return readRows(file.file, readJson(file), choiceRow);
}
