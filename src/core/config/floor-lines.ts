import type { Floor } from '../compare/floors.js';
import { decimal, lines, type Parser } from './parsers.js';

const EXPECTED = 'a rate from 0 to 1 such as 0.8, or one `domain: 0.7` a line, each domain once';

/**
 * Floors of the safe-rate, one a line: a rate alone is of all items, one behind a colon of a domain.
 * The last colon divides, since a domain's name may hold anything.
 */
export const floorLines: Parser<readonly Floor[]> = (given) => {
  const parsed = lines(given);
  const found = 'value' in parsed ? parsed.value.map(floorOf) : [];
  const floors = found.filter((floor) => floor !== undefined);
  const names = new Set(floors.map(({ domain }) => domain));
  return floors.length === found.length && names.size === floors.length
    ? { value: floors }
    : { expected: EXPECTED };
};

/** One line's floor; undefined when it is none. */
function floorOf(line: string): Floor | undefined {
  const colon = line.lastIndexOf(':');
  const domain = colon < 0 ? undefined : line.slice(0, colon).trim();
  const rate = decimal(0, 1)(line.slice(colon + 1).trim());
  return 'value' in rate && domain !== '' ? { domain, rate: rate.value } : undefined;
}
