import { INPUTS, INPUT_NAMES, type InputName } from './inputs.js';
import type { InputTexts } from './parse-inputs.js';

/** A value of fewer characters is a switch, a number or a word, and no key. */
const SHORTEST_SECRET = 8;

/** A key of fewer characters than {@link SHORTEST_SECRET}, but so many, is one when it has letters and digits. */
const SHORTEST_KEY = 4;

/** Inputs of `Name: value` lines. */
const HEADER_INPUTS: ReadonlySet<InputName> = new Set([
  'headers',
  'judge-headers',
  'confirm-judge-headers',
  'baseline-headers',
]);

/** Secrets of the repository, which say nothing of whether an endpoint can be asked. */
const OF_NO_ENDPOINT: ReadonlySet<InputName> = new Set(['github-token', 'answers-key']);

/** Variables that hold a token or a key by themselves; some are those of other code in this process. */
const SECRET_VARIABLES = [
  'SIUO_GATE_API_KEY',
  'SIUO_GATE_JUDGE_API_KEY',
  'SIUO_GATE_CONFIRM_JUDGE_API_KEY',
  'SIUO_GATE_BASELINE_API_KEY',
  'SIUO_GATE_ANSWERS_KEY',
  'HF_TOKEN',
  'GITHUB_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
] as const;

/** Variables that hold the URL of a proxy, which may hold a password. */
const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'] as const;

/** Variables of what everybody may know of a run; a header may repeat one. */
const PUBLIC_VARIABLES = [
  'GITHUB_REPOSITORY',
  'GITHUB_REF',
  'GITHUB_HEAD_REF',
  'GITHUB_BASE_REF',
  'GITHUB_SHA',
  'GITHUB_RUN_ID',
  'GITHUB_WORKFLOW',
  'GITHUB_JOB',
  'GITHUB_ACTOR',
  'GITHUB_SERVER_URL',
] as const;

/** Names of headers whose value proves who somebody is. */
const CREDENTIAL_NAME = /auth|key|token|secret|cookie|pass|credential|session|sign|jwt|cert/i;

/** Names of headers that say what is spoken and by whom. */
const PUBLIC_NAME =
  /^(accept|accept-.+|content-type|user-agent|referer|http-referer|origin|x-title|.+-version|.+-beta)$/i;

/** Words before a credential that say of what kind it is. */
const SCHEME = /^(bearer|basic|digest|negotiate|token|api-?key|aws4-hmac-sha256)$/i;

