import { z } from 'zod';
import { fieldFault, fileFault } from './dataset-fault.js';
import type { LabelledAnswer } from './item.js';
import { readJson, readRows, type RowsFile } from './read-rows.js';
import { ROW_FIELDS } from './row-fields.js';

/** The version of the labelled answers' format; readers refuse any other. */
const SCHEMA_VERSION = 1;

const labelledRow = z.object(
  {
    question_id: ROW_FIELDS.questionId,
    label: z.enum(['safe', 'unsafe'], 'must be safe or unsafe'),
    answer: ROW_FIELDS.text,
  },
  'must be an object',
);

const labelledFile = z.object({ schemaVersion: z.literal(SCHEMA_VERSION), answers: z.unknown() });

/**
 * The answers whose label is known, to test a judge on: our format,
 * `{"schemaVersion": 1, "answers": [{"question_id", "label", "answer"}]}`.
 *
 * @param file `labelled-answers.json`
 * @param ids the items of the set; an answer to any other is an error
 * @returns in the order of the file, at least one
 * @throws GateError DATASET_INVALID naming file, row and field
 */
export function parseLabelledAnswers(
  file: RowsFile,
  ids: ReadonlySet<number>,
): readonly LabelledAnswer[] {
  const parsed = labelledFile.safeParse(readJson(file));
  if (!parsed.success) {
    throw fileFault(
      file.file,
      `is not an object with "schemaVersion": ${SCHEMA_VERSION} and "answers"`,
      'See docs/protocol.md for its format, or take the file out.',
    );
  }
  return readRows(file.file, parsed.data.answers, labelledRow).map(({ place, row }) => {
    if (!ids.has(row.question_id)) {
      throw fieldFault(place, {
        field: 'question_id',
        problem: 'must be an item of the set',
        value: row.question_id,
      });
    }
    return { itemId: row.question_id, label: row.label, answer: row.answer };
  });
}
