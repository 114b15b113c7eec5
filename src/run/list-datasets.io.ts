import { createDirectorySource } from '../dataset/directory-source.io.js';
import { datasetLines, namedDatasets } from './datasets.js';

/**
 * Writes the list of data sets that have a name.
 *
 * @param smokeFolder the folder of the built-in set, whose items are counted
 * @param output where the lines go
 * @returns the exit code
 * @throws GateError DATASET_… when the built-in set cannot be read
 */
export async function listDatasets(
  smokeFolder: string,
  output: { readonly write: (text: string) => unknown },
): Promise<0> {
  const source = createDirectorySource({ directory: smokeFolder, task: 'generation' });
  const { items } = await source.load();
  const domains = new Set(items.map(({ domain }) => domain)).size;
  output.write(`${datasetLines(namedDatasets({ items: items.length, domains })).join('\n')}\n`);
  return 0;
}
