import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodedForms } from '../../src/redact/decoded-text.js';
import { quickLook, runnerMasks } from '../../src/redact/secret-search.js';
import { redactorOf } from '../../src/redact/redactor.js';
import { CODINGS, KEY } from './codings.js';

const { text, json, value } = redactorOf([KEY, 'other-Secret-77', 'ab12', 'éclair-ключ-9']);

describe('a secret in a text', () => {
  test.each(CODINGS)('is hidden: $name', ({ of }) => {
    const shown = text(`before ${of(KEY)}`);
    expect(shown.replaceAll('and', '').replaceAll(/\[hidden\]|\s|Bearer/g, '')).toMatch(
      /^before["\\]*[A-Za-z0-9=]{0,12}["\\]*$/,
    );
    expect(shown).toContain('[hidden]');
  });

  test.each(CODINGS)('leaves what stands around it: $name', ({ of }) => {
    const shown = text(`before, ${of(KEY)}, after`);
    expect(shown).toMatch(/^before, .*, after$/s);
  });

  test('is hidden each time, and several next to each other', () => {
    expect(text(`${KEY}, ${KEY} other-secret-77 x ${KEY}`)).toBe(
      '[hidden], [hidden] [hidden] x [hidden]',
    );
    expect(text('éclair-ключ-9 ÉCLAIR-КЛЮЧ-9 e\u0301clair-ключ-9')).toBe(
      '[hidden] [hidden] [hidden]',
    );
  });

  test.each([
    ['ab12', '[hidden]'],
    ['key ab12.', 'key [hidden].'],
    ['AB12 cab12 ab123', '[hidden] cab12 ab123'],
  ])('that is short is hidden as a word only: %s', (given, shown) => {
    expect(text(given)).toBe(shown);
  });

  test('inside another leaves nothing of it behind', () => {
    const nested = redactorOf(['abcdefgh', 'abcdefghijklmn', 'efghijklmnopq']).text;
    expect(nested('abcdefghijklmn abcdefgh xefghijklmnopq abcdefghijklmnopq')).toBe(
      '[hidden] [hidden] x[hidden] [hidden]',
    );
  });

  test.each([8, 15, 27])('that is cut after %s characters at the end of the text', (length) => {
    const shown = redactorOf(['sk-abcdefghij']).text(`x sk-abcdefghij`.slice(0, 2 + length));
    expect(shown).toBe('x [hidden]');
  });

  test('of a URL is hidden without being known', () => {
    expect(text('http://me:pass@host:1/x and https://ghp_1@h')).toBe(
      'http://[hidden]@host:1/x and https://[hidden]@h',
    );
    expect(redactorOf([]).text('socks5://a:b@c')).toBe('socks5://[hidden]@c');
  });

  test('at the border of two parts of a long text is hidden', () => {
    for (const length of [262_130, 262_144, 262_150, 229_370]) {
      const shown = text(`${'x'.repeat(length)}${KEY}${'y'.repeat(300_000)}`);
      expect(shown).toBe(`${'x'.repeat(length)}[hidden]${'y'.repeat(300_000)}`);
    }
  });
});

describe('a text without a secret', () => {
  test('is left as it is, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (given) => {
        expect(text(given)).toBe(given);
      }),
    );
  });

  test.each(['sk-Proj', 'Abc/def', 'C:\\new\\table &copy; 100% %zz &#9999999; \\u{ffffff} %C3'])(
    'as %s',
    (given) => expect(text(given)).toBe(given),
  );

  test('and no secrets at all: nothing is hidden', () => {
    expect(redactorOf([]).text('a b')).toBe('a b');
    expect(redactorOf(['', '  ', '\u200b']).text('a \u200b b')).toBe('a \u200b b');
  });
});

describe('any secret in any text', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9_.+/=-]{8,40}$/);
  const noise = fc.string({ unit: 'grapheme', maxLength: 20 });

  test('is found in every coding', () => {
    const coding = fc.constantFrom(...CODINGS.filter(({ name }) => name !== 'cut'));
    fc.assert(
      fc.property(secret, noise, coding, (key, before, { of }) => {
        expect(redactorOf([key]).text(`${before} ${of(key)}`)).toContain('[hidden]');
      }),
      { numRuns: 1000 },
    );
  });

  test('is not there any more, and a second time changes nothing', () => {
    fc.assert(
      fc.property(fc.array(secret, { maxLength: 4 }), fc.array(noise), (keys, noises) => {
        const redactor = redactorOf(keys);
        const shown = redactor.text(
          noises.map((each, index) => each + (keys[index] ?? '')).join(''),
        );
        for (const key of keys) expect(shown).not.toContain(key);
        expect(redactor.text(shown)).toBe(shown);
      }),
    );
  });
});