/** A media type, or an address without credentials and without a query. */
const PUBLIC_VALUE = /^([a-z*]+\/[\w.+*-]+(;.*)?|https?:\/\/[^@?#\s]+)$/i;

/** A few words without a digit, such as `europe-west` or `production`. */
const PLAIN_WORDS = /^[a-z]+([-_. ][a-z]+)*$/i;

/** From so many characters on words may be a pass phrase. */
const LONGEST_PLAIN_WORDS = 15;

/** The texts of inputs as far as they are known. */
type KnownTexts = Partial<InputTexts>;

/** The variables of a process by name. */
type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Every text that must not be shown: keys, tokens, what proxies are told, and the values of headers with
 * the words, cookies and credentials in them.
 *
 * A text of fewer than 8 characters is none, unless it is a key or credential of 4 or more with both letters
 * and digits. Of a header whose name does not speak of credentials, neither is a media type, an address, a
 * word or two of up to 15 characters without a digit (`production`), nor what another input or the run
 * itself shows to everybody (the name of a model, the repository).
 *
 * @param texts the text of each input that is known; empty ones give nothing
 * @returns each once, the longest first
 */
export function secretsOf(texts: KnownTexts, environment: Variables): readonly string[] {
  const keys = [
    ...INPUT_NAMES.filter((name) => 'isSecret' in INPUTS[name] && !HEADER_INPUTS.has(name)).map(
      (name) => texts[name] ?? '',
    ),
    ...SECRET_VARIABLES.map((name) => environment[name] ?? ''),
  ].flatMap(linesOf);
  const open = openTexts(texts, environment);
  const secrets = [
    ...keys.filter(isKey),
    ...PROXY_VARIABLES.flatMap((name) =>
      [environment[name], environment[name.toLowerCase()]].flatMap(credentialsOfUrl),
    ),
    ...[...HEADER_INPUTS]
      .flatMap((name) => linesOf(texts[name] ?? ''))
      .flatMap((line) => secretsOfHeader(line, open)),
  ];
  return [...new Set(secrets)].sort((a, b) => b.length - a.length);
}

/** Whether a run was given a key, or headers, of the model or the judge. */
export function hasKeys(texts: InputTexts): boolean {
  return INPUT_NAMES.some(
    (name) => 'isSecret' in INPUTS[name] && !OF_NO_ENDPOINT.has(name) && texts[name].trim() !== '',
  );
}

/** The lines of a text that hold something. */
function linesOf(text: string): readonly string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What everybody may read: inputs that are no secrets, and where the run happens. */
function openTexts(texts: KnownTexts, environment: Variables): readonly string[] {
  return [
    ...INPUT_NAMES.filter((name) => !('isSecret' in INPUTS[name])).map((name) => texts[name] ?? ''),
    ...PUBLIC_VARIABLES.map((name) => environment[name] ?? ''),
  ];
}

/** Whether a key or a credential is long enough to be one. */
function isKey(value: string): boolean {
  if (value.length >= SHORTEST_SECRET) return true;
  return value.length >= SHORTEST_KEY && /\d/.test(value) && /[a-z]/i.test(value);
}

/** The secrets of a `Name: value` line. */
function secretsOfHeader(line: string, open: readonly string[]): readonly string[] {
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(colon, 0)).trim();
  const value = line.slice(colon + 1).trim();
  if (PUBLIC_NAME.test(name)) return [];
  // A line that is no header may be a key in the wrong place.
  const isCredential = colon < 0 || CREDENTIAL_NAME.test(name);
  const parts = [value, ...wordsOf(value)].filter((part) => !SCHEME.test(part));
  if (isCredential) return parts.filter(isKey);
  return parts.filter((part) => part.length >= SHORTEST_SECRET && !isOpen(part, open));
}

/** Whether the value of a header that names no credential is fit for everybody. */
function isOpen(value: string, open: readonly string[]): boolean {
  if (PUBLIC_VALUE.test(value) || open.some((text) => text.includes(value))) return true;
  return value.length <= LONGEST_PLAIN_WORDS && PLAIN_WORDS.test(value);
}

/** The words of a value, what stands behind `name=`, and what `Basic` says in base64. */
function wordsOf(value: string): readonly string[] {
  const words = value.split(/[\s;,]+/).filter((word) => word !== '');
  const values = words.map((word) => word.slice(word.indexOf('=') + 1).replaceAll('"', ''));
  const basic = /^basic\s+(\S+)$/i.exec(value)?.[1];
  const user = basic === undefined ? '' : decodedBase64(basic);
  return [...words, ...values, user, user.slice(user.indexOf(':') + 1)];
}

/** The text of base64; empty when it is none. */
function decodedBase64(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}

/** The user and the password of a URL, with and without their percent signs; a short user alone is none. */
function credentialsOfUrl(url: string | undefined): readonly string[] {
  const [, user = '', password = ''] =
    /^(?:[a-z0-9+]+:\/\/)?([^:@/\s]*)(?::([^@/\s]*))?@/i.exec(url?.trim() ?? '') ?? [];
  const plain = [user, password].map(unescapedPercent);
  const joined = [`${user}:${password}`, plain.join(':')];
  return [user, password, ...plain, ...(password === '' ? [] : joined)].filter(isKey);
}

/** A text without its percent signs; as it is where they are none of a URL. */
function unescapedPercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
