import { describe, expect, it } from '@jest/globals';
import {
  displayWidth,
  padCell,
  wrapText,
} from '../../../../src/core/report/terminal/display-width.js';

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
