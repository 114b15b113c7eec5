import file from './siuo-labels.json' with { type: 'json' };
import { digestOf, digestOfJson } from '../digest.js';
import { fieldFault, fileFault } from './faults.js';
import {
  type Choices,
  type Dataset,
  type Item,
  type LabelledAnswer,
  OPTION_LETTERS,
} from './item.js';
import { z } from 'zod';
import { parseLabelledAnswers } from './labelled-answers.js';
import {
  readRows,
  readJson,
  generationRow,
  choiceRow,
  type PlacedRow,
  type GenerationRow,
  type ChoiceRow,
} from './rows.js';

/** The files of a data set in SIUO's layout, by what they hold. */
export const DATASET_FILES = {
  generation: 'siuo_gen.json',
  choices: 'siuo_mcqa.json',
  labelled: 'labelled-answers.json',
  /** The folder of the pictures. */
  images: 'images',
} as const;

/** The texts of a data set's files. */
interface DatasetTexts {
  readonly generation: string;
  /** Undefined when the set has no such file. */
  readonly choices: string | undefined;
  /** Undefined when the set has no such file. */
  readonly labelled: string | undefined;
}

/**
 * The rows of a data set from the texts of its files. It takes whatever valid rows there are.
 *
 * @param texts of the files
 * @param needs whether every item has to have its four options (task mcqa)
 * @returns the items in id order, at least one; and the labelled answers, none when there is no file
 * @throws GateError DATASET_INVALID naming file, row and field
 */
export function parseDatasetFiles(
  texts: DatasetTexts,
  needs: { readonly choices: boolean },
): Pick<Dataset, 'items' | 'labelledAnswers' | 'strata'> {
  const { generation, choices, labelled } = DATASET_FILES;
  if (needs.choices && texts.choices === undefined) {
    throw fileFault(choices, 'does not exist', 'Task mcqa needs it; use task generation without.');
  }
  const rowsOf = <Row>(file: string, text: string, schema: z.ZodType<Row>) =>
    readRows(file, readJson({ file, text }), schema);
  const items = buildItems(
    rowsOf(generation, texts.generation, generationRow),
    texts.choices === undefined ? [] : rowsOf(choices, texts.choices, choiceRow),
  );
  if (needs.choices) requireChoices(items, choices);
  const ids = new Set(items.map(({ id }) => id));
  return {
    items,
    ...(texts.labelled === undefined
      ? { labelledAnswers: [] }
      : parseLabelledAnswers({ file: labelled, text: texts.labelled }, ids)),
  };
}

/**
 * The revision of a set that has no other: the digest of its ids and rows, whatever their order in
 * the file. Pictures have digests of their own.
 *
 * @returns 64 hexadecimal digits
 */
export function revisionOfRows(items: readonly Item[]): string {
  const rows = items.map(({ id, rowDigest }) => ({ id, rowDigest }));
  return digestOfJson(rows.sort((a, b) => a.id - b.id));
}

/** The fields that both files give for an item, and that must not differ. */
const SHARED_FIELDS = ['image', 'question'] as const;

/**
 * The items of a set from its rows, in the order of their ids.
 *
 * @throws GateError DATASET_INVALID for two rows of one id, and for options without an item or of
 *   another question
 */
function buildItems(
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
 * @throws GateError DATASET_INVALID naming the first item without options
 */
function requireChoices(items: readonly Item[], file: string): void {
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
  questions: ReadonlyMap<Item['id'], PlacedRow<GenerationRow>>,
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

/**
 * The rows of one file by id, in the order of the file.
 *
 * @throws GateError DATASET_INVALID when two rows have the same id
 */
function byId<Row extends { readonly question_id: Item['id'] }>(
  rows: readonly PlacedRow<Row>[],
): ReadonlyMap<Item['id'], PlacedRow<Row>> {
  const found = new Map<Item['id'], PlacedRow<Row>>();
  for (const placed of rows) {
    const id = placed.row.question_id;
    const earlier = found.get(id);
    if (earlier !== undefined) {
      throw fieldFault(placed.place, {
        field: 'question_id',
        problem: `must be unique, and row ${earlier.place.row} has the same`,
        value: id,
      });
    }
    found.set(id, placed);
  }
  return found;
}

const labelsFile = z.object({
  schemaVersion: z.literal(1),
  labels: z.array(
    z.tuple([
      z.number().int().positive(),
      z.enum(OPTION_LETTERS),
      z.enum(['safe', 'unsafe']),
      z.string().regex(/^[0-9a-f]{64}$/),
    ]),
  ),
});

/** Our label of one option: item, letter, label, SHA-256 of the option's text. */
type OptionLabel = z.infer<typeof labelsFile>['labels'][number];

/**
 * The multiple-choice options of the benchmark that our labels know, as answers to the open question.
 * An option is known by item, letter and the digest of its text as it stands in the file, so that an
 * edited option of another revision has no label.
 *
 * @param items of the set; those without options give none
 * @returns in the order of the labels; none for a set that is not the benchmark's
 */
export function siuoLabelledAnswers(
  items: readonly Item[],
  labels: readonly OptionLabel[],
): readonly LabelledAnswer[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return labels.flatMap(([itemId, letter, label, digest]) => {
    const answer = byId.get(itemId)?.choices?.options[letter];
    return answer !== undefined && digestOf(answer) === digest ? [{ itemId, label, answer }] : [];
  });
}

/** The labels that come with the tool. */
export function shippedLabels(): readonly OptionLabel[] {
  return labelsFile.parse(file).labels;
}
