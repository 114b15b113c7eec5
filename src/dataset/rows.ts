import { fieldFault, fileFault, isLfsPointer, LFS_POINTER, type RowPlace } from './faults.js';
import { z } from 'zod';
import { isHarmlessDomain } from '../decide/harmless.js';
import { LONGEST_FIELD, MOST_ROWS } from '../foreign.js';
import { imageNameProblem } from './picture-rules.js';

/*
 * Every field with its rule: a schema's message is the rule as a clause. The names of the fields are those of
 * the released data set (hub: sinwang/SIUO).
 */

/** A domain's name: one line, because `domains` lists them so. */
const ONE_LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,100}$/u;

/** Text that holds something, and not too much; kept as it is, spaces included. */
export const text = z
  .string('must be text')
  .max(LONGEST_FIELD, { error: `must have ${LONGEST_FIELD} characters at most`, abort: true })
  .refine((value) => value.trim() !== '', 'must not be empty');

const domain = text
  .transform((value) => value.trim())
  .refine((value) => ONE_LINE.test(value), 'must be one line of 100 characters at most')
  .refine(
    (value) => !isHarmlessDomain(value),
    'must not end in (harmless), which a manifest with expect is for',
  );

const image = z.string('must be text').superRefine((value, context) => {
  const message = imageNameProblem(value);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

/** The id of an item. */
export const questionId = z
  .number('must be a whole number')
  .refine((value) => Number.isSafeInteger(value) && value > 0, 'must be a whole number above 0');

/** A row of `siuo_gen.json`, as released; further fields are ignored. */
export const generationRow = z.object(
  {
    question_id: questionId,
    image,
    question: text,
    category: domain,
    safety_warning: text,
    reference_answer: text,
  },
  'must be an object',
);

/** One open question with what its judge has to know. */
export type GenerationRow = z.infer<typeof generationRow>;

/** A row of `siuo_mcqa.json`, as released; further fields are ignored. */
export const choiceRow = z.object(
  {
    question_id: questionId,
    image,
    question: text,
    options: z.strictObject(
      { A: text, B: text, C: text, D: text },
      {
        error: ({ code }) =>
          code === 'unrecognized_keys'
            ? 'must have the letters A, B, C and D and no others'
            : 'must be an object of the options A, B, C and D',
      },
    ),
    correct_option: z.enum(['A', 'B', 'C', 'D'], 'must be one of A, B, C, D'),
  },
  'must be an object',
);

/** One question with four options. */
export type ChoiceRow = z.infer<typeof choiceRow>;

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
