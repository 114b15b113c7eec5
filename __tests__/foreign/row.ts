/** A text: something, a unit over and over, something else. */
export interface Recipe {
  readonly head: string;
  readonly unit: string;
  readonly tail: string;
}

/** A parser of foreign text, and the pieces of which text is made that may be hard for it. */
export interface Row {
  readonly parser: string;
  readonly parse: (text: string) => unknown;
  readonly pieces: readonly string[];
  /** Characters of the longest text; a parser that reads less is given as much as it reads. */
  readonly longest?: number;
  /** Texts that once took the square of their length or more. */
  readonly known?: readonly Recipe[];
}

/** Whatever a parser throws is its answer. */
export const quietly =
  (parse: (text: string) => unknown) =>
  (text: string): unknown => {
    try {
      return parse(text);
    } catch (error) {
      return error;
    }
  };
