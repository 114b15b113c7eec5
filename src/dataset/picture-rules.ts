import type { PictureType } from './item.js';

/** Longest image name: its UTF-8 bytes and a temporary suffix have to fit the 255 of a file system. */
const LONGEST = 80;

/** What makes a name more than a name, in the order it is told. */
const RULES: readonly { readonly broken: RegExp; readonly problem: string }[] = [
  { broken: /[/\\]/, problem: 'must be a file name, not a path' },
  // Before dots: a drive letter or a Windows stream is named as what it is.
  { broken: /:/, problem: 'must be a file name without a colon' },
  { broken: /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u, problem: 'must hold printable characters only' },
  { broken: /^\./, problem: 'must not begin with a dot' },
  { broken: /^\s|[\s.]$/, problem: 'must not begin or end with a space, nor end with a dot' },
  {
    broken: new RegExp(`^.{${LONGEST + 1}}`, 'u'),
    problem: `must have ${LONGEST} characters at most`,
  },
  { broken: /^$/, problem: 'must not be empty' },
];

/**
 * What keeps a text from being the name of a picture inside the `images` folder: pictures are read
 * from disk and fetched by URL under this name, so a path would lead anywhere.
 *
 * @param name the field `image` of a row
 * @returns the first rule it breaks, as a clause; undefined when it is a plain file name
 */
export function imageNameProblem(name: string): string | undefined {
  return RULES.find(({ broken }) => broken.test(name))?.problem;
}

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
