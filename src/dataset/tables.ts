import { CsvError, parse } from 'csv-parse/sync';
import { LONGEST_FIELD, linesOf, MOST_ROWS, parseJson } from '../foreign.js';
import { fieldFault, fileFault, isLfsPointer, LFS_POINTER } from './faults.js';

/** A row of whatever format; what it holds is read by column. */
export type Row = Readonly<Record<string, unknown>>;

/** A file's rows, at least one, and how a cell of them is read. */
export interface Table {
  readonly file: string;
  readonly rows: readonly Row[];
}

/** How a file of rows is written. */
export type TableFormat = 'json' | 'jsonl' | 'csv' | 'tsv';

const REMEDY = 'Give rows as the manifest says; see docs/datasets.md.';

/** Columns of a file: no table that people fill has more. */
const MOST_COLUMNS = 1000;

/**
 * The format that a name's ending stands for.
 *
 * @param place a path or an address
 * @throws GateError DATASET_INVALID when it stands for none
 */
export function formatOf(place: string): TableFormat {
  const ending = /\.(jsonl|ndjson|json|csv|tsv)$/i.exec(place)?.[1]?.toLowerCase();
  if (ending === 'ndjson') return 'jsonl';
  if (ending === 'json' || ending === 'jsonl' || ending === 'csv' || ending === 'tsv')
    return ending;
  throw fileFault(
    place.slice(0, 200),
    'has no ending that tells its format',
    'Give format: json, jsonl, csv or tsv.',
  );
}

/**
 * Reads a file of rows. CSV and TSV name their columns in the first line; JSON is an array of rows, or an object whose
 * members are rows.
 *
 * @param file its name, for errors
 * @param text of the file
 * @returns at least one row
 * @throws GateError DATASET_INVALID naming what is wrong
 */
export function readTable(file: string, text: string, format: TableFormat): Table {
  if (isLfsPointer(text)) throw fileFault(file, LFS_POINTER.problem, LFS_POINTER.remedy);
  const rows = READERS[format](file, text.replace(/^\uFEFF/, ''));
  if (rows.length === 0) throw fileFault(file, 'holds no rows', REMEDY);
  if (rows.length > MOST_ROWS) {
    throw fileFault(file, `holds more than ${MOST_ROWS} rows`, 'Split the data set into several.');
  }
  return { file, rows: rows.map((row, index) => rowOf(file, row, index)) };
}

const READERS: Readonly<Record<TableFormat, (file: string, text: string) => readonly unknown[]>> = {
  json: (file, text) => {
    const value = parseJson(text);
    if (value === undefined) throw fileFault(file, 'is not valid JSON', REMEDY);
    if (Array.isArray(value)) return value as readonly unknown[];
    if (typeof value === 'object' && value !== null) return Object.values<unknown>({ ...value });
    throw fileFault(file, 'holds neither an array nor an object of rows', REMEDY);
  },
  jsonl: (file, text) => {
    const rows: unknown[] = [];
    let line = 0;
    for (const each of linesOf(text)) {
      line += 1;
      if (each.trim() === '') continue;
      const row = parseJson(each);
      if (row === undefined) throw fileFault(`${file}, line ${line}`, 'is not valid JSON', REMEDY);
      if (rows.push(row) > MOST_ROWS) break;
    }
    return rows;
  },
  csv: (file, text) => readDelimited(file, text, ','),
  tsv: (file, text) => readDelimited(file, text, '\t'),
};

/** Rows of cells; quoted ones may hold delimiters, quotes and line ends. */
function readDelimited(file: string, text: string, delimiter: string): readonly unknown[] {
  try {
    const rows: unknown = parse(text, {
      columns: (names: readonly string[]) => {
        if (names.length > MOST_COLUMNS || new Set(names).size < names.length) {
          throw fileFault(file, 'names a column twice, or too many', REMEDY);
        }
        return [...names];
      },
      delimiter,
      skip_empty_lines: true,
      max_record_size: 4 * LONGEST_FIELD,
      to: MOST_ROWS + 1,
    });
    return rows as readonly unknown[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser's own message would quote the file, whose text does not belong in a log.
    throw fileFault(file, `is not valid CSV or TSV (${error.code})`, REMEDY);
  }
}

/** A row, which has to be an object. */
function rowOf(file: string, row: unknown, index: number): Row {
  if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as Row;
  throw fileFault(file, `holds a row ${index + 1} that is not an object`, REMEDY);
}

/** Where a cell stands, for its error. */
export interface CellPlace {
  readonly file: string;
  /** Counted from 0. */
  readonly index: number;
}

/**
 * The text of a cell: a number or a truth value as JSON writes it, and empty where there is nothing.
 *
 * @param column its name; dotted for one inside another
 * @throws GateError DATASET_INVALID when it is a list or an object, or too long
 */
export function cellOf(row: Row, column: string, place: CellPlace): string {
  const value = Object.hasOwn(row, column) ? row[column] : nestedIn(row, column);
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : scalarText(value);
  if (text === undefined) throw cellFault(place, column, 'must be text or a number', value);
  if (text.length > LONGEST_FIELD) {
    throw cellFault(place, column, `must have ${LONGEST_FIELD} characters at most`, value);
  }
  return text;
}

/**
 * The error of a cell.
 *
 * @param value what it holds; undefined where it is missing
 */
export function cellFault(
  { file, index }: CellPlace,
  column: string,
  problem: string,
  value: unknown,
): Error {
  const place = { file, row: index + 1, id: undefined };
  return fieldFault(place, { field: column.slice(0, 100), problem, value });
}

/** A number or a truth value as text. */
function scalarText(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** What a row holds under a dotted name. */
function nestedIn(row: Row, column: string): unknown {
  return column.split('.').reduce<unknown>((inner, key) => {
    const isHeld = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key);
    return isHeld ? Reflect.get(inner, key) : undefined;
  }, row);
}
