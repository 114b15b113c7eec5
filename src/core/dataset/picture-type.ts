import type { PictureType } from './item.js';

/** A run of bytes at an offset, as Latin-1 text. */
interface Mark {
  readonly at: number;
  readonly is: string;
}

/**
 * How the formats begin that vision models take.
 *
 * @see https://mimesniff.spec.whatwg.org/#image-type-pattern-matching-algorithm
 */
const SIGNATURES: readonly { readonly type: PictureType; readonly marks: readonly Mark[] }[] = [
  { type: 'image/png', marks: [{ at: 0, is: '\x89PNG\r\n\x1a\n' }] },
  { type: 'image/jpeg', marks: [{ at: 0, is: '\xff\xd8\xff' }] },
  { type: 'image/gif', marks: [{ at: 0, is: 'GIF87a' }] },
  { type: 'image/gif', marks: [{ at: 0, is: 'GIF89a' }] },
  {
    type: 'image/webp',
    marks: [
      { at: 0, is: 'RIFF' },
      { at: 8, is: 'WEBPVP' },
    ],
  },
];

/**
 * The media type of a picture by its leading bytes; its name is not asked.
 *
 * @param bytes the file, or its first 14 bytes
 * @returns undefined when it is none of png, jpeg, gif, webp, and when there are too few bytes
 */
export function pictureTypeOf(bytes: Uint8Array): PictureType | undefined {
  return SIGNATURES.find(({ marks }) => marks.every((mark) => stands(bytes, mark)))?.type;
}

/** Whether a mark stands in the bytes. */
function stands(bytes: Uint8Array, { at, is }: Mark): boolean {
  return Array.from(is).every((mark, index) => bytes[at + index] === mark.charCodeAt(0));
}
