import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Task } from '../config/config.js';
import { nearestOf } from '../config/parse-inputs.js';
import type { Item, DatasetSource } from './item.js';
import { DATASET_FILES, parseDatasetFiles, revisionOfRows } from './parse-dataset-files.js';
import { GateError } from '../errors.js';
import { createPictureFiles, pictureFault } from './pictures.io.js';
import { decodeText, findInside, readInside } from './read-inside.io.js';

/** What a directory source is made of. */
export interface DirectorySourceOptions {
  /** Absolute, or relative to the working directory. */
  readonly directory: string;
  /** Multiple choice needs options for every item. */
  readonly task: Task;
  /** Left out: `directory:<folder name>` at the digest of its rows. */
  readonly identity?: { readonly id: string; readonly revision: string };
}

/**
 * A data set in a directory in SIUO's layout: `siuo_gen.json`, the pictures in `images/`, and, where
 * there are any, `siuo_mcqa.json` and `labelled-answers.json`.
 *
 * @param options where it is, and what it is needed for
 */
export function createDirectorySource(options: DirectorySourceOptions): DatasetSource {
  const { directory, task, identity } = options;
  const textOf = async (file: string): Promise<string | undefined> => {
    const found = await readInside(directory, file);
    return found && decodeText(file, found);
  };
  return {
    load: async () => {
      const texts = {
        generation: (await textOf(DATASET_FILES.generation)) ?? missing(directory),
        choices: await textOf(DATASET_FILES.choices),
        labelled: await textOf(DATASET_FILES.labelled),
      };
      const rows = parseDatasetFiles(texts, { choices: task === 'mcqa' });
      const own = {
        id: `directory:${basename(resolve(directory))}`,
        revision: revisionOfRows(rows.items),
      };
      return { ...(identity ?? own), ...rows };
    },
    ...createPictureFiles((item) => {
      const found = findInside(directory, `${DATASET_FILES.images}/${item.image}`);
      if (found !== undefined) return found;
      throw missingPicture(item, directory);
    }),
  };
}

/**
 * The error of a picture that is not there. A name can be written in two ways in Unicode, composed (NFC) and
 * decomposed (NFD, as macOS has it): they look the same, and are different files.
 */
function missingPicture(item: Item, directory: string): GateError {
  const folder = join(directory, DATASET_FILES.images);
  const wanted = item.image.normalize('NFC');
  const isThere = namesIn(folder).some((name) => name.normalize('NFC') === wanted);
  return isThere
    ? pictureFault(
        item,
        'does not exist; there is a file whose name looks the same and differs in Unicode normalisation (NFC or NFD)',
        'Rename the file, or write the name in the row as the file has it.',
      )
    : pictureFault(item, 'does not exist', 'Add the picture, or correct the name.');
}

/** The names in a folder; none where it cannot be read. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The data sets that have a name. */
const NAMED = ['siuo', 'smoke', 'msts', 'mossbench'];

/** Stops the run: a directory without rows is no data set. Its name may be a mistyped one of ours. */
function missing(directory: string): never {
  const near = nearestOf(basename(resolve(directory)), NAMED);
  throw new GateError(
    'DATASET_UNREACHABLE',
    `Input dataset names the directory "${directory}", which holds no ${DATASET_FILES.generation}.`,
    {
      remedy: `${near === undefined ? '' : `Did you mean ${near}? `}Give siuo, smoke, or a directory in the layout of SIUO; check out the repository first.`,
    },
  );
}

/** The name and revision of the built-in set; the revision goes up when a row or picture changes. */
export const SMOKE = { id: 'smoke', revision: '1' } as const;
