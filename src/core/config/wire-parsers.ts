import { DEEPEST_BODY, withoutEndSlashes } from '../foreign.js';
import { withForm, type Parsed, type Parser } from './parsers.js';

/** A header's name as HTTP defines it (RFC 9110, section 5.6.2: token). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Printable text of one line: what a header's value may hold here. */
const HEADER_VALUE = /^[\t\x20-\x7e\u0080-\u00ff]+$/;

/** Body members that other inputs set, or that would change the shape of the reply. */
const RESERVED_BODY_MEMBERS: Readonly<Record<string, string>> = {
  model: 'the input model',
  messages: 'the data set',
  stream: 'nothing: replies are read whole',
  n: 'the input repeats',
  max_tokens: 'the input max-tokens',
  max_completion_tokens: 'the input max-tokens',
  temperature: 'the input temperature',
};

/** A schema for each body that has such a member. */
const RESERVED_SCHEMAS = Object.keys(RESERVED_BODY_MEMBERS).map((name) => ({
  type: 'object',
  required: [name],
}));

/** The base URL of an API: http or https, no credentials, query or fragment; ends without a slash. */
export const baseUrl: Parser<string> = (given) => {
  const expected =
    'a base URL such as http://127.0.0.1:8000/v1, without credentials, query or fragment';
  if (!URL.canParse(given)) return { expected };
  const url = new URL(given);
  const isPlain =
    url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!isPlain || !/^https?:$/.test(url.protocol)) return { expected };
  return { value: `${url.origin}${withoutEndSlashes(url.pathname)}` };
};

/**
 * A URL as an error may show it: people put keys where credentials, query and fragment stand.
 *
 * @param given the text, a URL or not
 */
export function urlWithoutSecrets(given: string): string {
  return given.replace(/^([a-z]+:\/\/)?.*@/is, '$1***@').replace(/([?#]).*$/s, '$1***');
}

/** `Name: value` lines as a record with names in lower case; a repeated name is refused. */
export const headerLines: Parser<Readonly<Record<string, string>>> = (given) => {
  const expected = 'lines of the form Name: value, each name once';
  const headers = new Map<string, string>();
  for (const line of given.split(/\r?\n/).filter((each) => each.trim() !== '')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const isHeader = HEADER_NAME.test(name) && HEADER_VALUE.test(value);
    if (!isHeader || headers.has(name)) return { expected };
    headers.set(name, value);
  }
  return { value: Object.fromEntries(headers) };
};

/** A JSON object to merge into each request; members that other inputs set are refused by name. */
export const requestBody: Parser<Readonly<Record<string, unknown>>> = withForm(readRequestBody, {
  schema: { type: ['object', 'string'], not: { anyOf: RESERVED_SCHEMAS } },
  textOf: (value) => (Array.isArray(value) ? undefined : JSON.stringify(value)),
  expected: 'a map such as {top_p: 0.9}',
});

/** Reads the text of a JSON object. */
function readRequestBody(given: string): Parsed<Readonly<Record<string, unknown>>> {
  if (given === '') return { value: {} };
  const body = parseObject(given);
  if (body === undefined) return { expected: 'a JSON object such as {"top_p": 0.9}' };
  if (isDeeper(body, DEEPEST_BODY)) {
    return {
      expected: `a JSON object with at most ${DEEPEST_BODY} objects or arrays inside one another`,
    };
  }
  const reserved = Object.keys(body).find((name) => Object.hasOwn(RESERVED_BODY_MEMBERS, name));
  if (reserved === undefined) return { value: body };
  return {
    expected: `no member "${reserved}": it is set by ${RESERVED_BODY_MEMBERS[reserved] ?? ''}`,
  };
}

/** The JSON object a text holds, or undefined. */
function parseObject(given: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(given);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether objects and arrays stand inside one another more often than that. */
function isDeeper(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return most === 0 || Object.values(value).some((inner) => isDeeper(inner, most - 1));
}
