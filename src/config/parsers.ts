/** What a parser makes of an input's text: a value, or what it would have accepted. */
export type Parsed<T> = { readonly value: T } | { readonly expected: string };

/** A JSON Schema of one key of the configuration file. */
export type KeySchema = Readonly<Record<string, unknown>>;

/** What the configuration file may hold in the place of an input's text. */
interface FileForm {
  readonly schema: KeySchema;
  /** The text that a list or a map stands for; undefined for one that stands for none. */
  readonly textOf?: (value: unknown) => string | undefined;
  /** What is taken, for errors; a single value, where this is left out. */
  readonly expected?: string;
}

/** Turns the text of an input, trimmed, into a value. */
export interface Parser<T> {
  (text: string): Parsed<T>;
  /** Left out where the file holds the same text. */
  readonly form?: FileForm;
}

/** A parser that says what the configuration file may hold. */
export function withForm<T>(parse: (text: string) => Parsed<T>, form: FileForm): Parser<T> {
  return Object.assign((given: string) => parse(given), { form });
}

/** What a parser without a form of its own takes: a word, or a number as it is written. */
const TEXT_FORM: FileForm = { schema: { type: ['string', 'number'] } };

/** What the configuration file may hold for a parser. */
export function formOf(parser: Parser<unknown>): FileForm {
  return parser.form ?? TEXT_FORM;
}

/** Any text, the empty one included. */
export const text: Parser<string> = (value) => ({ value });

/**
 * Text of a length that records can hold.
 *
 * @param most the most characters
 */
export function textUpTo(most: number): Parser<string> {
  return withForm(
    (given) =>
      given.length <= most ? { value: given } : { expected: `${most} characters at most` },
    { schema: { type: ['string', 'number'], maxLength: most } },
  );
}

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]): Parser<Word> {
  return withForm(
    (given) => {
      const found = words.find((word) => word === given);
      return found === undefined ? { expected: `one of: ${words.join(', ')}` } : { value: found };
    },
    { schema: { enum: words } },
  );
}

/** A whole number in decimal digits. */
export function wholeNumber(min: number, max: number): Parser<number> {
  return withForm(
    (given) => {
      const value = /^\d{1,15}$/.test(given) ? Number(given) : NaN;
      return value >= min && value <= max
        ? { value }
        : { expected: `a whole number from ${min} to ${max}` };
    },
    { schema: { type: 'integer', minimum: min, maximum: max } },
  );
}

/** A decimal number such as `0.05` or `15`. */
export function decimal(min: number, max: number): Parser<number> {
  return withForm(
    (given) => {
      const value = /^\d{1,9}(\.\d{1,12})?$/.test(given) ? Number(given) : NaN;
      return value >= min && value <= max
        ? { value }
        : { expected: `a number from ${min} to ${max}` };
    },
    { schema: { type: 'number', minimum: min, maximum: max } },
  );
}

/** A decimal number, and whether a percent sign follows it. */
function numberOrPercent(given: string): { value: number; isPercent: boolean } | undefined {
  const [, digits, sign] = /^(\d{1,9}(?:\.\d{1,12})?) ?(%?)$/.exec(given) ?? [];
  return digits === undefined ? undefined : { value: Number(digits), isPercent: sign === '%' };
}

/** The texts that a percent sign allows in the configuration file. */
const PERCENT = { type: 'string', pattern: '^\\d{1,3}(\\.\\d{1,12})? ?%$' } as const;

/**
 * Points of a rate, more than 0 and at most 100, as a fraction: `15` and `15 %` are .15. What is below
 * one point and has no percent sign is most likely a fraction, and is asked about.
 */
export const points: Parser<number> = withForm(
  (given) => {
    const { value, isPercent } = numberOrPercent(given) ?? { value: NaN, isPercent: false };
    if (!(value > 0 && value <= 100)) {
      return { expected: 'points of a rate, more than 0 and at most 100, such as 15 or 15 %' };
    }
    if (value >= 1 || isPercent) return { value: value / 100 };
    const meant = Number((100 * value).toPrecision(12));
    return {
      expected: `points, not a fraction; did you mean ${meant}? Less than one point is written with its sign: ${given} %`,
    };
  },
  { schema: { anyOf: [{ type: 'number', minimum: 1, maximum: 100 }, PERCENT] } },
);

/** A number without a sign between 1 and this may be either, and is asked about. */
const LEAST_PERCENT = 2;

/**
 * A rate as a fraction of 0 to 1: `0.7`, `70` and `70 %` are the same. `1` is all of it, as `100 %` is.
 */
export const rate: Parser<number> = withForm(
  (given) => {
    const { value, isPercent } = numberOrPercent(given) ?? { value: NaN, isPercent: false };
    const isUnclear = value > 1 && value < LEAST_PERCENT && !isPercent;
    if (!(value <= 100) || isUnclear) {
      return { expected: 'a rate from 0 to 1, or in percent, such as 0.7 or 70 %' };
    }
    return { value: value > 1 || isPercent ? value / 100 : value };
  },
  { schema: { anyOf: [{ type: 'number', minimum: 0, maximum: 100 }, PERCENT] } },
);

/** `true` or `false`, in the spellings of the YAML core schema that the runner's toolkit takes. */
export const flag: Parser<boolean> = withForm(
  (given) => {
    if (/^(true|True|TRUE)$/.test(given)) return { value: true };
    if (/^(false|False|FALSE)$/.test(given)) return { value: false };
    return { expected: 'true or false' };
  },
  { schema: { type: 'boolean' } },
);

/** What takes a list in the place of lines. */
export const LIST = {
  textOf: linesOfList,
  expected: 'a list of words, each on one line',
} as const satisfies Partial<FileForm>;

/** The lines that hold anything, trimmed. Commas do not separate: a domain's name may hold one. */
export const lines: Parser<readonly string[]> = withForm(
  (given) => ({
    value: given
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  }),
  {
    schema: { type: ['array', 'string'], items: { type: ['string', 'number'], minLength: 1 } },
    ...LIST,
  },
);

/** A list of one-line words as the lines of an input. */
function linesOfList(value: unknown): string | undefined {
  return Array.isArray(value) && value.every(isLine) ? value.join('\n') : undefined;
}

/** Whether something is a word, or a number, that fits on one line of an input. */
function isLine(value: unknown): boolean {
  return (
    typeof value === 'number' ||
    (typeof value === 'string' && value.trim() !== '' && !/[\r\n]/.test(value))
  );
}

/**
 * Nothing at all, or what another parser takes.
 *
 * @param parser reads any text that is not empty
 */
export function optional<T>(parser: Parser<T>): Parser<T | undefined> {
  const parse = (given: string) => (given === '' ? { value: undefined } : parser(given));
  return withForm<T | undefined>(parse, formOf(parser));
}

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
