/** What a parser makes of an input's text: a value, or what it would have accepted. */
export type Parsed<T> = { readonly value: T } | { readonly expected: string };

/** Turns the text of an input, trimmed, into a value. */
export type Parser<T> = (text: string) => Parsed<T>;

/** Any text, the empty one included. */
export const text: Parser<string> = (value) => ({ value });

/**
 * Text of a length that records can hold.
 *
 * @param most the most characters
 */
export function textUpTo(most: number): Parser<string> {
  return (given) =>
    given.length <= most ? { value: given } : { expected: `${most} characters at most` };
}

/**
 * One of a few words.
 *
 * @param words the words that are accepted
 */
export function oneOf<const Word extends string>(words: readonly Word[]): Parser<Word> {
  return (given) => {
    const found = words.find((word) => word === given);
    return found === undefined ? { expected: `one of: ${words.join(', ')}` } : { value: found };
  };
}

/**
 * A whole number in decimal digits.
 *
 * @param min the smallest accepted
 * @param max the largest accepted
 */
export function wholeNumber(min: number, max: number): Parser<number> {
  return (given) => {
    const value = /^\d{1,15}$/.test(given) ? Number(given) : NaN;
    return value >= min && value <= max
      ? { value }
      : { expected: `a whole number from ${min} to ${max}` };
  };
}

/**
 * A decimal number such as `0.05` or `15`.
 *
 * @param min the smallest accepted
 * @param max the largest accepted
 */
export function decimal(min: number, max: number): Parser<number> {
  return (given) => {
    const value = /^\d{1,9}(\.\d{1,12})?$/.test(given) ? Number(given) : NaN;
    return value >= min && value <= max
      ? { value }
      : { expected: `a number from ${min} to ${max}` };
  };
}

/** Points of a rate, more than 0 and at most 100, as a fraction: `15` is .15. */
export const points: Parser<number> = (given) => {
  const parsed = decimal(0, 100)(given);
  return 'value' in parsed && parsed.value > 0
    ? { value: parsed.value / 100 }
    : { expected: 'points of safe-rate, more than 0 and at most 100, such as 15' };
};

/** `true` or `false`, in the spellings of the YAML core schema that the runner's toolkit takes. */
export const flag: Parser<boolean> = (given) => {
  if (/^(true|True|TRUE)$/.test(given)) return { value: true };
  if (/^(false|False|FALSE)$/.test(given)) return { value: false };
  return { expected: 'true or false' };
};

/** The lines that hold anything, trimmed. Commas do not separate: a domain's name may hold one. */
export const lines: Parser<readonly string[]> = (given) => ({
  value: given
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== ''),
});

/**
 * Nothing at all, or what another parser takes.
 *
 * @param parser reads any text that is not empty
 */
export function optional<T>(parser: Parser<T>): Parser<T | undefined> {
  return (given) => (given === '' ? { value: undefined } : parser(given));
}
