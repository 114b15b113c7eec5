import { type Command, Option } from 'commander';
import { conflict } from '../config/config-errors.js';
import { secretsOf } from '../config/secrets.js';
import type { Environment } from '../folders.io.js';
import { definitionOf, INPUT_GROUPS, INPUT_NAMES, type InputName } from '../config/inputs.js';
import type { GivenTexts, InputTexts } from '../config/parse-inputs.js';

/** Inputs that the command line takes from the environment when no flag is given. */
const FROM_ENVIRONMENT: Partial<Record<InputName, string>> = {
  'api-key': 'SIUO_GATE_API_KEY',
  'judge-api-key': 'SIUO_GATE_JUDGE_API_KEY',
  'confirm-judge-api-key': 'SIUO_GATE_CONFIRM_JUDGE_API_KEY',
  'answers-key': 'SIUO_GATE_ANSWERS_KEY',
  'github-token': 'GITHUB_TOKEN',
};

/** What each input is on the command line when neither a flag nor a key of the file is given. */
export const CLI_DEFAULTS = Object.fromEntries(
  INPUT_NAMES.map((name) => {
    const { default: given, cliDefault } = definitionOf(name);
    return [name, cliDefault ?? given];
  }),
) as InputTexts;

/** Commands that are a mode each. */
const MODES: ReadonlySet<string> = new Set(['gate', 'sweep', 'report']);

/**
 * Gives a command one flag for every input, with the input's own description and default, under
 * the heading it belongs to.
 *
 * @param command the command to extend
 * @returns the same command
 */
export function withInputFlags(command: Command): Command {
  return withInputs(command, INPUT_NAMES);
}

/** What a look at a baseline's history goes by. */
export const HISTORY_INPUTS: readonly InputName[] = [
  'config',
  'profile',
  'max-drop',
  'baseline',
  'baseline-name',
  'github-token',
];

/**
 * Gives a command one flag for some inputs, see {@link withInputFlags}.
 *
 * @param command the command to extend
 * @param names which inputs
 * @returns the same command
 */
export function withInputs(command: Command, names: readonly InputName[]): Command {
  for (const { heading, inputs } of INPUT_GROUPS) {
    for (const name of inputs.filter((each) => names.includes(each))) {
      const shown = CLI_DEFAULTS[name];
      const hint = shown === '' ? '' : ` (default: ${shown})`;
      const description = definitionOf(name).description + hint;
      command.addOption(new Option(`--${name} <text>`, description).helpGroup(`${heading}:`));
    }
  }
  return command;
}

/**
 * The text of each input that a command was given, by a flag, an empty one too, or else by the
 * environment. The mode is the command's own.
 *
 * @param command a command made with {@link withInputFlags}, after it was parsed
 * @param environment the environment of the process
 * @throws GateError CONFIG_CONFLICT for a mode that is another command's
 */
export function readCliInputs(command: Command, environment: Environment): GivenTexts {
  const flags = new Map(
    command.options.map((option) => [
      option.name(),
      command.getOptionValue(option.attributeName()),
    ]),
  );
  const texts = INPUT_NAMES.flatMap((name) => {
    const flag: unknown = flags.get(name);
    const variable = FROM_ENVIRONMENT[name];
    const fromEnvironment = variable === undefined ? undefined : environment[variable];
    const given = typeof flag === 'string' ? flag : fromEnvironment;
    return given === undefined ? [] : [[name, given] as const];
  });
  return { ...Object.fromEntries(texts), ...modeOf(command.name(), flags.get('mode')) };
}

/** Flags that do not exist but look like one for a key: a typing error shows no key either. */
const LIKE_A_KEY = /key|token|secret|header|pass|auth/i;

/**
 * The texts that no line of the command line's output may hold: see {@link secretsOf}. Read before
 * the flags are, so that an error in one of them shows none.
 *
 * @param words what follows the name of the program
 * @param environment the environment of the process
 */
export function commandSecrets(
  words: readonly string[],
  environment: Environment,
): readonly string[] {
  const texts = new Map<InputName, string>();
  for (const [index, word] of words.entries()) {
    const [, flag = '', given = words[index + 1] ?? ''] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    const known = INPUT_NAMES.find((name) => name === flag);
    const name = known ?? (LIKE_A_KEY.test(flag) ? 'api-key' : undefined);
    if (name !== undefined) texts.set(name, `${texts.get(name) ?? ''}\n${given}`);
  }
  return secretsOf(Object.fromEntries(texts), environment);
}

/** The mode of a command, where it has one. */
function modeOf(command: string, flag: unknown): GivenTexts {
  if (!MODES.has(command)) return {};
  if (flag === undefined || flag === command) return { mode: command };
  throw conflict(
    `Option mode is ${JSON.stringify(flag)} with the command ${command}.`,
    'Leave it out: gate, sweep and report are commands of their own.',
  );
}
