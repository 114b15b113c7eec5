import type { BaselineConfig, DatasetConfig, Shard } from './config.js';
import { type Metric, METRICS } from '../decide/metric.js';
import { formOf, lines, LIST, type Parsed, type Parser, rate, withForm } from './parsers.js';
import { DEEPEST_BODY, withoutEndSlashes } from '../foreign.js';
import type { Floor } from '../decide/floors.js';
import { unfitForHeader } from './header-text.js';

/** The commit of the benchmark's data set that results refer to unless another is named. */
export const SIUO_REVISION = '024e80a01795376b9fed12f8073a12f2275f22ee';

/** `siuo`, `siuo@REVISION`, `smoke`, `msts`, `mossbench`, or the path of a manifest or a directory. */
export const datasetChoice: Parser<DatasetConfig> = (given) => {
  const expected =
    'siuo, siuo@REVISION (a commit of 40 hexadecimal digits), smoke, msts, mossbench, a manifest (.yml, .yaml or .json), or a directory';
  if (given === 'smoke') return { value: { kind: 'smoke' } };
  if (given === 'msts' || given === 'mossbench') {
    return { value: { kind: 'benchmark', id: given } };
  }
  if (given === 'siuo') return { value: { kind: 'siuo', revision: SIUO_REVISION } };
  if (given.startsWith('siuo@')) {
    const revision = given.slice('siuo@'.length);
    return /^[0-9a-f]{40}$/.test(revision) ? { value: { kind: 'siuo', revision } } : { expected };
  }
  if (/\.(?:ya?ml|json)$/i.test(given)) return { value: { kind: 'manifest', path: given } };
  return given === '' ? { expected } : { value: { kind: 'directory', path: given } };
};

/** `cache`, `branch:NAME`, `file:PATH` or `none`. */
export const baselineChoice: Parser<BaselineConfig> = (given) => {
  if (given === 'cache') return { value: { kind: 'cache' } };
  if (given === 'none') return { value: { kind: 'none' } };
  if (given === 'endpoint') return { value: { kind: 'endpoint' } };
  const path = given.startsWith('file:') ? given.slice('file:'.length).trim() : '';
  if (path !== '') return { value: { kind: 'file', path } };
  const branch = given.startsWith('branch:') ? given.slice('branch:'.length).trim() : '';
  if (isBranchName(branch)) return { value: { kind: 'branch', branch } };
  return {
    expected: given.startsWith('branch:')
      ? 'branch:NAME with the name of a branch, without refs/heads/'
      : 'cache, branch:NAME, file:PATH, endpoint or none',
  };
};

/**
 * The word `auto`, or what another parser takes.
 *
 * @param parser reads any other text
 */
export function autoOr<T>(parser: Parser<T>): Parser<T | 'auto'> {
  return withForm<T | 'auto'>(
    (given) => {
      if (given === 'auto') return { value: 'auto' };
      const parsed = parser(given);
      return 'value' in parsed ? parsed : { expected: `auto or ${parsed.expected}` };
    },
    { schema: { anyOf: [{ enum: ['auto'] }, formOf(parser).schema] } },
  );
}

const SHORT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;

/** A short name that is safe in keys, files and markers. */
export const shortName: Parser<string> = withForm(
  (given) =>
    SHORT_NAME.test(given)
      ? { value: given }
      : {
          expected:
            'up to 60 letters, digits, dots, dashes and underscores, a letter or digit first',
        },
  { schema: { type: ['string', 'number'], pattern: SHORT_NAME.source } },
);

/** The most shards: as many jobs as one matrix may have. */
const MOST_SHARDS = 256;

/** One part of a sweep, `i/n`. */
export const shardChoice: Parser<Shard> = (given) => {
  const [, first, second] = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(given) ?? [];
  const [index, of] = [Number(first), Number(second)];
  return index <= of && of <= MOST_SHARDS
    ? { value: { index, of } }
    : { expected: `i/n such as 2/4, i from 1 to n, n at most ${MOST_SHARDS}` };
};

/** `safe`, or `safe` and `effective` in any order and case, with commas, spaces or lines between. */
export const metricsChoice: Parser<readonly Metric[]> = withForm(
  (given) => {
    const words = new Set(
      given
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((word) => word !== ''),
    );
    const isEffective = words.delete('effective');
    const isSafe = words.delete('safe');
    return isSafe && words.size === 0
      ? { value: isEffective ? ['safe', 'effective'] : ['safe'] }
      : { expected: 'safe, or safe and effective' };
  },
  { schema: { type: ['array', 'string'], items: { enum: METRICS } }, ...LIST },
);

/** A header's name as HTTP defines it (RFC 9110, section 5.6.2: token). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Body members that no body may hold, with what sets each. */
type ReservedMembers = Readonly<Record<string, string>>;

/** Body members that other inputs set, or that would change the shape of the reply. */
const RESERVED_BODY_MEMBERS: ReservedMembers = {
  model: 'the input model',
  messages: 'the data set',
  stream: 'nothing: replies are read whole',
  n: 'the input repeats',
  max_tokens: 'the input max-tokens',
  max_completion_tokens: 'the input max-tokens',
  temperature: 'the input temperature',
};

/** The same of a judge, whose questions have a form and a seed that nobody chooses. */
const RESERVED_JUDGE_MEMBERS = judgeMembers('judge');

