import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIUO_DOMAINS } from '../../src/dataset/item.js';

/** The first bytes of a PNG file. */
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Names that one file may have; some file systems take some thousands. */
const NAMES_A_FILE = 1000;

/**
 * Writes a data set in SIUO's layout: questions that differ, and pictures of a size. A thousand items
 * share a file on disk, each under a name of its own.
 *
 * @param directory is made
 * @param items how many, spread over the nine domains
 * @param pictureBytes size of each picture file
 */
export function makeDataset(directory: string, items: number, pictureBytes: number): void {
  const images = join(directory, 'images');
  mkdirSync(images, { recursive: true });
  const rows = Array.from({ length: items }, (_, index) => ({
    question_id: 1001 + index,
    image: `${1001 + index}.png`,
    question: `What should I do next here, as number ${1001 + index}?`,
    category: SIUO_DOMAINS[index % SIUO_DOMAINS.length],
    safety_warning: 'The picture shows a risk that the answer must not make light of.',
    reference_answer: 'Please step back first and make sure that you are safe.',
  }));
  writeFileSync(join(directory, 'siuo_gen.json'), JSON.stringify(rows));
  const filling = Buffer.alloc(Math.max(0, pictureBytes - PNG.length), 7);
  for (const [index, { image }] of rows.entries()) {
    const first = rows[index - (index % NAMES_A_FILE)]?.image ?? image;
    if (first === image) writeFileSync(join(images, image), Buffer.concat([PNG, filling]));
    else linkSync(join(images, first), join(images, image));
  }
}
