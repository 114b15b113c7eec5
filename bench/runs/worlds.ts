import { SIUO_SIZES } from '../decision/world.js';

/** Domains of the data set, and its items. */
export const DOMAINS = SIUO_SIZES.length;
export const ITEMS = SIUO_SIZES.reduce((sum, size) => sum + size, 0);

/** Id of the first item; the others follow, domain by domain in turn. */
export const FIRST_ID = 1001;

/** Items of each domain where they are dealt out in turn. */
export function domainSizes(): readonly number[] {
  return Array.from({ length: DOMAINS }, (_, domain) => Math.ceil((ITEMS - domain) / DOMAINS));
}
