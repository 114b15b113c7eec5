import { z } from 'zod';

/*
 * Schemas check every element before they count them, and collect what is wrong with each. So what others
 * wrote is cut before it is checked: to one element more than may be there, which is refused.
 */

/**
 * A list of at most so many elements.
 *
 * @param list the schema of the list, without a bound
 * @param most how many elements there may be
 */
export function boundedList<List extends z.ZodArray>(
  list: List,
  most: number,
): z.ZodPreprocess<List> {
  return z.preprocess((value) => cut(value, most), list.max(most));
}

/**
 * The same of elements that are many: what is behind the first faulty one is not looked at.
 *
 * @param list the schema of the list, without a bound
 * @param most how many elements there may be
 */
export function longList<List extends z.ZodArray>(list: List, most: number): z.ZodPreprocess<List> {
  const upToFault = (value: unknown): unknown => {
    const elements = cut(value, most);
    if (!Array.isArray(elements)) return elements;
    const fault = elements.findIndex((each) => !z.safeParse(list.element, each).success);
    return fault === -1 ? elements : elements.slice(0, fault + 1);
  };
  return z.preprocess(upToFault, list.max(most));
}

/**
 * An object of any members, at most so many.
 *
 * @param record the schema of the object
 * @param most how many members there may be
 */
export function boundedRecord<Members extends z.ZodRecord>(
  record: Members,
  most: number,
): z.ZodPreprocess<Members> {
  const bounded = record.refine((members) => Object.keys(members).length <= most, {
    error: `Too big: expected object to have <=${most} members`,
  });
  return z.preprocess((value) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? Object.fromEntries(Object.entries(value).slice(0, most + 1)) : value;
  }, bounded);
}

/** The first elements of a list, one more than there may be; anything else stays. */
function cut(value: unknown, most: number): unknown {
  return Array.isArray(value) && value.length > most ? value.slice(0, most + 1) : value;
}
