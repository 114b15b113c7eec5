import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escapeLogText } from '../../../../src/core/report/terminal/escape-log-text.js';
import { hostileText } from '../../../fixtures/hostile-text.js';

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
