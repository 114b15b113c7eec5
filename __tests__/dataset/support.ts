import { expect } from '@jest/globals';
import { parseDatasetFiles } from '../../src/dataset/parse-dataset-files.js';
import { GateError } from '../../src/errors.js';

/** Parses files given as values, or as text where they are text. */
export function parse(
  generation: unknown,
  {
    choices,
    labelled,
    needsChoices = false,
  }: { choices?: unknown; labelled?: unknown; needsChoices?: boolean } = {},
) {
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return parseDatasetFiles(
    {
      generation: text(generation),
      choices: choices === undefined ? undefined : text(choices),
      labelled: labelled === undefined ? undefined : text(labelled),
    },
    { choices: needsChoices },
  );
}

/** The one line of the error that parsing gives. */
export function faultOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(GateError);
    expect(error).toHaveProperty('code', 'DATASET_INVALID');
    return (error as GateError).line;
  }
  throw new Error('nothing was thrown');
}
