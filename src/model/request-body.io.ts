import type { Picture } from '../dataset/item.js';

/** Stands for a picture while the rest is written; hardly any text holds it. */
const PLACEHOLDER = '\u0000picture\u0000';

/** The placeholder as JSON writes it. */
const WRITTEN_PLACEHOLDER = JSON.stringify(PLACEHOLDER).slice(1, -1);

/** Bytes of a picture that are read at a time: of threes, as base64 is. */
const SLICE_BYTES = 192 * 1024;

/** Bytes that are encoded at a time, of threes: their base64 is a string too short to be costly. */
const STRING_BYTES = 48 * 1024;

/** A chunk holds an encoded slice and for most texts before or behind it. */
const CHUNK_BYTES = (SLICE_BYTES / 3) * 4 + 64 * 1024;

/** A request body that is written as it goes out. */
export interface EncodedBody {
  readonly sizeBytes: number;
  /** The whole of it, in chunks, written anew each time. Throws what reading a picture throws. */
  readonly chunks: () => Iterable<Uint8Array>;
}

/** A text, or a picture as base64. */
type Part = Uint8Array | Picture;

/**
 * A request body as the bytes of its JSON, with pictures as data URIs. These are read and written chunk
 * by chunk while the request goes out, so that no picture is ever held as a whole.
 *
 * @param body - the body: plain JSON data, and a {@link Picture} wherever its data URI is to stand
 */
export function encodeBody(body: Readonly<Record<string, unknown>>): EncodedBody {
  const parts = partsOf(body);
  const sizeBytes = parts.reduce((sum, part) => sum + sizeOf(part), 0);
  return { sizeBytes, chunks: () => chunksOf(parts, sizeBytes) };
}

/** Texts and pictures in turn. */
function partsOf(body: Readonly<Record<string, unknown>>): readonly Part[] {
  const pictures: Picture[] = [];
  const json = JSON.stringify(
    replacePictures(body, (picture) => {
      pictures.push(picture);
      return PLACEHOLDER;
    }),
  );
  const texts = json.split(WRITTEN_PLACEHOLDER);
  // Someone's text may hold the placeholder after all.
  if (texts.length !== pictures.length + 1) return [Buffer.from(inOnePiece(body))];
  return texts.flatMap((text, index) => {
    const picture = pictures[index];
    return picture === undefined
      ? [Buffer.from(text)]
      : [Buffer.from(text + headOf(picture)), picture];
  });
}

/** The bytes that a part takes. */
function sizeOf(part: Part): number {
  return part instanceof Uint8Array ? part.length : base64Size(part.sizeBytes);
}

/** The bytes that so many take as base64. */
function base64Size(bytes: number): number {
  return 4 * Math.ceil(bytes / 3);
}

/** All parts, one after the other, in as few chunks as there can be. */
function* chunksOf(parts: readonly Part[], sizeBytes: number): Iterable<Uint8Array> {
  let left = sizeBytes;
  let chunk = Buffer.alloc(0);
  let filled = 0;
  for (const { size, write } of piecesOf(parts)) {
    const full = chunk.subarray(0, filled);
    const isNew = filled + size > chunk.length;
    if (isNew) {
      left -= filled;
      filled = 0;
      chunk = Buffer.allocUnsafeSlow(Math.min(left, Math.max(size, CHUNK_BYTES)));
    }
    // Before anything is yielded: meanwhile another body may read the slice of a picture of its own.
    write(chunk, filled);
    filled += size;
    if (isNew && full.length > 0) yield full;
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}

/** Something that stands in one chunk, and how it gets there, at once. */
interface Piece {
  readonly size: number;
  readonly write: (chunk: Buffer, offset: number) => void;
}

/** Texts, and the slices of pictures as base64. */
function* piecesOf(parts: readonly Part[]): Iterable<Piece> {
  for (const part of parts) {
    if (part instanceof Uint8Array) {
      const write = (chunk: Buffer, offset: number): void => {
        chunk.set(part, offset);
      };
      yield { size: part.length, write };
      continue;
    }
    for (const slice of part.slices(SLICE_BYTES)) {
      const write = (chunk: Buffer, offset: number): void => {
        writeBase64(slice, chunk, offset);
      };
      yield { size: base64Size(slice.length), write };
    }
  }
}

/** Writes bytes as base64 at a place. */
function writeBase64(bytes: Uint8Array, target: Buffer, offset: number): void {
  const source = asBuffer(bytes);
  let end = offset;
  for (let start = 0; start < source.length; start += STRING_BYTES) {
    end += target.write(source.toString('base64', start, start + STRING_BYTES), end, 'latin1');
  }
}

/** The JSON of a body by the encoder alone. */
function inOnePiece(body: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(replacePictures(body, (each) => headOf(each) + wholeBase64(each)));
}

/** A value with texts in place of its pictures. The encoder could do it, at three times the cost. */
function replacePictures(value: unknown, textOf: (picture: Picture) => string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isPicture(value)) return textOf(value);
  if (Array.isArray(value)) return value.map((each) => replacePictures(each, textOf));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, replacePictures(each, textOf)]),
  );
}

/** A whole picture as base64. */
function wholeBase64({ slices }: Picture): string {
  return Array.from(slices(SLICE_BYTES), (slice) => asBuffer(slice).toString('base64')).join('');
}

/** What stands before a picture's bytes. */
function headOf({ mediaType }: Picture): string {
  return `data:${mediaType};base64,`;
}

/** The same bytes, not copied. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Whether a value is a picture. */
function isPicture(value: unknown): value is Picture {
  const isObject = typeof value === 'object' && value !== null;
  return isObject && 'slices' in value && typeof value.slices === 'function';
}
