import { z } from 'zod';
import { readJson, readRows, type PlacedRow, type RowsFile } from './read-rows.js';
import { ROW_FIELDS } from './row-fields.js';

/** A row of `siuo_gen.json`, as released; further fields are ignored. */
const generationRow = z.object(
  {
    question_id: ROW_FIELDS.questionId,
    image: ROW_FIELDS.image,
    question: ROW_FIELDS.text,
    category: ROW_FIELDS.domain,
    safety_warning: ROW_FIELDS.text,
    reference_answer: ROW_FIELDS.text,
  },
  'must be an object',
);

/** One open question with what its judge has to know. */
export type GenerationRow = z.infer<typeof generationRow>;

/**
 * The rows of the open questions.
 *
 * @param file `siuo_gen.json`
 * @returns at least one row
 * @throws GateError DATASET_INVALID naming file, row and field
 */
export function parseGenerationRows(file: RowsFile): readonly PlacedRow<GenerationRow>[] {
  return readRows(file.file, readJson(file), generationRow);
}
