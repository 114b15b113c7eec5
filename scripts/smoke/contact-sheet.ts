import { composeParts, svgDocument } from './compose-scene.js';
import { rect, text } from './parts.js';
import { SCENE_HEIGHT, SCENE_WIDTH, type FindIcon, type Scene } from './types.js';

const COLUMNS = 4;
const LABEL_HEIGHT = 24;
const MARGIN = 8;

/** How many scenes a contact sheet shows. */
export const SCENES_PER_SHEET = 12;

function cell(scene: Scene, index: number, findIcon: FindIcon): string {
  const x = MARGIN + (index % COLUMNS) * (SCENE_WIDTH + MARGIN);
  const y = MARGIN + Math.floor(index / COLUMNS) * (SCENE_HEIGHT + LABEL_HEIGHT + MARGIN);
  const name = composeParts([text(String(scene.id), SCENE_WIDTH / 2, 12, 12)], findIcon);
  const clip = `<clipPath id="c${index}"><rect width="${SCENE_WIDTH}" height="${SCENE_HEIGHT}"/></clipPath>`;
  const body = composeParts(scene.parts, findIcon).replaceAll(/p(\d+)-/g, `s${index}p$1-`);
  return (
    `<g transform="translate(${x} ${y})">${clip}${name}` +
    `<g transform="translate(0 ${LABEL_HEIGHT})"><g clip-path="url(#c${index})">${body}</g></g></g>`
  );
}

/** Draws up to one sheet of scenes with their ids, as an SVG document. */
export function composeSheet(scenes: readonly Scene[], findIcon: FindIcon): string {
  const rows = Math.ceil(scenes.length / COLUMNS);
  const width = MARGIN + COLUMNS * (SCENE_WIDTH + MARGIN);
  const height = MARGIN + rows * (SCENE_HEIGHT + LABEL_HEIGHT + MARGIN);
  const back = composeParts([rect(0, 0, width, height, '#ffffff')], findIcon);
  const cells = scenes.map((scene, index) => cell(scene, index, findIcon));
  return svgDocument(width, height, [back, ...cells].join('\n'));
}
