import { GateError } from '../errors.js';
import type { Environment } from '../folders.io.js';
import { ACTION_INPUTS, fileKeyOf, INPUT_NAMES, INPUTS, type InputName } from '../config/inputs.js';
import type { GivenTexts, InputTexts } from '../config/parse-inputs.js';

/** What the runner puts before the name of each input it hands over in the environment. */
const PREFIX = 'INPUT_';

/** What each input is when neither it nor a key of the file is given. */
export const ACTION_DEFAULTS = Object.fromEntries(
  INPUT_NAMES.map((name) => [name, defaultOf(name)]),
) as InputTexts;

/**
 * The text of every input that was given to the action, as the runner hands it over: `INPUT_` and the name
 * in upper case. One that is left empty is not given.
 *
 * @param environment the step's environment
 * @throws GateError CONFIG_INVALID for an input that this action does not have
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
export function readActionInputs(environment: Environment): GivenTexts {
  const known = new Set(ACTION_INPUTS.map(variableOf));
  const unknown = Object.keys(environment).find((key) => key.startsWith(PREFIX) && !known.has(key));
  if (unknown !== undefined) throw unknownInput(unknown.slice(PREFIX.length).toLowerCase());
  return givenTexts(environment);
}

/**
 * The text of every input that this action has, defaults filled in, whatever else the runner hands over.
 *
 * @param environment the step's environment
 */
export function actionInputTexts(environment: Environment): InputTexts {
  return { ...ACTION_DEFAULTS, ...givenTexts(environment) };
}

/** The inputs that are not empty. */
function givenTexts(environment: Environment): GivenTexts {
  const texts = ACTION_INPUTS.map((name) => [name, environment[variableOf(name)] ?? ''] as const);
  return Object.fromEntries(texts.filter(([, given]) => given.trim() !== ''));
}

/** The variable that an input is handed over in. */
function variableOf(name: InputName): string {
  return `${PREFIX}${name.toUpperCase()}`;
}

/** The error of an input that the action does not have. */
function unknownInput(given: string): GateError {
  const name = INPUT_NAMES.find((each) => each === given);
  const place = name === undefined ? undefined : fileKeyOf(name);
  if (place === undefined) {
    return new GateError('CONFIG_INVALID', `Input ${given} does not exist.`, {
      remedy: `The inputs are: ${ACTION_INPUTS.join(', ')}.`,
    });
  }
  const key = `${place.group}.${place.key}`;
  return new GateError('CONFIG_INVALID', `Input ${given} is no input of the action.`, {
    remedy: `Give it in the configuration file, ${INPUTS.config.default}, as ${key}.`,
  });
}

/** The default of an input; the token's is an expression that only the runner can fill in. */
function defaultOf(name: InputName): string {
  const { default: given } = INPUTS[name];
  return given.startsWith('${{') ? '' : given;
}
