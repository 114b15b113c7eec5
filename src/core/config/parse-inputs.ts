import { GateError } from '../errors.js';
import { LONGEST_INPUT } from '../foreign.js';
import type { Parsed } from './parsers.js';
import type { InputDefinition } from './input-definition.js';
import { INPUT_NAMES, definitionOf, type INPUTS, type InputName } from './inputs.js';

/** The text of each input that was given; none is empty but where an empty one wins over the file. */
export type GivenTexts = Readonly<Partial<Record<InputName, string>>>;

/** The text of every input, defaults filled in. */
export type InputTexts = Readonly<Record<InputName, string>>;

/** The value a parser of the table gives for one input. */
type ValueOf<Name extends InputName> =
  Extract<ReturnType<(typeof INPUTS)[Name]['parse']>, { value: unknown }> extends Parsed<infer T>
    ? T
    : never;

/** Every input as a value. */
export type InputValues = { readonly [Name in InputName]: ValueOf<Name> };

/**
 * Parses every input, alone; how they fit together is {@link resolveConfig}'s part.
 *
 * @param texts the text of each input
 * @throws GateError CONFIG_INVALID for the first input, in reading order, that is not as it must be
 */
export function parseInputs(texts: InputTexts): InputValues {
  const entries = INPUT_NAMES.map((name) => [name, parseInput(name, texts[name].trim())] as const);
  return Object.fromEntries(entries) as InputValues;
}

/** Parses one input or throws the error that names it. */
function parseInput(name: InputName, given: string): unknown {
  const definition = definitionOf(name);
  const parsed: Parsed<unknown> =
    given.length > LONGEST_INPUT
      ? { expected: `${LONGEST_INPUT} characters at most; it has ${given.length}` }
      : definition.parse(given);
  if ('value' in parsed) return parsed.value;
  throw new GateError('CONFIG_INVALID', `Input ${name} is ${shownValue(definition, given)}.`, {
    remedy: `Give ${parsed.expected}.`,
  });
}

/**
 * A wrong value as an error shows it; never a secret, nor one inside of it.
 *
 * @param definition the input's row
 * @param given its text
 */
export function shownValue({ isSecret, shown }: InputDefinition, given: string): string {
  if (isSecret === true) return 'a value that is not shown';
  return JSON.stringify((shown?.(given.slice(0, LONGEST_INPUT)) ?? given).slice(0, 200));
}
