import { lines, withForm, type Parser } from './parsers.js';

/** Dollars per million tokens. */
export interface Price {
  readonly in: number;
  readonly out: number;
}

/** What model and judge cost; a side that is not named is not counted. */
export interface Prices {
  readonly model?: Price;
  readonly judge?: Price;
}

const EXPECTED =
  'dollars per million tokens in and out, one line each for model and judge, such as `model: 0.15 0.60`';

/** Two numbers of dollars, parted by a space, a comma or a slash. */
const LINE =
  /^(model|judge)\s*[:=]\s*(\d{1,6}(?:\.\d{1,6})?)(?:\s*[,/]\s*|\s+)(\d{1,6}(?:\.\d{1,6})?)$/;

/** Prices of model and judge, one per line: `judge: 2.50 10`. */
export const priceLines: Parser<Prices> = withForm(
  (given) => {
    const parsed = lines(given);
    const found = 'value' in parsed ? parsed.value.map((line) => LINE.exec(line.trim())) : [];
    const known = found.filter((each) => each !== null);
    const sides = new Set(known.map(([, side]) => side));
    if (known.length !== found.length || sides.size !== found.length) return { expected: EXPECTED };
    return {
      value: Object.fromEntries(
        known.map(([, side = '', of, out]) => [side, { in: Number(of), out: Number(out) }]),
      ),
    };
  },
  {
    schema: {
      type: ['object', 'string'],
      additionalProperties: false,
      properties: Object.fromEntries(
        ['model', 'judge'].map((side) => [
          side,
          {
            type: ['array', 'string'],
            items: { type: 'number', minimum: 0 },
            minItems: 2,
            maxItems: 2,
          },
        ]),
      ),
    },
    textOf: linesOfMap,
    expected:
      'a map with the keys model and judge, each `[dollars in, dollars out]` per million tokens',
  },
);

/** A map of prices as lines; undefined when it is none. */
function linesOfMap(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const given = Object.entries(value).map(([side, price]) =>
    Array.isArray(price) && price.length === 2
      ? `${side}: ${price.join(' ')}`
      : `${side}: ${String(price)}`,
  );
  return given.join('\n');
}
