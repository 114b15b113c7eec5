import { type Command, Option } from 'commander';
import { conflict } from '../../core/config/config-errors.js';
import {
  INPUTS,
  INPUT_NAMES,
  type InputDefinition,
  type InputName,
} from '../../core/config/inputs.js';
import { secretsOf } from '../../core/config/secrets.js';
import { INPUT_GROUPS } from '../../core/config/input-groups.js';
import type { InputTexts } from '../../core/config/parse-inputs.js';
import type { Environment } from '../runtime/folders.io.js';

/** Inputs that the command line takes from the environment when no flag is given. */
const FROM_ENVIRONMENT: Partial<Record<InputName, string>> = {
  'api-key': 'SIUO_GATE_API_KEY',
  'judge-api-key': 'SIUO_GATE_JUDGE_API_KEY',
  'github-token': 'GITHUB_TOKEN',
};

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
  let group = '';
  for (const name of INPUT_NAMES) {
    group = INPUT_GROUPS[name] ?? group;
    const { description, default: given, cliDefault }: InputDefinition = INPUTS[name];
    const shown = cliDefault ?? given;
    const hint = shown === '' ? '' : ` (default: ${shown})`;
    command.addOption(new Option(`--${name} <text>`, description + hint).helpGroup(`${group}:`));
  }
  return command;
}

/**
 * The text of every input from the flags of a command, then the environment, then the defaults. The
 * mode is the command's own.
 *
 * @param command a command made with {@link withInputFlags}, after it was parsed
 * @param environment the environment of the process
 * @throws GateError CONFIG_CONFLICT for a mode that is another command's
 */
export function readCliInputs(command: Command, environment: Environment): InputTexts {
  const flags = new Map(
    command.options.map((option) => [
      option.name(),
      command.getOptionValue(option.attributeName()),
    ]),
  );
  const texts = INPUT_NAMES.map((name) => {
    const flag: unknown = flags.get(name);
    const variable = FROM_ENVIRONMENT[name];
    const fromEnvironment = variable === undefined ? undefined : environment[variable];
    return [
      name,
      typeof flag === 'string' ? flag : (fromEnvironment ?? cliDefaultOf(name)),
    ] as const;
  });
  return {
    ...(Object.fromEntries(texts) as InputTexts),
    ...modeOf(command.name(), flags.get('mode')),
  };
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
function modeOf(command: string, flag: unknown): Partial<InputTexts> {
  if (!MODES.has(command)) return {};
  if (flag === undefined || flag === command) return { mode: command };
  throw conflict(
    `Option mode is ${JSON.stringify(flag)} with the command ${command}.`,
    'Leave it out: gate, sweep and report are commands of their own.',
  );
}

/** The default of an input on the command line. */
function cliDefaultOf(name: InputName): string {
  const { default: given, cliDefault }: InputDefinition = INPUTS[name];
  return cliDefault ?? given;
}
