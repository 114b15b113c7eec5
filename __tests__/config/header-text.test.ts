import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { unfitForHeader } from '../../src/config/header-text.js';
import { INPUT_NAMES, INPUTS } from '../../src/config/inputs.js';
import { parseInputs, type InputTexts } from '../../src/config/parse-inputs.js';

/** The error of inputs of which one has this text. */
function errorOf(name: string, text: string): unknown {
  const texts = Object.fromEntries(
    INPUT_NAMES.map((each) => [each, each === name ? text : INPUTS[each].default]),
  ) as InputTexts;
  try {
    parseInputs(texts);
  } catch (error) {
    return error;
  }
  return undefined;
}

const KEYS = ['api-key', 'judge-api-key', 'github-token'];

/** What was pasted along with a key, and how it is named. */
const PASTED: readonly (readonly [string, string])[] = [
  ['\u200b', 'a zero-width space (U+200B)'],
  ['\u200c', 'a zero-width non-joiner (U+200C)'],
  ['\u200d', 'a zero-width joiner (U+200D)'],
  ['\u00a0', 'a no-break space (U+00A0)'],
  ['\u00ad', 'a soft hyphen (U+00AD)'],
  ['\ufeff', 'a byte order mark (U+FEFF)'],
  ['\u2060', 'a word joiner (U+2060)'],
  ['\n', 'a line break (U+000A)'],
  ['\r\n', 'a line break (U+000D)'],
  ['\t', 'a tab (U+0009)'],
  ['\u201c', 'a curly quote (U+201C)'],
  ['\u2019', 'a curly quote (U+2019)'],
  ['\u2013', 'a dash that is no hyphen (U+2013)'],
  ['\u0007', 'a control character (U+0007)'],
  ['\u0085', 'a control character (U+0085)'],
  ['\u0430', 'a character of no key (U+0430)'],
  ['\ud83d', 'a character of no key (U+D83D)'],
];

describe.each(KEYS)('%s', (name) => {
  test.each(PASTED)('with %j within is refused by its place and kind', (pasted, kind) => {
    const error = errorOf(name, `sk-ab${pasted}cd12`);
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: `Input ${name} is a value that is not shown.`,
      remedy: expect.stringContaining(`character 6 of ${9 + pasted.length} is ${kind}`),
    });
    expect(JSON.stringify(error)).not.toContain('sk-ab');
  });

  test.each([' sk-1 ', 'sk-1\n', '\ufeffsk-1', 'sk-1\u00a0', 'a b', 'caf\u00e9', ''])(
    '%j is taken: white space around a key is not of it',
    (text) => {
      expect(errorOf(name, text)).toBeUndefined();
    },
  );
});

test('visible ASCII is always fit, and what is not never tells more than a place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const problem = unfitForHeader(text);
      if (/^[\x20-\x7e]*$/.test(text)) expect(problem).toBeUndefined();
      if (problem !== undefined) {
        expect(problem).toMatch(/^character \d+ of \d+ is an? [\w ,-]+ \(U\+[0-9A-F]{4,6}\)$/);
      }
    }),
  );
});
