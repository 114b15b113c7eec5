/** A letter drawn as strokes on a grid six units high. */
interface Glyph {
  readonly width: number;
  readonly d: string;
}

const GRID_HEIGHT = 6;
const GAP = 1.7;

const ROUND_O = 'M2 0Q4 0 4 3Q4 6 2 6Q0 6 0 3Q0 0 2 0Z';
const BOWL_P = 'M0 6V0H2.4Q4 0 4 1.7Q4 3.4 2.4 3.4H0';

const GLYPHS: ReadonlyMap<string, Glyph> = new Map(
  (
    [
      ['A', 4, 'M0 6L2 0L4 6M0.7 4H3.3'],
      ['B', 4, 'M0 3V0H2.4Q3.7 0 3.7 1.5Q3.7 3 2.4 3H0V6H2.5Q4 6 4 4.5Q4 3 2.4 3'],
      ['C', 4, 'M4 1Q3.3 0 2.2 0Q0 0 0 3Q0 6 2.2 6Q3.3 6 4 5'],
      ['D', 4, 'M0 0V6H1.8Q4 6 4 3Q4 0 1.8 0Z'],
      ['E', 3.6, 'M3.6 0H0V6H3.6M0 3H3'],
      ['F', 3.6, 'M3.6 0H0V6M0 3H3'],
      ['G', 4, 'M4 1Q3.3 0 2.2 0Q0 0 0 3Q0 6 2.2 6Q4 6 4 3.4H2.4'],
      ['H', 4, 'M0 0V6M4 0V6M0 3H4'],
      ['I', 0, 'M0 0V6'],
      ['J', 3, 'M3 0V4.4Q3 6 1.5 6Q0 6 0 4.6'],
      ['K', 4, 'M0 0V6M3.8 0L0 3.6M1.4 2.4L4 6'],
      ['L', 3.4, 'M0 0V6H3.4'],
      ['M', 4.6, 'M0 6V0L2.3 3.8L4.6 0V6'],
      ['N', 4, 'M0 6V0L4 6V0'],
      ['O', 4, ROUND_O],
      ['P', 4, BOWL_P],
      ['Q', 4, `${ROUND_O}M2.6 4.4L4.2 6.4`],
      ['R', 4, `${BOWL_P}M2 3.4L4 6`],
      ['S', 4, 'M3.9 1Q3.3 0 2 0Q0.1 0 0.1 1.5Q0.1 2.8 2 3Q4 3.2 4 4.5Q4 6 2 6Q0.6 6 0 5'],
      ['T', 4, 'M0 0H4M2 0V6'],
      ['U', 4, 'M0 0V4Q0 6 2 6Q4 6 4 4V0'],
      ['V', 4, 'M0 0L2 6L4 0'],
      ['W', 5.4, 'M0 0L1.4 6L2.7 1.5L4 6L5.4 0'],
      ['X', 4, 'M0 0L4 6M4 0L0 6'],
      ['Y', 4, 'M0 0L2 3L4 0M2 3V6'],
      ['Z', 4, 'M0 0H4L0 6H4'],
      ['0', 4, ROUND_O],
      ['1', 1.5, 'M0 1.3L1.5 0V6'],
      ['2', 4, 'M0.1 1.4Q0.3 0 2 0Q3.9 0 3.9 1.7Q3.9 2.9 0 6H4'],
      ['3', 4, 'M0.2 0.9Q0.8 0 2 0Q3.8 0 3.8 1.5Q3.8 2.9 1.6 2.9Q4 2.9 4 4.4Q4 6 2 6Q0.6 6 0 5'],
      ['4', 4, 'M3 6V0L0 4.2H4'],
      ['5', 4, 'M3.7 0H0.5L0.2 2.8Q1 2.2 2 2.2Q4 2.2 4 4.1Q4 6 2 6Q0.6 6 0 5.1'],
      ['6', 4, 'M3.6 0.6Q3 0 2.2 0Q0 0 0 3.8Q0 6 2 6Q4 6 4 4.1Q4 2.4 2.1 2.4Q0.4 2.4 0 4'],
      ['7', 4, 'M0 0H4L1.4 6'],
      [
        '8',
        4,
        'M2 2.9Q0.3 2.7 0.3 1.4Q0.3 0 2 0Q3.7 0 3.7 1.4Q3.7 2.7 2 2.9Q0 3.2 0 4.5Q0 6 2 6Q4 6 4 4.5Q4 3.2 2 2.9Z',
      ],
      ['9', 4, 'M0.4 5.4Q1 6 1.8 6Q4 6 4 2.2Q4 0 2 0Q0 0 0 1.9Q0 3.6 1.9 3.6Q3.6 3.6 4 2'],
      ['.', 0, 'M0 5.8V6'],
      [',', 0.6, 'M0.6 5.6L0 7'],
      [':', 0, 'M0 1.9V2.1M0 4.9V5.1'],
      ['!', 0, 'M0 0V3.9M0 5.8V6'],
      ['?', 3.4, 'M0 1.2Q0.3 0 1.7 0Q3.4 0 3.4 1.5Q3.4 2.7 1.7 3.3V4.2M1.7 5.8V6'],
      ['-', 2.4, 'M0 3H2.4'],
      ['+', 3, 'M0 3H3M1.5 1.5V4.5'],
      ['=', 3, 'M0 2.2H3M0 3.9H3'],
      ["'", 0, 'M0 0V1.3'],
      ['/', 2.6, 'M0 6L2.6 0'],
      ['*', 2.4, 'M1.2 0V2.4M0.1 0.6L2.3 1.8M2.3 0.6L0.1 1.8'],
      [
        '&',
        4,
        'M4 6L0.9 1.9Q0.5 0 1.8 0Q3 0 2.8 1.4Q2.6 2.4 1 3.2Q0 3.8 0 4.6Q0 6 1.6 6Q3.4 6 4 3.6',
      ],
      [
        '%',
        4.6,
        'M0.4 6L4.2 0M1 0Q2 0 2 1Q2 2 1 2Q0 2 0 1Q0 0 1 0ZM3.6 4Q4.6 4 4.6 5Q4.6 6 3.6 6Q2.6 6 2.6 5Q2.6 4 3.6 4Z',
      ],
      ['°', 1.4, 'M0.7 0Q1.4 0 1.4 0.7Q1.4 1.4 0.7 1.4Q0 1.4 0 0.7Q0 0 0.7 0Z'],
      [' ', 1.2, ''],
    ] as const
  ).map(([letter, width, d]) => [letter, { width, d }]),
);

function glyph(letter: string): Glyph {
  const found = GLYPHS.get(letter);
  if (found === undefined) throw new Error(`no drawing for the letter ${JSON.stringify(letter)}`);
  return found;
}

/** One letter of a line: its strokes and how far right it starts, in pixels. */
export interface PlacedLetter {
  readonly d: string;
  readonly dx: number;
}

/** A line of letters about the origin, with the scale from grid to pixels. */
export interface LetterLine {
  readonly scale: number;
  readonly dy: number;
  readonly letters: readonly PlacedLetter[];
}

/** Lays out one line of text, centred on the origin. */
export function layOut(words: string, size: number): LetterLine {
  const scale = size / GRID_HEIGHT;
  const glyphs = Array.from(words, glyph);
  const total = glyphs.reduce((sum, { width }) => sum + width + GAP, -GAP);
  let at = -total / 2;
  const letters = glyphs.map(({ width, d }) => {
    const dx = at * scale;
    at += width + GAP;
    return { d, dx };
  });
  return { scale, dy: -size / 2, letters: letters.filter(({ d }) => d !== '') };
}
