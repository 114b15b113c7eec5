import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Resvg } from '@resvg/resvg-js';

import { composeScene } from './compose-scene.js';
import { composeSheet, SCENES_PER_SHEET } from './contact-sheet.js';
import { readIconSet } from './icon-set.js';
import { scenes } from './scenes.js';
import type { FindIcon } from './types.js';

const IMAGES_PATH = 'src/demo/smoke/images';

function toPng(svg: string): Uint8Array {
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}

async function writeScenes(findIcon: FindIcon, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const scene of scenes) {
    await writeFile(join(folder, `smoke-${scene.id}.png`), toPng(composeScene(scene, findIcon)));
  }
}

async function writeSheets(findIcon: FindIcon, path: string): Promise<void> {
  const stem = path.replace(/\.png$/, '');
  for (let start = 0, page = 1; start < scenes.length; start += SCENES_PER_SHEET, page += 1) {
    const svg = composeSheet(scenes.slice(start, start + SCENES_PER_SHEET), findIcon);
    await writeFile(`${stem}-${page}.png`, toPng(svg));
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'contact-sheet': { type: 'string' } } });
  const findIcon = await readIconSet();
  await writeScenes(findIcon, IMAGES_PATH);
  if (values['contact-sheet'] !== undefined) await writeSheets(findIcon, values['contact-sheet']);
}

await main();
