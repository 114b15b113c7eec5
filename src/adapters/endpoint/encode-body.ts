import type { Picture } from '../../core/dataset/item.js';

/** Stands for a picture while the rest is written; hardly any text holds it. */
const PLACEHOLDER = '\u0000picture\u0000';

/** The placeholder as JSON writes it. */
const WRITTEN_PLACEHOLDER = JSON.stringify(PLACEHOLDER).slice(1, -1);

/** Bytes that are encoded at a time, of threes: their base64 is a string too short to be costly. */
const SLICE_BYTES = 48 * 1024;

/**
 * A request body as the bytes of its JSON, with pictures as data URIs. These are written into the body
 * slice by slice: a string of a whole picture takes ten times as long to make, and its memory again.
 *
 * @param body - the body: plain JSON data, and a {@link Picture} wherever its data URI is to stand
 */
export function encodeBody(body: Readonly<Record<string, unknown>>): Uint8Array {
  const pictures: Picture[] = [];
  const json = JSON.stringify(body, (_key, value: unknown) => {
    if (!isPicture(value)) return value;
    pictures.push(value);
    return PLACEHOLDER;
  });
  const texts = json.split(WRITTEN_PLACEHOLDER);
  // Someone's text may hold the placeholder after all.
  if (texts.length !== pictures.length + 1) return Buffer.from(inOnePiece(body));
  const parts = texts.flatMap((text, index) => [text + headOf(pictures[index]), pictures[index]]);
  const encoded = Buffer.allocUnsafeSlow(parts.reduce((sum, part) => sum + sizeOf(part), 0));
  parts.reduce<number>((offset, part) => offset + write(part, encoded, offset), 0);
  return encoded;
}

/** A text, a picture's bytes as base64, or nothing. */
type Part = string | Picture | undefined;

/** The bytes that a part takes. */
function sizeOf(part: Part): number {
  if (typeof part === 'string') return Buffer.byteLength(part);
  return part === undefined ? 0 : 4 * Math.ceil(part.bytes.length / 3);
}

/** Writes a part at a place, and gives the number of bytes it took. */
function write(part: Part, target: Buffer, offset: number): number {
  if (typeof part === 'string') return target.write(part, offset);
  if (part === undefined) return 0;
  const bytes = asBuffer(part);
  let end = offset;
  for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
    end += target.write(bytes.toString('base64', start, start + SLICE_BYTES), end, 'latin1');
  }
  return end - offset;
}

/** The JSON of a body by the encoder alone. */
function inOnePiece(body: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(body, (_key, value: unknown) =>
    isPicture(value) ? headOf(value) + asBuffer(value).toString('base64') : value,
  );
}

/** What stands before a picture's bytes. */
function headOf(picture: Picture | undefined): string {
  return picture === undefined ? '' : `data:${picture.mediaType};base64,`;
}

/** The bytes of a picture, not copied. */
function asBuffer({ bytes }: Picture): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Whether a value is a picture. */
function isPicture(value: unknown): value is Picture {
  const isObject = typeof value === 'object' && value !== null;
  return isObject && 'bytes' in value && value.bytes instanceof Uint8Array;
}
