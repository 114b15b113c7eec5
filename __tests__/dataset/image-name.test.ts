import { describe, expect, it } from '@jest/globals';
import { generationRow } from '../fakes/dataset.js';
import { faultOf, parse } from './support.js';

describe('when an image is more than a name', () => {
  it.each([
    ['images/a.png', 'not a path'],
    ['../a.png', 'not a path'],
    ['..\\a.png', 'not a path'],
    ['/etc/passwd', 'not a path'],
    ['\\\\server\\share', 'not a path'],
    ['C:a.png', 'without a colon'],
    ['a.png:stream', 'without a colon'],
    ['..', 'begin with a dot'],
    ['.', 'begin with a dot'],
    ['.hidden.png', 'begin with a dot'],
    ['a\u0000.png', 'printable'],
    ['a\u202egnp.png', 'printable'],
    ['a\n.png', 'printable'],
    [' a.png', 'space'],
    ['a.png ', 'space'],
    ['a.png.', 'nor end with a dot'],
    ['', 'must not be empty'],
    [`${'x'.repeat(80)}.png`, '80 characters at most'],
  ])('%j: %s', (image, problem) => {
    const line = faultOf(() => parse([generationRow(1, { image })]));
    expect(line).toContain('siuo_gen.json, row 1 (question_id 1), field image must');
    expect(line).toContain(problem);
  });

  it.each(['S-01.png', 'a b.jpeg', 'a..b.png', 'bild-ä.webp', '图.png', '100%.gif'])(
    'takes %j',
    (image) => {
      expect(parse([generationRow(1, { image })]).items[0]?.image).toBe(image);
    },
  );
});