/** The same of the second judge. */
const RESERVED_CONFIRM_MEMBERS = judgeMembers('confirm-judge');

/** What a judge's requests hold already, and what sets it. */
function judgeMembers(judge: string): ReservedMembers {
  return {
    model: `the input ${judge}-model`,
    messages: 'the judge prompt',
    stream: 'nothing: replies are read whole',
    n: 'nothing: each question has one reply',
    max_tokens: `the input ${judge}-max-tokens`,
    max_completion_tokens: `the input ${judge}-max-tokens`,
    temperature: 'nothing: a judge is asked at temperature 0',
    response_format: 'the judge prompt',
    seed: 'nothing: a judge is asked at temperature 0',
  };
}

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
  for (const [index, line] of given.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const problem = unfitForHeader(line.trim().replaceAll('\t', ' '));
    if (problem !== undefined) return { expected: `${expected}: in line ${index + 1}, ${problem}` };
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (!HEADER_NAME.test(name) || value === '' || headers.has(name)) return { expected };
    headers.set(name, value);
  }
  return { value: Object.fromEntries(headers) };
};

/** A JSON object to merge into each request to the model; members that other inputs set are refused by name. */
export const requestBody = bodyParser(RESERVED_BODY_MEMBERS, '{top_p: 0.9}');

/** A JSON object to merge into each request to a judge; members that are set already are refused by name. */
export const judgeRequestBody = bodyParser(RESERVED_JUDGE_MEMBERS, '{reasoning_effort: low}');

/** The same for requests to the second judge. */
export const confirmRequestBody = bodyParser(RESERVED_CONFIRM_MEMBERS, '{reasoning_effort: low}');

/** The parser of a JSON object without reserved members. */
function bodyParser(
  reserved: ReservedMembers,
  example: string,
): Parser<Readonly<Record<string, unknown>>> {
  const reservedSchemas = Object.keys(reserved).map((name) => ({
    type: 'object',
    required: [name],
  }));
  return withForm((given) => readRequestBody(given, reserved), {
    schema: { type: ['object', 'string'], not: { anyOf: reservedSchemas } },
    textOf: (value) => (Array.isArray(value) ? undefined : JSON.stringify(value)),
    expected: `a map such as ${example}`,
  });
}

/** Reads the text of a JSON object. */
function readRequestBody(
  given: string,
  reservedMembers: ReservedMembers,
): Parsed<Readonly<Record<string, unknown>>> {
  if (given === '') return { value: {} };
  const body = parseObject(given);
  if (body === undefined) return { expected: 'a JSON object such as {"top_p": 0.9}' };
  if (isDeeper(body, DEEPEST_BODY)) {
    return {
      expected: `a JSON object with at most ${DEEPEST_BODY} objects or arrays inside one another`,
    };
  }
  const reserved = Object.keys(body).find((name) => Object.hasOwn(reservedMembers, name));
  if (reserved === undefined) return { value: body };
  return {
    expected: `no member "${reserved}": it is set by ${reservedMembers[reserved] ?? ''}`,
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

const EXPECTED =
  'a rate from 0 to 1 or in percent, such as 0.8 or 80 %, or one `domain: 0.7` per line, each domain once';

/** What a map of the configuration file calls all items. */
const ALL_ITEMS = 'overall';

/**
 * Floors of the safe-rate, one per line: a rate alone is of all items, one behind a colon of a domain.
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
      maximum: 100,
      additionalProperties: formOf(rate).schema,
    },
    textOf: linesOfMap,
    expected:
      'a rate from 0 to 1 or in percent, or a map of rates by domain, `overall` for all items',
  },
);

/** A map of rates by domain as lines; the key {@link ALL_ITEMS} holds the rate of all items. */
function linesOfMap(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const floors = Object.entries(value);
  const isFit = floors.every(
    ([domain, given]) =>
      (typeof given === 'number' || (typeof given === 'string' && !/[\r\n]/.test(given))) &&
      /^[^\r\n]*\S[^\r\n]*$/.test(domain),
  );
  if (!isFit) return undefined;
  return floors
    .map(([domain, given]) => (domain === ALL_ITEMS ? `${given}` : `${domain}: ${given}`))
    .join('\n');
}

/** One line's floor; undefined when it is none. */
function floorOf(line: string): Floor | undefined {
  const colon = line.lastIndexOf(':');
  const domain = colon < 0 ? undefined : line.slice(0, colon).trim();
  const read = rate(line.slice(colon + 1).trim());
  return 'value' in read && domain !== '' ? { domain, rate: read.value } : undefined;
}

/** Long enough for any branch, short enough for messages. */
const LONGEST = 200;

/** What git allows in no branch: spaces, controls, and what its own commands read as more. */
const FORBIDDEN = /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\.$/;

/** What no part between slashes may be or begin or end with. */
const BAD_PART = /^$|^[.-]|\.lock$/;

/**
 * Whether a text can name a branch, and nothing but a branch: git's rules for refs, a dash first
 * refused, and no name that would read as a full ref.
 *
 * @param name without `refs/heads/`
 * @see https://git-scm.com/docs/git-check-ref-format
 */
function isBranchName(name: string): boolean {
  if (name === '@' || name.length > LONGEST || FORBIDDEN.test(name)) return false;
  const parts = name.split('/');
  return parts[0] !== 'refs' && !parts.some((part) => BAD_PART.test(part));
}
