import { icon, shape } from './parts.js';
import type { Part } from './types.js';

/** A head of the icon set on drawn shoulders; the head is placed by its centre. */
export function person(
  head: string,
  x: number,
  y: number,
  size: number,
  color: string,
): readonly Part[] {
  const top = y + size * 0.4;
  const half = size * 0.47;
  const foot = y + size * 0.92;
  const shoulders =
    `M${x - half} ${foot}V${top + size * 0.24}Q${x - half} ${top} ${x - half * 0.4} ${top}` +
    `H${x + half * 0.4}Q${x + half} ${top} ${x + half} ${top + size * 0.24}V${foot}Z`;
  return [shape(shoulders, color), icon(head, x, y, size)];
}

/** A man who wears a kippah. */
export function manWithKippah(x: number, y: number, size: number): readonly Part[] {
  const half = size * 0.24;
  const brim = y - size * 0.37;
  const cap = `M${x - half} ${brim}Q${x - half * 0.9} ${brim - size * 0.17} ${x} ${brim - size * 0.17}T${x + half} ${brim}Q${x} ${brim - size * 0.07} ${x - half} ${brim}Z`;
  return [
    ...person('man-beard-medium', x, y, size, '#39424f'),
    shape(cap, '#23408f', { stroke: '#f2e3a8', strokeWidth: 1.5 }),
  ];
}
