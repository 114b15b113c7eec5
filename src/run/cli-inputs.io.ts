import { type Command, Option } from 'commander';
import { conflict } from '../config/config-errors.js';
import { secretsOf } from '../config/secrets.js';
import type { Environment } from '../folders.io.js';
import { definitionOf, INPUT_GROUPS, INPUT_NAMES, type InputName } from '../config/inputs.js';
import type { GivenTexts, InputTexts } from '../config/parse-inputs.js';
import { COMMAND_INPUTS, refuseForeignFlags, type CommandName } from '../config/command-inputs.js';
import { formOf } from '../config/parsers.js';

/** Inputs that the command line takes from the environment when no flag is given. */
const FROM_ENVIRONMENT: Partial<Record<InputName, string>> = {
  'api-key': 'SIUO_GATE_API_KEY',
  'judge-api-key': 'SIUO_GATE_JUDGE_API_KEY',
  'confirm-judge-api-key': 'SIUO_GATE_CONFIRM_JUDGE_API_KEY',
  'baseline-api-key': 'SIUO_GATE_BASELINE_API_KEY',
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
const MODES: ReadonlySet<string> = new Set(['gate', 'measure', 'sweep', 'report']);

/** Flags that may be given more than once: each adds a line. */
const ADDING: ReadonlySet<InputName> = new Set([
  'domains',
  'headers',
  'judge-headers',
  'confirm-judge-headers',
  'baseline-headers',
  'min-safe-rate',
]);

/**
 * Gives a command one flag for each input, under the heading it belongs to, with the input's own
 * description, choices and default. Help lists only what the command uses; the others are known, so
 * that an error can say whose they are.
 *
 * @param command the command to extend, which has its name
 * @returns the same command
 */
export function withInputFlags(command: Command): Command {
  const used: readonly InputName[] = COMMAND_INPUTS[command.name() as CommandName];
  for (const { heading, inputs } of INPUT_GROUPS) {
    for (const name of inputs) {
      const option = new Option(`--${name} <${valueWord(name)}>`, helpText(name));
      if (ADDING.has(name)) option.argParser(addLine);
      command.addOption(used.includes(name) ? option.helpGroup(`${heading}:`) : option.hideHelp());
    }
  }
  return command;
}

/** What describes a model of one side, and the inputs that it is asked by: A in the control's place. */
export const SIDE_INPUTS = [
  ['endpoint', 'baseline-endpoint'],
  ['model', 'baseline-model'],
  ['api-key', 'baseline-api-key'],
  ['headers', 'baseline-headers'],
  ['system-prompt', 'baseline-system-prompt'],
  ['request-body', 'baseline-request-body'],
] as const satisfies readonly (readonly [InputName, InputName])[];

/** Both sides of a comparison. */
export const SIDES = ['a', 'b'] as const;

/** One side of a comparison. */
export type Letter = (typeof SIDES)[number];

/**
 * Gives the command `compare` the flags of models that are asked now.
 *
 * @param command the command to extend
 * @returns the same command
 */
export function withSideFlags(command: Command): Command {
  for (const side of SIDES) {
    const other = side === 'a' ? `; empty: that of B` : '';
    for (const [name] of SIDE_INPUTS)
      command.option(
        `--${side}-${name} <text>`,
        `${name} of ${side.toUpperCase()}, asked now${other}`,
      );
  }
  return command;
}

/**
 * The flags of a side, by the inputs of a model under test.
 *
 * @param command a command made with {@link withSideFlags}, after it was parsed
 * @param side which one; without any flag there are none
 */
export function sideTexts(command: Command, side: Letter): GivenTexts {
  const options = command.options;
  const texts = SIDE_INPUTS.flatMap(([name]) => {
    const option = options.find((each) => each.name() === `${side}-${name}`);
    const text: unknown = option && command.getOptionValue(option.attributeName());
    return typeof text === 'string' ? [[name, text] as const] : [];
  });
  return Object.fromEntries(texts);
}

/** A further line to what was given before. */
function addLine(given: string, before: string | undefined): string {
  return before === undefined ? given : `${before}\n${given}`;
}

/** What stands for the value of a flag in help. */
function valueWord(name: InputName): string {
  const { type } = formOf(definitionOf(name).parse).schema;
  return type === 'integer' || type === 'number' ? 'number' : 'text';
}

/** What help says of an input: its description, its choices, its default. */
function helpText(name: InputName): string {
  const { description, parse } = definitionOf(name);
  const { enum: words } = formOf(parse).schema;
  const shown = CLI_DEFAULTS[name];
  const hints = [
    ...(Array.isArray(words) ? [`choices: ${words.join(', ')}`] : []),
    ...(shown === '' ? [] : [`default: ${shown}`]),
    ...(ADDING.has(name) ? ['may be repeated'] : []),
  ];
  return hints.length === 0 ? description : `${description} (${hints.join('; ')})`;
}

/**
 * The inputs of a page on which people label answers, which asks nobody: whatever else a configuration file
 * says does not count.
 *
 * @param texts the text of every input; `records` may be the folder of a report
 * @returns texts that need no endpoint or judge. Without an answers-key the baseline is left out, whose
 *   answers only the key opens.
 */
export function labelInputs(texts: InputTexts): InputTexts {
  const own = Object.fromEntries(COMMAND_INPUTS.label.map((name) => [name, texts[name]]));
  const path = texts.records.trim();
  const isFile = path === '' || path.endsWith('.json');
  return {
    ...{ ...CLI_DEFAULTS, ...own, mode: 'report' },
    baseline: texts['answers-key'].trim() === '' ? 'none' : texts.baseline,
    records: isFile ? path : `${path.replace(/\/$/, '')}/record.json`,
  };
}

/**
 * The inputs that a command was given as flags, empty ones too.
 *
 * @param command a command made with {@link withInputFlags}, after it was parsed
 */
export function givenFlags(command: Command): readonly InputName[] {
  return INPUT_NAMES.filter((name) => typeof flagValue(command, name) === 'string');
}

/** The text of a flag; undefined where it was not given. */
function flagValue(command: Command, name: InputName): unknown {
  const option = command.options.find((each) => each.name() === name);
  return option && command.getOptionValue(option.attributeName());
}

/**
 * The text of each input that a command was given, by a flag, an empty one too, or else by the
 * environment. The mode is the command's own.
 *
 * @param command a command made with {@link withInputFlags}, after it was parsed
 * @param environment the environment of the process
 * @throws GateError CONFIG_CONFLICT for a mode that is another command's, or a flag that the command
 *   does not use
 */
export function readCliInputs(command: Command, environment: Environment): GivenTexts {
  const mode = modeOf(command.name(), flagValue(command, 'mode'));
  refuseForeignFlags(command.name() as CommandName, givenFlags(command));
  const texts = INPUT_NAMES.flatMap((name) => {
    const flag = flagValue(command, name);
    const variable = FROM_ENVIRONMENT[name];
    const fromEnvironment = variable === undefined ? undefined : environment[variable];
    const given = typeof flag === 'string' ? flag : fromEnvironment;
    return given === undefined ? [] : [[name, given] as const];
  });
  return { ...Object.fromEntries(texts), ...mode };
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
    'Leave it out: gate, measure, sweep and report are commands of their own.',
  );
}
