import type { Parser } from './parsers.js';

/** Where the configuration file is looked for when no other path is given. */
export const DEFAULT_CONFIG_PATH = '.github/siuo-gate.yml';

/** The longest text that a record holds, in characters. */
export const LONGEST_TEXT = 1000;

/** One input, as action.yml, the command line's flags, the configuration file and the pages show it. */
export interface InputDefinition {
  /** One or two sentences: meaning, unit, what empty means, side effects. */
  readonly description: string;
  /** The text that stands for "not given" in the action. */
  readonly default: string;
  /** The command line's own default, where it differs. */
  readonly cliDefault?: string;
  /** Never shown, and masked as soon as it is read. */
  readonly isSecret?: boolean;
  /** What an error may show of a value; all of it, where this is left out. */
  readonly shown?: (given: string) => string;
  /** Its key in the group of the configuration file, where that is not its name. */
  readonly key?: string;
  /**
   * Where it cannot be given; the command line takes all. Secrets, and what one run alone is told, are
   * never in the file; what is rarely set, or has to be one for all runs, is no input of the action.
   */
  readonly never?: 'file' | 'action';
  readonly parse: Parser<unknown>;
}
