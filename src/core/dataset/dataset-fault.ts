import { GateError } from '../errors.js';
import { showValue } from './show-value.js';

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
export interface FieldFault {
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
 * @param place where the row stands
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
 * @param file its name
 * @param problem what is wrong, as a clause: `is not JSON`
 * @param remedy what to do
 */
export function fileFault(file: string, problem: string, remedy: string): GateError {
  return new GateError('DATASET_INVALID', `${file} ${problem}.`, { remedy });
}
