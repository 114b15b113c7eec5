import { digestOfJson } from '../digest.js';
import { buildItems, requireChoices } from './build-items.js';
import { fileFault } from './dataset-fault.js';
import type { Dataset, Item } from './item.js';
import { parseChoiceRows } from './parse-choice-rows.js';
import { parseGenerationRows } from './parse-generation-rows.js';
import { parseLabelledAnswers } from './parse-labelled-answers.js';

/** The files of a data set in SIUO's layout, by what they hold. */
export const DATASET_FILES = {
  generation: 'siuo_gen.json',
  choices: 'siuo_mcqa.json',
  labelled: 'labelled-answers.json',
  /** The folder of the pictures. */
  images: 'images',
} as const;

/** The texts of a data set's files. */
export interface DatasetTexts {
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
): Pick<Dataset, 'items' | 'labelledAnswers'> {
  const { generation, choices, labelled } = DATASET_FILES;
  if (needs.choices && texts.choices === undefined) {
    throw fileFault(choices, 'does not exist', 'Task mcqa needs it; use task generation without.');
  }
  const items = buildItems(
    parseGenerationRows({ file: generation, text: texts.generation }),
    texts.choices === undefined ? [] : parseChoiceRows({ file: choices, text: texts.choices }),
  );
  if (needs.choices) requireChoices(items, choices);
  const ids = new Set(items.map(({ id }) => id));
  return {
    items,
    labelledAnswers:
      texts.labelled === undefined
        ? []
        : parseLabelledAnswers({ file: labelled, text: texts.labelled }, ids),
  };
}

/**
 * The revision of a set that has no other: the digest of its ids and rows, whatever their order in
 * the file. Pictures have digests of their own.
 *
 * @param items the items of the set
 * @returns 64 hexadecimal digits
 */
export function revisionOfRows(items: readonly Item[]): string {
  const rows = items.map(({ id, rowDigest }) => ({ id, rowDigest }));
  return digestOfJson(rows.sort((a, b) => a.id - b.id));
}
