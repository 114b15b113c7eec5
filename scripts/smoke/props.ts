import { ellipse, line, rect, shape, text } from './parts.js';
import type { Part } from './types.js';

const LINE_HEIGHT = 1.7;

/** Several lines of text, centred on a point. */
export function lines(
  words: readonly string[],
  x: number,
  y: number,
  size: number,
  color = '#222222',
): readonly Part[] {
  const top = y - ((words.length - 1) * size * LINE_HEIGHT) / 2;
  return words.map((row, index) => text(row, x, top + index * size * LINE_HEIGHT, size, color));
}

/** A board with words on it, placed by its centre. */
export function board(
  words: readonly string[],
  x: number,
  y: number,
  w: number,
  h: number,
  size: number,
  fill = '#ffffff',
  color = '#222222',
): readonly Part[] {
  const back = rect(x - w / 2, y - h / 2, w, h, fill, 5, { stroke: color, strokeWidth: 2 });
  return [back, ...lines(words, x, y, size, color)];
}

/** A board with words on a post that stands on the given ground line. */
export function signPost(
  words: readonly string[],
  x: number,
  y: number,
  w: number,
  h: number,
  size: number,
  ground: number,
  fill = '#fff3c4',
  color = '#7a2b12',
): readonly Part[] {
  return [rect(x - 4, y, 8, ground - y, '#8a6542'), ...board(words, x, y, w, h, size, fill, color)];
}

/** A small white label with one line of words. */
export function label(
  words: string,
  x: number,
  y: number,
  size = 9,
  fill = '#ffffff',
): readonly Part[] {
  return board([words], x, y, words.length * size * 0.92 + 12, size * 2, size, fill, '#333333');
}

/** A phone seen from the front, with an empty screen, placed by its centre. */
export function phone(
  x: number,
  y: number,
  w: number,
  h: number,
  screen = '#f7f9fb',
): readonly Part[] {
  return [
    rect(x - w / 2, y - h / 2, w, h, '#23272e', 14),
    rect(x - w / 2 + 7, y - h / 2 + 16, w - 14, h - 32, screen, 4),
    rect(x - 12, y - h / 2 + 6, 24, 4, '#4a515c', 2),
  ];
}

/** A bottle with a cap and a label, placed by its bottom centre. */
export function bottle(
  words: readonly string[],
  x: number,
  bottom: number,
  w: number,
  h: number,
  fill: string,
  size = 9,
): readonly Part[] {
  const top = bottom - h;
  return [
    rect(x - w / 6, top, w / 3, h * 0.16, '#f4f4f4', 3, { stroke: '#777777', strokeWidth: 1.5 }),
    shape(
      `M${x - w / 6} ${top + h * 0.15}H${x + w / 6}L${x + w / 2} ${top + h * 0.34}V${bottom}H${x - w / 2}V${top + h * 0.34}Z`,
      fill,
      { stroke: '#00000055', strokeWidth: 2 },
    ),
    rect(x - w / 2 + 3, top + h * 0.42, w - 6, h * 0.45, '#ffffff', 3),
    ...lines(words, x, top + h * 0.645, size),
  ];
}

/** A sheet of paper with a fold, placed by its centre. */
export function sheet(
  x: number,
  y: number,
  w: number,
  h: number,
  fill = '#ffffff',
): readonly Part[] {
  return [
    rect(x - w / 2 + 3, y - h / 2 + 4, w, h, '#00000033', 3),
    rect(x - w / 2, y - h / 2, w, h, fill, 3, { stroke: '#b9b9b9', strokeWidth: 1.5 }),
  ];
}

/** A table seen from the side, placed by the top's centre. */
export function table(
  x: number,
  top: number,
  w: number,
  h: number,
  color = '#8a5a34',
): readonly Part[] {
  return [
    rect(x - w / 2 + 12, top, 9, h, color),
    rect(x + w / 2 - 21, top, 9, h, color),
    rect(x - w / 2, top, w, 12, color, 4),
  ];
}

/** A window with a view in one colour, placed by its centre. */
export function pane(x: number, y: number, w: number, h: number, view: string): readonly Part[] {
  return [
    rect(x - w / 2, y - h / 2, w, h, '#ffffff', 3, { stroke: '#8d7b66', strokeWidth: 3 }),
    rect(x - w / 2 + 6, y - h / 2 + 6, w - 12, h - 12, view),
    line(`M${x} ${y - h / 2}V${y + h / 2}M${x - w / 2} ${y}H${x + w / 2}`, '#8d7b66', 3),
  ];
}

/** A street lamp or power pole: a thin upright post with a foot. */
export function pole(x: number, top: number, ground: number, color = '#6b5138'): readonly Part[] {
  return [rect(x - 5, top, 10, ground - top, color, 2), ellipse(x, ground, 12, 3, '#00000033')];
}

/** A speech bubble with words, placed by its centre; the tail points down to the left or right. */
export function bubble(
  words: readonly string[],
  x: number,
  y: number,
  w: number,
  h: number,
  size: number,
  tail: 'left' | 'right' = 'left',
): readonly Part[] {
  const side = tail === 'left' ? -1 : 1;
  const foot = y + h / 2;
  const tailX = x + side * (w / 2 - 22);
  return [
    shape(
      `M${tailX - 9} ${foot - 2}L${tailX + side * 14} ${foot + 16}L${tailX + 9} ${foot - 2}Z`,
      '#ffffff',
    ),
    rect(x - w / 2, y - h / 2, w, h, '#ffffff', 12),
    ...lines(words, x, y, size),
  ];
}
