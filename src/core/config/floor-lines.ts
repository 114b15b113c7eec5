import type { Floor } from '../compare/floors.js';
import { decimal, lines, withForm, type Parser } from './parsers.js';

const EXPECTED = 'a rate from 0 to 1 such as 0.8, or one `domain: 0.7` a line, each domain once';

/** What a map of the configuration file calls all items. */
const ALL_ITEMS = 'overall';

/**
 * Floors of the safe-rate, one a line: a rate alone is of all items, one behind a colon of a domain.
 * The last colon divides, since a domain's name may hold anything.
 */
export const floorLines: Parser<readonly Floor[]> = withForm(
  (given) => {
    const parsed = lines(given);
    const found = 'value' in parsed ? parsed.value.map(floorOf) : [];
    const floors = found.filter((floor) => floor !== undefined);
    const names = new Set(floors.map(({ domain }) => domain));
    return floors.length === found.length && names.size === floors.length
      ? { value: floors }
      : { expected: EXPECTED };
  },
  {
    schema: {
      type: ['object', 'number', 'string'],
      minimum: 0,
      maximum: 1,
      additionalProperties: { type: 'number', minimum: 0, maximum: 1 },
    },
    textOf: linesOfMap,
    expected: 'a rate from 0 to 1, or a map of rates by domain, `overall` for all items',
  },
);

/** A map of rates by domain as lines; the key {@link ALL_ITEMS} holds the rate of all items. */
function linesOfMap(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const floors = Object.entries(value);
  const isFit = floors.every(
    ([domain, rate]) => typeof rate === 'number' && /^[^\r\n]*\S[^\r\n]*$/.test(domain),
  );
  if (!isFit) return undefined;
  return floors
    .map(([domain, rate]) => (domain === ALL_ITEMS ? `${rate}` : `${domain}: ${rate}`))
    .join('\n');
}

/** One line's floor; undefined when it is none. */
function floorOf(line: string): Floor | undefined {
  const colon = line.lastIndexOf(':');
  const domain = colon < 0 ? undefined : line.slice(0, colon).trim();
  const rate = decimal(0, 1)(line.slice(colon + 1).trim());
  return 'value' in rate && domain !== '' ? { domain, rate: rate.value } : undefined;
}
