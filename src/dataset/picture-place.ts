import type { Manifest } from './manifest.js';
import { cellFault, cellOf, type CellPlace, type Row } from './tables.js';

/** Where a picture is: below the manifest's folder, or on the web. */
export type PicturePlace = { readonly path: string } | { readonly url: string };

/** A column in braces. */
const COLUMN = /\{([^{}]+)\}/g;

/** What no part of a path may be or hold, wherever it comes from. */
const STEPS = /(?:^|\/)\.\.?(?:\/|$)|\\|^\/|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Characters of a path or an address. */
const LONGEST = 2000;

/**
 * Where the picture of a row is. A path stays below the folder, and a value cannot change the host of an address; a
 * column that stands alone holds whole addresses.
 *
 * @param template of the manifest
 * @throws GateError DATASET_INVALID for a value that is empty, leads outside, or is no address
 */
export function picturePlace(
  template: Manifest['picture'],
  row: Row,
  place: CellPlace,
): PicturePlace {
  if ('url' in template) {
    const alone = /^\{([^{}]+)\}$/.exec(template.url)?.[1];
    if (alone !== undefined) return { url: addressOf(row, alone, place) };
    return { url: filled(template.url, row, place, encodeURIComponent) };
  }
  const path = filled(template.path, row, place, (part) => part);
  if (!STEPS.test(path) && !path.includes(':')) return { path };
  throw cellFault(place, template.path, 'must name a picture inside the folder', path);
}

/** A whole address of a row. */
function addressOf(row: Row, column: string, place: CellPlace): string {
  const address = cellOf(row, column, place);
  if (address.length <= LONGEST && /^https?:\/\//i.test(address)) return address;
  throw cellFault(place, column, 'must be an address of the web', address);
}

/** A template with its columns filled in, each part of a path by itself. */
function filled(
  template: string,
  row: Row,
  place: CellPlace,
  encode: (part: string) => string,
): string {
  const text = template.replaceAll(COLUMN, (_, column: string) => {
    const value = cellOf(row, column, place);
    if (value === '' || value.length > LONGEST || STEPS.test(value)) {
      throw cellFault(place, column, 'must name a picture, without a step up or a root', value);
    }
    return value.split('/').map(encode).join('/');
  });
  if (text.length <= LONGEST) return text;
  throw cellFault(place, template, `must have ${LONGEST} characters at most`, text);
}
