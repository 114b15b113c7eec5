import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanText, clipText } from '../../src/clean-text.js';
import { codeSpan, escapeMarkdown } from '../../src/report/markdown.js';
import { hostileText, isWellFormed } from '../fixtures/hostile-text.js';

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

/** What a renderer shows of escaped text. */
function shown(escaped: string): string {
  return escaped
    .replaceAll(/<\/?span>/g, '')
    .replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
      code === undefined ? (NAMED[name] ?? '?') : String.fromCodePoint(Number(code)),
    );
}

describe('escapeMarkdown', () => {
  it.each([
    ['self-harm', 'self-harm'],
    ['illegal activities & crime', 'illegal activities &amp; crime'],
    ['controversial topics, politics', 'controversial topics, politics'],
    ['@octocat', '<span>&#64;</span>octocat'],
    ['acme/app#12', 'acme/app<span>&#35;</span>12'],
    ['GH-7', 'GH<span>&#45;</span>7'],
    ['89abcdef01', '89abc<span>d</span>ef01'],
    ['https://x.example', 'https<span>&#58;</span>//x.example'],
    ['www.x.example', 'ww<span>w</span>.x.example'],
    [':smile:', '<span>&#58;</span>smile:'],
    ['a|b', 'a&#124;b'],
    ['<b>', '&lt;b&gt;'],
    ['1. x', '1&#46; x'],
    ['- x', '&#45; x'],
    ['$x$', '<span>$</span>x<span>$</span>'],
    ['a\r\n\r\n# b', 'a &#35; b'],
    ['a\u202Eb\u200Bc\uD800', 'a\uFFFDb\uFFFDc\uFFFD'],
    ['', ''],
  ])('writes %j as %j', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  it('shows and copies what it was given, and nothing else', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(shown(escapeMarkdown(text))).toBe(cleanText(text));
      }),
    );
  });

  it('leaves no character with a meaning', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const bare = escapeMarkdown(text)
          .replaceAll(/<span>[^<]+<\/span>/g, 'x')
          .replaceAll(/&(?:#\d+|amp|lt|gt);/g, 'x');
        expect(bare).not.toMatch(/[&<>`*_~[\]\\|#@$]|^[-+=]|^\d+[.)](?: |$)|[\r\n]/);
        expect(isWellFormed(bare)).toBe(true);
      }),
    );
  });

  it('leaves nothing that GitHub links in the text it renders', () => {
    const links = /@[\w-]|#\d|\b(GH|GHSA|CVE)-\w|\b[0-9a-f]{7,40}\b|www\.|:\/\/|:[\w+-]+:/i;
    fc.assert(
      fc.property(hostileText, (text) => {
        // GitHub looks for links in one text after the other; none reaches over the end of an element.
        const texts = escapeMarkdown(text).split(/<\/?span>/);
        for (const part of texts) expect(shown(part)).not.toMatch(links);
      }),
    );
  });
});

describe('codeSpan', () => {
  it.each([
    ['gpt-4.1', '`gpt-4.1`'],
    ['a`b', '``a`b``'],
    ['```', '```` ``` ````'],
    ['`x', '`` `x ``'],
    ['', ''],
    ['\n', ''],
  ])('writes %j as %j', (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });

  it('is one line whose fence does not occur inside', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const span = codeSpan(text);
        const [, fence = '', inside = ''] = /^(`*)(.*)$/su.exec(span) ?? [];
        const runs = inside.match(/`+/g) ?? [];
        expect(span).not.toMatch(/[\r\n]/);
        expect(runs.filter((run) => run === fence)).toHaveLength(span === '' ? 0 : 1);
        expect(span.endsWith(fence)).toBe(true);
      }),
    );
  });
});

describe('clipText', () => {
  it.each([
    ['self-harm', 9, 'self-harm'],
    ['self-harm', 5, 'self…'],
    ['😀😀😀', 2, '😀…'],
    ['ab  cd', 4, 'ab…'],
  ])('cuts %j to %d characters', (text, limit, expected) => {
    expect(clipText(text, limit)).toBe(expected);
  });

  it('never leaves half a character', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 20 }), (text, limit) => {
        const clipped = clipText(text, limit);
        expect(isWellFormed(clipped)).toBe(true);
        expect(Array.from(clipped).length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
