import { BENCHMARK_IDS, type Manifest, shippedManifest } from '../dataset/manifest.js';

/** A data set as the list shows it. */
export interface ListedDataset {
  /** What the input dataset takes. */
  readonly name: string;
  readonly items: number;
  readonly domains: number;
  readonly licence: string;
  /** Bytes, pictures included; 0 for none, undefined where nobody has counted. */
  readonly download: number | undefined;
  readonly about: string;
}

/** SIUO at the commit that the input's default names: 167 pictures of 1.2 MB on average, and two files of rows. */
const SIUO: ListedDataset = {
  name: 'siuo',
  items: 167,
  domains: 9,
  licence: 'CC-BY-NC-4.0',
  download: 200_000_000,
  about: 'Safe Inputs but Unsafe Output; research use. The default.',
};

/**
 * The data sets that have a name.
 *
 * @param smoke how many items and domains the built-in set has
 */
export function namedDatasets(
  smoke: Pick<ListedDataset, 'items' | 'domains'>,
): readonly ListedDataset[] {
  const own = { name: 'smoke', licence: 'MIT', download: 0, about: 'Built in.' };
  const shipped = BENCHMARK_IDS.map((id) => listed(shippedManifest(id)));
  return [SIUO, { ...own, ...smoke }, ...shipped];
}

/** A manifest's line. */
function listed({ id, title, licence, terms, size }: Manifest): ListedDataset {
  const about = [title ?? id, terms].flatMap((text) =>
    text === undefined ? [] : /[.?!]$/.test(text) ? text : `${text}.`,
  );
  return {
    name: id,
    items: size?.items ?? 0,
    domains: size?.domains ?? 0,
    licence,
    download: size?.bytes,
    about: about.join(' '),
  };
}

/**
 * The list as lines of a terminal.
 *
 * @param datasets none gives the heading alone
 */
export function datasetLines(datasets: readonly ListedDataset[]): readonly string[] {
  const rows = datasets.map(({ name, items, domains, licence, download, about }) => [
    name,
    String(items),
    String(domains),
    licence,
    downloadText(download),
    about,
  ]);
  const table = [['dataset', 'items', 'domains', 'licence', 'download', ''], ...rows];
  const widths = table[0]?.map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0)));
  const isNumber = (at: number): boolean => at === 1 || at === 2;
  return [
    ...table.map((row) =>
      row
        .map((cell, at) => {
          const width = at === row.length - 1 ? 0 : (widths?.[at] ?? 0);
          return isNumber(at) ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    ),
    '',
    'Any other benchmark: dataset takes the path of a manifest (docs/datasets.md) or of a directory in the layout of SIUO.',
  ];
}

/** A size in megabytes. */
function downloadText(bytes: number | undefined): string {
  if (bytes === undefined) return 'not counted';
  return bytes === 0 ? 'none' : `about ${Math.max(1, Math.round(bytes / 1e6))} MB`;
}
