import type { z } from 'zod';
import { MOST_ROWS } from '../foreign.js';
import { fieldFault, fileFault, type RowPlace } from './dataset-fault.js';
import { isLfsPointer, LFS_POINTER } from './lfs-pointer.js';

/** One file of rows. */
export interface RowsFile {
  /** Its name, for errors. */
  readonly file: string;
  readonly text: string;
}

/** A row with its place. */
export interface PlacedRow<Row> {
  readonly place: RowPlace;
  readonly row: Row;
}

/** What a file has to be, for errors. */
const REMEDY = 'It must be a JSON array of rows in the layout of SIUO; see docs/protocol.md.';

/** A byte order mark, which some editors write and JSON forbids. */
const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * The JSON value of a file.
 *
 * @param file its name and text
 * @throws GateError DATASET_INVALID when it is not JSON
 */
export function readJson({ file, text }: RowsFile): unknown {
  try {
    return JSON.parse(text.replace(BYTE_ORDER_MARK, '')) as unknown;
  } catch {
    // The parser's own message would quote the file, whose text does not belong in a log.
    if (isLfsPointer(text)) throw fileFault(file, LFS_POINTER.problem, LFS_POINTER.remedy);
    throw fileFault(file, text.trim() === '' ? 'is empty' : 'is not valid JSON', REMEDY);
  }
}

/**
 * The rows of a file, each checked; fields that the schema does not name are left out.
 *
 * @param file its name, for errors
 * @param rows the value that should be an array of rows
 * @param schema one row; its messages are clauses such as `must be text`
 * @throws GateError DATASET_INVALID for no array, an empty one, one of too many rows, or the first field that
 *   is wrong
 */
export function readRows<Row>(
  file: string,
  rows: unknown,
  schema: z.ZodType<Row>,
): readonly PlacedRow<Row>[] {
  if (!Array.isArray(rows)) throw fileFault(file, 'does not hold an array of rows', REMEDY);
  if (rows.length === 0) throw fileFault(file, 'holds no rows', REMEDY);
  if (rows.length > MOST_ROWS) {
    throw fileFault(
      file,
      `holds ${rows.length} rows, more than ${MOST_ROWS}`,
      'Split the data set into several.',
    );
  }
  return rows.map((row: unknown, index) => {
    const place = { file, row: index + 1, id: valueAt(row, ['question_id']) };
    const parsed = schema.safeParse(row);
    if (parsed.success) return { place, row: parsed.data };
    throw faultOf(place, row, parsed.error);
  });
}

/** The first thing a schema found wrong with a row. */
function faultOf(place: RowPlace, row: unknown, { issues }: z.ZodError): Error {
  const path = issues[0]?.path ?? [];
  if (path.length === 0) {
    return fileFault(place.file, `holds a row ${place.row} that is not an object`, REMEDY);
  }
  return fieldFault(place, {
    field: path.map(String).join('.'),
    problem: issues[0]?.message ?? 'is not as it must be',
    value: valueAt(row, path),
  });
}

/** What a value holds at a path; undefined when it holds nothing there. */
function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    const isObject = typeof inner === 'object' && inner !== null;
    return isObject && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined;
  }, value);
}
