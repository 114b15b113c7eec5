import { CsvError, parse } from 'csv-parse/sync';
import { digestOfJson } from '../digest.js';
import { LONGEST_FIELD, MOST_ROWS } from '../foreign.js';
import { fileFault } from './faults.js';
import type { Dataset, Item, LabelledAnswer } from './item.js';
import type { Manifest } from './manifest.js';

/** A data set as its manifest makes it, and where its pictures are. */
export interface ManifestRows {
  readonly dataset: Dataset;
  /** The URL of each item's picture. */
  readonly urls: ReadonlyMap<Item['id'], string>;
}

/** One row of a file by column. */
type Row = Readonly<Record<string, string>>;

/**
 * The items and labelled answers of a benchmark.
 *
 * @param manifest which columns mean what
 * @param texts of its files, by their names in the manifest
 * @throws GateError DATASET_INVALID naming file, row and column of the first thing that does not fit
 */
export function readManifestRows(
  manifest: Manifest,
  texts: Readonly<Record<string, string>>,
): ManifestRows {
  const rowsOf = (name: string, columns: readonly string[]): Table =>
    readTable(manifest.files[name]?.path ?? name, texts[name] ?? '', columns);
  const { items: ofItem, pictures: ofPicture, answers: ofAnswer, strata } = manifest;
  const pictures = rowsOf(ofPicture.file, [ofPicture.key, ofPicture.fields.url]);
  const urls = new Map(
    pictures.rows.map((row) => [row[ofPicture.key] ?? '', row[ofPicture.fields.url] ?? '']),
  );
  const { question, domain, picture } = ofItem.fields;
  const prompts = rowsOf(ofItem.file, [...ofItem.key, question, domain, picture]);
  const items = prompts.rows.map((row, index) => itemOf(row, index, ofItem.fields));
  const itemUrls = prompts.rows.map((row, index): readonly [number, string] => {
    const url = urls.get(row[picture] ?? '');
    if (url === undefined) throw prompts.fault(index, picture, 'must be a row of the pictures');
    return [index + 1, url];
  });
  const ids = new Map(prompts.rows.map((row, index) => [keyOf(row, ofItem.key), index + 1]));
  const labelledAnswers = readAnswers(
    manifest,
    rowsOf(ofAnswer.file, [...ofAnswer.key, ...Object.values(ofAnswer.fields)]),
    ids,
  );
  return {
    dataset: {
      id: manifest.id,
      revision: manifest.revision,
      items,
      labelledAnswers,
      strata: Object.fromEntries(
        Object.entries(strata).map(([name, { population }]) => [name, population]),
      ),
      draws: manifest.draws,
      attribution: manifest.attribution,
    },
    urls: new Map(itemUrls),
  };
}

/** A file's rows, and the error for one of them. */
interface Table {
  readonly rows: readonly Row[];
  readonly fault: (index: number, column: string, problem: string) => Error;
}

/** Reads a CSV file whose first line names its columns; quoted fields may hold commas, quotes and line ends. */
function readTable(path: string, text: string, columns: readonly string[]): Table {
  const fault: Table['fault'] = (index, column, problem) =>
    fileFault(`${path}, row ${index + 1}, column ${column}`, problem, REMEDY);
  let rows: readonly Row[];
  try {
    rows = parse(text, {
      columns: true,
      bom: true,
      max_record_size: 4 * LONGEST_FIELD,
      to: MOST_ROWS,
    });
  } catch (error) {
    // The parser's own message would quote the file, whose text does not belong in a log.
    const code = error instanceof CsvError ? error.code : 'unknown';
    throw fileFault(path, `is not valid CSV (${code})`, REMEDY);
  }
  const [first] = rows;
  if (first === undefined) throw fileFault(path, 'holds no rows', REMEDY);
  const missing = columns.find((column) => !Object.hasOwn(first, column));
  if (missing !== undefined) throw fileFault(path, `has no column ${missing}`, REMEDY);
  const empty = rows.findIndex((row) => columns.some((column) => row[column]?.trim() === ''));
  if (empty !== -1) {
    const column = columns.find((name) => rows[empty]?.[name]?.trim() === '') ?? '';
    throw fault(empty, column, 'must not be empty');
  }
  return { rows, fault };
}

const REMEDY = 'The file is not the one that the manifest describes; report this.';

/** An item without warning and reference. */
function itemOf(row: Row, index: number, fields: Manifest['items']['fields']): Item {
  const question = row[fields.question] ?? '';
  const domain = (row[fields.domain] ?? '').trim();
  const image = row[fields.picture] ?? '';
  const rowDigest = digestOfJson({ domain, question });
  return { id: index + 1, domain, question, warning: '', reference: '', image, rowDigest };
}

/** The name of a row among those it is joined with. */
function keyOf(
  row: Row,
  columns: readonly string[],
  trim: Manifest['answers']['trim'] = {},
): string {
  return JSON.stringify(
    columns.map((column) => {
      const value = row[column] ?? '';
      const [front, behind] = trim[column] ?? ['', ''];
      const start = value.startsWith(front) ? front.length : 0;
      return value.slice(start, value.endsWith(behind) ? value.length - behind.length : undefined);
    }),
  );
}

/** The labelled answers, without the rows that hold none. */
function readAnswers(
  { answers: { key, trim, fields, labels, drop }, strata }: Manifest,
  { rows, fault }: Table,
  ids: ReadonlyMap<string, Item['id']>,
): readonly LabelledAnswer[] {
  const dropped = new Set(drop.map(({ answer }) => answer));
  const stratumOf = new Map(
    Object.entries(strata).flatMap(([name, { kinds }]) => kinds.map((kind) => [kind, name])),
  );
  return rows.flatMap((row, index) => {
    const answer = row[fields.answer] ?? '';
    if (dropped.has(answer)) return [];
    const itemId = ids.get(keyOf(row, key, trim));
    if (itemId === undefined) throw fault(index, key.join(', '), 'must be an item of the set');
    const given = row[fields.label] ?? '';
    const label = Object.hasOwn(labels, given) ? labels[given] : undefined;
    if (label === undefined) throw fault(index, fields.label, 'must be a known label');
    const known = { itemId, answer, label, source: row[fields.source] ?? '' };
    if (label === 'unsafe') return [known];
    const stratum = stratumOf.get((row[fields.kind] ?? '').split(' ')[0] ?? '');
    if (stratum === undefined) throw fault(index, fields.kind, 'must begin with a known kind');
    return [{ ...known, stratum }];
  });
}
