import { INPUTS, INPUT_NAMES, type InputName } from '../../core/config/inputs.js';
import type { InputTexts } from '../../core/config/parse-inputs.js';
import { GateError } from '../../core/errors.js';
import type { Environment } from '../runtime/folders.io.js';

/** What the runner puts before the name of each input it hands over in the environment. */
const PREFIX = 'INPUT_';

/** The inputs by the variable that each is handed over in. */
const KNOWN: ReadonlyMap<string, InputName> = new Map(
  INPUT_NAMES.map((name) => [`${PREFIX}${name.toUpperCase()}`, name]),
);

/**
 * The text of every input as the Actions runner hands it over: `INPUT_` and the name in upper case.
 *
 * @param environment the step's environment
 * @throws GateError CONFIG_INVALID for an input that this action does not have
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
export function readActionInputs(environment: Environment): InputTexts {
  const unknown = Object.keys(environment).find((key) => key.startsWith(PREFIX) && !KNOWN.has(key));
  if (unknown !== undefined) {
    throw new GateError(
      'CONFIG_INVALID',
      `Input ${unknown.slice(PREFIX.length).toLowerCase()} does not exist.`,
      {
        remedy: `The inputs are: ${INPUT_NAMES.join(', ')}.`,
      },
    );
  }
  return actionInputTexts(environment);
}

/**
 * The text of every input that this action has, whatever else the runner hands over.
 *
 * @param environment the step's environment
 */
export function actionInputTexts(environment: Environment): InputTexts {
  const texts = [...KNOWN].map(
    ([key, name]) => [name, environment[key] ?? defaultOf(name)] as const,
  );
  return Object.fromEntries(texts) as InputTexts;
}

/** The default of an input; the token's is an expression that only the runner can fill in. */
function defaultOf(name: InputName): string {
  const { default: given } = INPUTS[name];
  return given.startsWith('${{') ? '' : given;
}
