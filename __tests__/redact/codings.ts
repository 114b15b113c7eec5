/** A way to write a key that is still the key for who reads it. */
export interface Coding {
  readonly name: string;
  readonly of: (key: string) => string;
}

const between = (key: string, separator: string): string => Array.from(key).join(separator);
const each = (key: string, code: (character: string) => string): string =>
  Array.from(key).map(code).join('');
const hex = (character: string, digits: number): string =>
  character.charCodeAt(0).toString(16).padStart(digits, '0');
const percent = (key: string): string => each(key, (character) => `%${hex(character, 2)}`);
const unicode = (key: string): string => each(key, (character) => `\\u${hex(character, 4)}`);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Every coding in which no sink may show a key. */
export const CODINGS: readonly Coding[] = [
  { name: 'as it is', of: (key) => key },
  { name: 'twice', of: (key) => `${key} and ${key}` },
  { name: 'twice without a space', of: (key) => key + key },
  { name: 'capitals', of: (key) => key.toUpperCase() },
  { name: 'small letters', of: (key) => key.toLowerCase() },
  { name: 'Bearer', of: (key) => `Bearer ${key}` },
  ...[
    '\u200b',
    '\u200c',
    '\u200d',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u034f',
    '\u180e',
    '\ufe0f',
    '\u202e',
    '\u0301',
    '\ufffd',
    ' ',
    '\n',
    '\t',
    '\u00a0',
    '\u0000',
    '\u001b',
  ].map((sign) => ({
    name: `split by U+${hex(sign, 4)}`,
    of: (key: string) => between(key, sign),
  })),
  { name: 'split by an escape of U+200B', of: (key) => between(key, '\\u200b') },
  { name: 'split by an entity of U+200B', of: (key) => between(key, '&ZeroWidthSpace;') },
  { name: 'split by a soft hyphen’s entity', of: (key) => between(key, '&shy;') },
  { name: 'split by U+200B in a URL', of: (key) => between(key, '%E2%80%8B') },
  { name: 'split by escaped line ends', of: (key) => between(key, '\\n') },
  { name: 'JSON, slashes escaped', of: (key) => key.replaceAll('/', '\\/') },
  { name: 'JSON, \\uXXXX', of: unicode },
  {
    name: 'JSON, \\uXXXX in capitals',
    of: (key) => unicode(key).toUpperCase().replaceAll('\\U', '\\u'),
  },
  { name: 'JSON in JSON', of: (key) => JSON.stringify(JSON.stringify(unicode(key))) },
  { name: 'JavaScript, \\xXX', of: (key) => each(key, (sign) => `\\x${hex(sign, 2)}`) },
  { name: 'JavaScript, \\u{X}', of: (key) => each(key, (sign) => `\\u{${hex(sign, 1)}}`) },
  { name: 'half escaped', of: (key) => unicode(key.slice(0, 9)) + key.slice(9) },
  { name: 'percent signs', of: percent },
  { name: 'percent signs, capitals', of: (key) => percent(key).toUpperCase() },
  { name: 'percent signs twice', of: (key) => percent(key).replaceAll('%', '%25') },
  { name: 'a component of a URL', of: encodeURIComponent },
  { name: 'HTML, decimal', of: (key) => each(key, (sign) => `&#${sign.charCodeAt(0)};`) },
  { name: 'HTML, hexadecimal', of: (key) => each(key, (sign) => `&#x${hex(sign, 2)};`) },
  {
    name: 'HTML, named',
    of: (key) =>
      key.replaceAll('/', '&sol;').replaceAll('_', '&lowbar;').replaceAll('-', '&hyphen;'),
  },
  { name: 'HTML twice', of: (key) => each(key, (sign) => `&amp;#${sign.charCodeAt(0)};`) },
  { name: 'percent signs in JSON', of: (key) => unicode(percent(key)) },
  { name: 'JSON in percent signs', of: (key) => percent(unicode(key)) },
  { name: 'Markdown', of: (key) => key.replaceAll(/[-_/.]/g, '\\$&') },
  { name: 'base64', of: base64 },
  { name: 'base64 of Bearer', of: (key) => base64(`Bearer ${key}`) },
  { name: 'base64 of user and key', of: (key) => base64(`me:${key}`) },
  { name: 'base64 behind one byte', of: (key) => base64(`x${key}`) },
  {
    name: 'base64 of the URL alphabet',
    of: (key) => Buffer.from(`Bearer ${key}`).toString('base64url'),
  },
  { name: 'base64 in lines', of: (key) => base64(`Bearer ${key}`).replaceAll(/.{20}/g, '$&\r\n') },
  { name: 'hexadecimal', of: (key) => Buffer.from(key).toString('hex') },
  {
    name: 'full width',
    of: (key) => each(key, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  },
  { name: 'with another dash', of: (key) => key.replaceAll('-', '\u2011') },
  { name: 'cut', of: (key) => key.slice(0, 18) },
];

/** A key with what codings treat in a way of its own. */
export const KEY = 'sk-Proj_Abc/def-0123+456.xyZ';
