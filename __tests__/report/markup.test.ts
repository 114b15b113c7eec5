import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escapeHtml, html, htmlLines } from '../../src/report/markup.js';
import { hostileText, isWellFormed } from '../fixtures/hostile-text.js';

/** What a browser shows of escaped text. */
function shown(escaped: string): string {
  const named: Readonly<Record<string, string>> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    '#39': "'",
  };
  return escaped.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => named[name] ?? '');
}

describe('escapeHtml', () => {
  it.each([
    ['a & b', 'a &amp; b'],
    [`"<'>`, '&quot;&lt;&#39;&gt;'],
    [' a\n\t b ', ' a b '],
    ['\u202Ea\u0000\uD800', '\uFFFDa\uFFFD\uFFFD'],
    ['', ''],
  ])('writes %j as %j', (text, expected) => {
    expect(escapeHtml(text)).toBe(expected);
  });

  it('leaves no character with a meaning, none unseen, and loses none', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const escaped = escapeHtml(text);
        expect(escaped.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[&<>"']/);
        expect(escaped).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
        expect(isWellFormed(escaped)).toBe(true);
        expect(Array.from(shown(escaped))).toHaveLength(
          Array.from(text.replaceAll(/\s+/g, ' ')).length,
        );
      }),
    );
  });
});

describe('html', () => {
  it('escapes what is not markup, wherever it stands', () => {
    const names = ['<b>', 'a'].map((name) => html`<i title="${name}">${name}</i>`);
    expect(html`<b>${names}${7}</b>`.text).toBe(
      '<b><i title="&lt;b&gt;">&lt;b&gt;</i><i title="a">a</i>7</b>',
    );
  });
});

describe('htmlLines', () => {
  it.each([
    ['a\r\nb\rc\u2028d', '\na\nb\nc\nd'],
    ['\na', '\n\na'],
    ['  if x:\n\treturn  1', '\n  if x:\n\treturn 1'],
    [`${' '.repeat(50)}x`, `\n${' '.repeat(40)}x`],
  ])('writes %j as %j', (text, expected) => {
    expect(htmlLines(text).text).toBe(expected);
  });
});
