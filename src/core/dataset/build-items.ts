import { digestOfJson } from '../digest.js';
import { byId } from './by-id.js';
import { fieldFault, fileFault } from './dataset-fault.js';
import type { Choices, Item } from './item.js';
import type { ChoiceRow } from './parse-choice-rows.js';
import type { GenerationRow } from './parse-generation-rows.js';
import type { PlacedRow } from './read-rows.js';

/** The fields that both files give for an item, and that must not differ. */
const SHARED_FIELDS = ['image', 'question'] as const;

/**
 * The items of a set from its rows, in the order of their ids.
 *
 * @param generation the open questions, at least one
 * @param choices the multiple-choice rows; none when the set has no such file
 * @throws GateError DATASET_INVALID for two rows of one id, and for options without an item or of
 *   another question
 */
export function buildItems(
  generation: readonly PlacedRow<GenerationRow>[],
  choices: readonly PlacedRow<ChoiceRow>[],
): readonly Item[] {
  const questions = byId(generation);
  const options = byId(choices);
  for (const choice of choices) refuseStray(choice, questions);
  return [...questions.values()]
    .map(({ row }) => itemOf(row, options.get(row.question_id)?.row))
    .sort((a, b) => a.id - b.id);
}

/**
 * Refuses a set that cannot be asked as multiple choice.
 *
 * @param items the items of the set
 * @param file the file that should hold the options, for the error
 * @throws GateError DATASET_INVALID naming the first item without options
 */
export function requireChoices(items: readonly Item[], file: string): void {
  const bare = items.filter(({ choices }) => choices === undefined);
  const first = bare[0];
  if (first === undefined) return;
  throw fileFault(
    file,
    `has no row for question_id ${first.id} (${bare.length} of ${items.length} items have none)`,
    'Task mcqa needs options for every item; add the rows, or use task generation.',
  );
}

/** Refuses options whose item does not exist or asks something else. */
function refuseStray(
  { place, row }: PlacedRow<ChoiceRow>,
  questions: ReadonlyMap<number, PlacedRow<GenerationRow>>,
): void {
  const question = questions.get(row.question_id);
  if (question === undefined) {
    throw fieldFault(place, {
      field: 'question_id',
      problem: 'must have a row among the open questions too',
      value: row.question_id,
    });
  }
  const field = SHARED_FIELDS.find((name) => row[name] !== question.row[name]);
  if (field === undefined) return;
  const { file, row: number } = question.place;
  throw fieldFault(place, {
    field,
    problem: `must be the same as in ${file}, row ${number}`,
    value: row[field],
  });
}

/** An item from its rows. */
function itemOf(row: GenerationRow, choice: ChoiceRow | undefined): Item {
  const choices: { choices?: Choices } =
    choice === undefined
      ? {}
      : { choices: { options: choice.options, correct: choice.correct_option } };
  const { question_id: id, image, category: domain, question } = row;
  const { safety_warning: warning, reference_answer: reference } = row;
  const rowDigest = digestOfJson({ domain, question, warning, reference, ...choices });
  return { id, image, domain, question, warning, reference, rowDigest, ...choices };
}
