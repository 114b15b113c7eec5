import { layOut } from './letters.js';
import {
  SCENE_HEIGHT,
  SCENE_WIDTH,
  type FindIcon,
  type IconPart,
  type Part,
  type PathPart,
  type Scene,
  type TextPart,
} from './types.js';

const STROKE_OF_LETTERS = 1.05;

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Icons name their gradients and clips alike, so each placed icon gets names of its own. */
function withOwnIds(body: string, prefix: string): string {
  return body
    .replace(/\bid="([^"]+)"/g, `id="${prefix}$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${prefix}$1)`)
    .replace(/href="#([^"]+)"/g, `href="#${prefix}$1"`);
}

function drawIcon(part: IconPart, index: number, findIcon: FindIcon): string {
  const found = findIcon(part.name);
  if (found === undefined) throw new Error(`no icon named ${part.name}`);
  const scale = part.size / Math.max(found.width, found.height);
  const moves = [
    `translate(${number(part.x)} ${number(part.y)})`,
    `rotate(${number(part.rotate ?? 0)})`,
    `scale(${part.flip === true ? '-' : ''}${scale} ${scale})`,
    `translate(${-found.width / 2} ${-found.height / 2})`,
  ].join(' ');
  const body = withOwnIds(found.body, `p${index}-`);
  return `<g transform="${moves}" opacity="${part.opacity ?? 1}">${body}</g>`;
}

function drawPath(part: PathPart): string {
  const turn = part.rotate === undefined ? '' : ` transform="rotate(${part.rotate.join(' ')})"`;
  const stroke =
    part.stroke === undefined
      ? ''
      : ` stroke="${part.stroke}" stroke-width="${part.strokeWidth ?? 1}"`;
  const cap = ' stroke-linecap="round" stroke-linejoin="round"';
  return `<path d="${part.d}" fill="${part.fill}"${stroke}${cap} opacity="${part.opacity ?? 1}"${turn}/>`;
}

function drawText(part: TextPart): string {
  const { scale, dy, letters } = layOut(part.text, part.size);
  const strokes = letters.map(
    ({ d, dx }) =>
      `<path transform="translate(${number(dx)} ${number(dy)}) scale(${scale})" d="${d}"/>`,
  );
  const place = `translate(${number(part.x)} ${number(part.y)}) rotate(${part.rotate ?? 0})`;
  const pen = `fill="none" stroke="${part.color}" stroke-width="${STROKE_OF_LETTERS}"`;
  const cap = 'stroke-linecap="round" stroke-linejoin="round"';
  return `<g transform="${place}" ${pen} ${cap}>${strokes.join('')}</g>`;
}

function draw(part: Part, index: number, findIcon: FindIcon): string {
  if (part.kind === 'icon') return drawIcon(part, index, findIcon);
  if (part.kind === 'text') return drawText(part);
  return drawPath(part);
}

/** Draws parts, back to front, as SVG elements. */
export function composeParts(parts: readonly Part[], findIcon: FindIcon): string {
  return parts.map((part, index) => draw(part, index, findIcon)).join('\n');
}

/** Wraps SVG elements in a document of the given size. */
export function svgDocument(width: number, height: number, body: string): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size}>\n${body}\n</svg>\n`;
}

/** Draws a scene with an icon set, as an SVG document. */
export function composeScene(scene: Scene, findIcon: FindIcon): string {
  return svgDocument(SCENE_WIDTH, SCENE_HEIGHT, composeParts(scene.parts, findIcon));
}
