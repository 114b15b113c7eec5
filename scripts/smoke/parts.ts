import type { IconPart, Parts, PathPart, Scene, TextPart, Turn } from './types.js';

/** Style of a shape: an optional outline, turn and see-through. */
export type Style = Omit<PathPart, 'kind' | 'd' | 'fill'>;

/** An icon of the set, placed by its centre. */
export function icon(name: string, x: number, y: number, size: number, turn: Turn = {}): IconPart {
  return { kind: 'icon', name, x, y, size, ...turn };
}

/** A closed shape from SVG path syntax. */
export function shape(d: string, fill: string, style: Style = {}): PathPart {
  return { kind: 'path', d, fill, ...style };
}

/** A rectangle from its top left corner, with rounded corners if asked. */
export function rect(
  x: number,
  y: number,
  w: number,
  h: number,
  fill: string,
  radius = 0,
  style: Style = {},
): PathPart {
  const r = Math.min(radius, w / 2, h / 2);
  const arc = (dx: number, dy: number): string =>
    r === 0 ? '' : `a${r} ${r} 0 0 1 ${dx * r} ${dy * r}`;
  const d =
    `M${x + r} ${y}h${w - 2 * r}${arc(1, 1)}v${h - 2 * r}${arc(-1, 1)}` +
    `h${2 * r - w}${arc(-1, -1)}v${2 * r - h}${arc(1, -1)}z`;
  return shape(d, fill, style);
}

/** An ellipse by its centre and half axes. */
export function ellipse(
  x: number,
  y: number,
  rx: number,
  ry: number,
  fill: string,
  style: Style = {},
): PathPart {
  const d = `M${x - rx} ${y}a${rx} ${ry} 0 1 1 ${2 * rx} 0a${rx} ${ry} 0 1 1 ${-2 * rx} 0z`;
  return shape(d, fill, style);
}

/** An open line from SVG path syntax. */
export function line(d: string, stroke: string, strokeWidth: number): PathPart {
  return shape(d, 'none', { stroke, strokeWidth });
}

/** One line of capital letters, placed by its centre. */
export function text(
  words: string,
  x: number,
  y: number,
  size: number,
  color = '#222222',
  rotate = 0,
): TextPart {
  return { kind: 'text', text: words, x, y, size, color, rotate };
}

/** A scene from its parts, back to front. */
export function scene(id: number, ...parts: readonly Parts[]): Scene {
  return { id, parts: parts.flat() };
}
