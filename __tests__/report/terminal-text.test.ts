import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { displayWidth, padCell, wrapText } from '../../src/report/terminal-text.js';
import { escapeLogText } from '../../src/clean-text.js';
import { hostileText } from '../fixtures/hostile-text.js';

describe('displayWidth', () => {
  it.each([
    ['self-harm', 9],
    ['漢字', 4],
    ['e\u0301', 1],
    ['😀', 2],
    ['', 0],
  ])('of %j is %d', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('padCell', () => {
  it.each([
    ['ab', 4, 'left', 'ab  '],
    ['ab', 4, 'right', '  ab'],
    ['abcdef', 4, 'left', 'abc…'],
    ['漢字漢字', 4, 'left', '漢… '],
  ] as const)('of %j in %d columns, %s, is %j', (text, width, align, expected) => {
    expect(padCell(text, width, align)).toBe(expected);
  });
});

describe('wrapText', () => {
  it('breaks between words, and leaves longer ones whole', () => {
    expect(wrapText('a bb incomprehensible c', 6)).toBe('a bb\nincomprehensible\nc');
  });
});

describe('escapeLogText', () => {
  it.each([
    ['::error::x', ': :error: :x'],
    [':::', ': : :'],
    ['##[error]x', '# #[error]x'],
    ['a\n::stop-commands::x', 'a : :stop-commands: :x'],
    ['\u001B[31mred', '\uFFFD[31mred'],
    ['qwen2.5-vl:7b', 'qwen2.5-vl:7b'],
  ])('writes %j as %j', (text, expected) => {
    expect(escapeLogText(text)).toBe(expected);
  });

  it('leaves no command and no escape sequence', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(escapeLogText(text)).not.toMatch(/::|##\[|\p{Cc}/u);
      }),
    );
  });
});