describe('JSON', () => {
  test.each(CODINGS)('is searched decoded, and stays JSON: $name', ({ of }) => {
    const given = { a: [`x ${of(KEY)}`, 1, null, true], b: { [of(KEY)]: 'kept' } };
    const shown = json(JSON.stringify(given));
    const [first, ...others] = (JSON.parse(shown) as typeof given).a;
    expect(first).toContain('[hidden]');
    expect(others).toEqual([1, null, true]);
    expect(Object.keys((JSON.parse(shown) as typeof given).b)).toEqual([
      expect.stringContaining('[hidden]'),
    ]);
  });

  test.each(['{"a": "b",\n "n": 12345678901234567890}', '[]', 'true', '0.75', '', '{"a":'])(
    'without a secret is left as it came: %s',
    (given) => expect(json(given)).toBe(given),
  );

  test('with `\\/` and escapes of its own', () => {
    const escaped = KEY.replaceAll('/', '\\/').replace('s', '\\u0073');
    expect(json(`{"error":{"message":"key ${escaped} of ${escaped}"}}`)).toBe(
      '{"error":{"message":"key [hidden] of [hidden]"}}',
    );
  });

  test('that is torn is a text', () => expect(json(`{"a":"${KEY}`)).toBe('{"a":"[hidden]'));

  test('that is nested deeper than a stack is cut', () => {
    const deep = `${'['.repeat(100_000)}"${KEY}"${']'.repeat(100_000)}`;
    expect(json(deep)).toContain('[hidden]');
    expect(json(deep)).not.toContain(KEY);
  });
});

describe('a value', () => {
  test('without a secret is given back itself', () => {
    const given = { a: ['b', new Map([[1, { c: 'd' }]])], e: undefined, f: () => 'g' };
    expect(value(given)).toBe(given);
  });

  test('has each text cleaned, of arrays, maps and members', () => {
    const given = { a: [KEY, 1], b: new Map([['k', { c: KEY }]]), d: 'x', e: null };
    expect(value(given)).toEqual({
      a: ['[hidden]', 1],
      b: new Map([['k', { c: '[hidden]' }]]),
      d: 'x',
      e: null,
    });
  });

  test('of several parts, as a message’s content may be, is one text', () => {
    const parts = [
      { type: 'text', text: `It is ${KEY.slice(0, 9)}` },
      { type: 'image' },
      { type: 'text', text: KEY.slice(9) },
      ' and more',
    ];
    expect(value({ parts, others: ['sk-Pro', 1, 'j_A'] })).toEqual({
      parts: [
        { type: 'text', text: 'It is [hidden] and more' },
        { type: 'image' },
        { type: 'text', text: '' },
        '',
      ],
      others: ['sk-Pro', 1, 'j_A'],
    });
  });

  test('cannot set a prototype', () => {
    const given = JSON.parse(`{"__proto__":{"a":"${KEY}"}}`) as object;
    expect(JSON.stringify(value(given))).toBe('{"__proto__":{"a":"[hidden]"}}');
  });
});

describe('what the runner masks', () => {
  test('is the secret, and the codings that it does not mask by itself', () => {
    expect(runnerMasks('sk-a/b+c')).toEqual([
      'sk-a/b+c',
      'sk-a\\/b+c',
      'sk-a%2fb%2bc',
      '736b2d612f622b63',
    ]);
    expect(runnerMasks('swordfish')).toEqual(['swordfish', '73776f726466697368']);
    expect(runnerMasks('a/b1')).toEqual(['a/b1']);
  });
});

describe('the quick look', () => {
  // What it denies is not searched, so that it has to see all that a search would find.
  const { codes } = decodedForms('sk-very-secret-key')[0] ?? { codes: [] };
  const look = quickLook([{ codes, isWord: false }]);

  test.each([
    'sk-very-secret-key',
    'SK_very+secret-key',
    's\u200bk-very-secret-key',
    '&',
    '%',
    '\\',
  ])('may hold a secret: %s', (given) => expect(look(`some words ${given} and more`)).toBe(true));

  test.each(['some words', 'sk-very', 'ß ﷺ 图片 👍🏽 \ud800', ''])('holds none: %s', (given) => {
    expect(look(given)).toBe(false);
  });
});

describe('hostile texts take time linear in their length', () => {
  const many = redactorOf(
    Array.from({ length: 1000 }, (_, index) => `${'a'.repeat(60)}-secret-${index}`),
  ).text;

  test.each([
    'a',
    '\\',
    '\\u',
    '&',
    '&amp;',
    '%',
    '%25',
    '%e2',
    '://',
    '\u200b',
    'a\u200b',
    '&#',
    '{',
    '\ufdfa',
  ])('%j a million times', (sign) => {
    const given = sign.repeat(1_000_000 / sign.length);
    expect(many(`${given}x`).length).toBeGreaterThan(0);
  });
});
