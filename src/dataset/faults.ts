import { GateError } from '../errors.js';
import { shortJson } from '../foreign.js';

/** Where a row stands. */
export interface RowPlace {
  /** File name, such as `siuo_gen.json`. */
  readonly file: string;
  /** Counted from 1. */
  readonly row: number;
  /** What the row holds as its id, of whatever type; undefined when it has none. */
  readonly id: unknown;
}

/** What is wrong with a field. */
interface FieldFault {
  /** Dotted, such as `options.A`. */
  readonly field: string;
  /** What it must be, as a clause: `must be a number`. */
  readonly problem: string;
  /** What it is. */
  readonly value: unknown;
  /** Left out: correct the row. */
  readonly remedy?: string;
}

/**
 * The error for a field that is not as it must be, in one sentence that names file, row and field.
 *
 * @param fault the field, the rule and the value
 */
export function fieldFault(place: RowPlace, fault: FieldFault): GateError {
  const id = place.id === undefined ? '' : ` (question_id ${showValue(place.id)})`;
  const found = fault.value === undefined ? 'it is missing' : `it is ${showValue(fault.value)}`;
  return new GateError(
    'DATASET_INVALID',
    `${place.file}, row ${place.row}${id}, field ${fault.field} ${fault.problem}; ${found}.`,
    { remedy: fault.remedy ?? 'Correct the row, or take it out.' },
  );
}

/**
 * The error for a file that is wrong as a whole.
 *
 * @param problem what is wrong, as a clause: `is not JSON`
 */
export function fileFault(file: string, problem: string, remedy: string): GateError {
  return new GateError('DATASET_INVALID', `${file} ${problem}.`, { remedy });
}

/** Characters of a value that an error message shows. */
const SHOWN = 60;

/** What could forge a line or hide text in a log: controls, format characters, line separators, lone surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A value of a data set as an error message shows it: as JSON, on one line, shortened, with nothing
 * unprintable in it.
 *
 * @example showValue('a\nb') // '"a\\nb"'
 */
function showValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const json = shortJson(value, SHOWN + 1).replaceAll(UNPRINTABLE, escapeCharacter);
  return json.length > SHOWN ? `${json.slice(0, SHOWN)}…` : json;
}

/** A character as its code point, such as `\u{202e}`. */
function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/**
 * How a pointer of Git LFS begins: the text that stands in a checkout in place of a file that was not fetched.
 *
 * @see https://github.com/git-lfs/git-lfs (its specification, "The Pointer")
 */
const POINTER_START = 'version https://git-lfs.github.com/spec/v1';

/** What is said of a pointer where a file should be. */
export const LFS_POINTER = {
  problem: 'is a Git LFS pointer, not the file itself',
  remedy: 'Give actions/checkout `lfs: true`, or run `git lfs pull`.',
} as const;

/**
 * Whether a file is a pointer of Git LFS.
 *
 * @param start its text, or the first characters of it, 42 at least
 */
export function isLfsPointer(start: string): boolean {
  return start.startsWith(POINTER_START);
}
