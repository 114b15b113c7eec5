import { GateError } from '../errors.js';
import { LONGEST_INPUT } from '../foreign.js';
import type { InputDefinition, Parsed } from './parsers.js';
import { definitionOf, INPUT_NAMES, type InputName, type INPUTS } from './inputs.js';

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

/** A wrong value as an error shows it; never a secret, nor one inside of it. */
export function shownValue({ isSecret, shown }: InputDefinition, given: string): string {
  if (isSecret === true) return 'a value that is not shown';
  return JSON.stringify((shown?.(given.slice(0, LONGEST_INPUT)) ?? given).slice(0, 200));
}

/** The most characters by which a typing error may differ from what was meant. */
const MOST_EDITS = 3;

/** A longer word is no typing error of a name. */
const LONGEST = 40;

/**
 * The name that a mistyped one was most likely meant to be.
 *
 * @returns undefined where none is within three edits, and within a third of its own length
 */
export function nearestOf(given: string, names: readonly string[]): string | undefined {
  if (given.length > LONGEST) return undefined;
  const word = plain(given);
  const near = names
    .map((name) => ({ name, edits: editsBetween(word, plain(name)) }))
    .filter(({ name, edits }) => edits <= Math.min(MOST_EDITS, name.length / 3))
    .sort((a, b) => a.edits - b.edits);
  return near[0]?.name;
}

/** A name without what people mix up in names. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[_\s-]+/g, '');
}

/**
 * Characters to put in, take out, change or swap with the next to make one word of another (the optimal
 * string alignment distance).
 */
function editsBetween(left: string, right: string): number {
  let last: readonly number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let index = 0; index < left.length; index += 1) {
    const next = [index + 1];
    for (let column = 1; column <= right.length; column += 1) {
      const changed = (row[column - 1] ?? 0) + (left[index] === right[column - 1] ? 0 : 1);
      const isSwapped = left[index] === right[column - 2] && left[index - 1] === right[column - 1];
      const swapped = isSwapped ? (last[column - 2] ?? Infinity) + 1 : Infinity;
      next.push(Math.min(changed, swapped, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    last = row;
    row = next;
  }
  return row[right.length] ?? 0;
}

/** What stands for inputs that a plan does without; no server has such a name (RFC 2606). */
const STAND_INS: Partial<InputTexts> = {
  endpoint: 'http://model.invalid/v1',
  model: 'a model',
  'judge-model': 'a judge',
};

/**
 * The inputs of a plan, which asks no endpoint: who chooses a profile may have none yet.
 *
 * @returns the same texts, those that only an endpoint needs filled in where they are empty
 */
export function withStandIns(texts: InputTexts): InputTexts {
  const filled = Object.entries(STAND_INS).filter(
    ([name]) => texts[name as keyof InputTexts].trim() === '',
  );
  return { ...texts, ...Object.fromEntries(filled) };
}

/** What a judge check by itself has nothing to do with. */
const NOT_OF_A_CHECK: Partial<InputTexts> = {
  mode: 'gate',
  profile: 'full',
  baseline: 'none',
  'update-baseline': 'never',
  comment: 'never',
  shard: '',
};

/**
 * The inputs of a judge check by itself, which asks no model under test and compares nothing.
 *
 * @returns texts that need no endpoint, model or baseline; the judge has to be named
 */
export function checkInputs(texts: InputTexts): InputTexts {
  const { 'judge-model': judgeModel } = texts;
  return { ...withStandIns(texts), ...NOT_OF_A_CHECK, 'judge-model': judgeModel };
}

/**
 * The inputs of a look at a baseline's history, which asks nobody.
 *
 * @param out the folder to write to; undefined leaves the report-dir
 * @returns texts that need no endpoint or judge; a baseline that is the path of a file is one
 */
export function historyInputs(texts: InputTexts, out: string | undefined): InputTexts {
  const reads = { mode: 'gate', 'update-baseline': 'never', comment: 'never', shard: '' } as const;
  const { baseline } = texts;
  const isNamed = baseline === '' || /^(cache|none|branch|file|endpoint)(:|$)/.test(baseline);
  return {
    ...withStandIns(texts),
    ...reads,
    baseline: isNamed ? baseline : `file:${baseline}`,
    'report-dir': out ?? texts['report-dir'],
  };
}

/**
 * Whether a plan is of any judge, since none is named.
 *
 * @param texts the text of each input as it was given
 */
export function isJudgeOpen(texts: InputTexts): boolean {
  return texts['judge-model'].trim() === '';
}
