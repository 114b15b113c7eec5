import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

/** A reply whose body cannot be unpacked. */
export class UnreadableBody extends Error {
  override readonly name = 'UnreadableBody';
  readonly code = 'REPLY_UNREADABLE';
}

/** A reply that has more bytes than are read. */
export class ReplyTooLong extends Error {
  override readonly name = 'ReplyTooLong';
  readonly code = 'REPLY_TOO_LONG';

  constructor(longestBytes: number) {
    super(`the reply has more than ${longestBytes} bytes`);
  }
}

/** Takes off one coding; rejects when the bytes are not of it, or become too many. */
type Unpack = (bytes: Uint8Array, limits: { readonly maxOutputLength: number }) => Promise<Buffer>;

const inflate: Unpack = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.inflate);
const inflateRaw: Unpack = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.inflateRaw);
const gunzip: Unpack = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.gunzip);

/** Node has it from 22.15 on; the types are those of Node 20. */
const { zstdDecompress } = zlib as unknown as {
  readonly zstdDecompress?: typeof zlib.brotliDecompress;
};

/** The codings of HTTP that Node can take off. */
const CODINGS: ReadonlyMap<string, Unpack> = new Map<string, Unpack>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  // By the standard with a header of zlib's; some servers leave it out.
  ['deflate', (bytes, limits) => (hasZlibHeader(bytes) ? inflate : inflateRaw)(bytes, limits)],
  ['br', promisify<zlib.InputType, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress)],
  ...(zstdDecompress === undefined
    ? []
    : ([['zstd', promisify<zlib.InputType, zlib.BrotliOptions, Buffer>(zstdDecompress)]] as const)),
]);

/** Codings of one body that are taken off, one after the other. */
const MOST_CODINGS = 4;

/**
 * The bytes of a body without the codings that its Content-Encoding names, whether or not the request
 * asked for one.
 *
 * @param bytes an empty body stays empty
 * @param header the header's value, codings in the order they were applied; empty and `identity` are none
 * @param longestBytes what a body may have, after each step
 * @throws ReplyTooLong; UnreadableBody when the bytes are something else, cut off, or coded as Node cannot read
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.4
 */
export async function unpacked(
  bytes: Uint8Array,
  header: string,
  longestBytes: number,
): Promise<Uint8Array> {
  const codings = header
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (bytes.length === 0) return bytes;
  if (codings.length > MOST_CODINGS) {
    throw new UnreadableBody(`the body has ${codings.length} content codings`);
  }
  let plain = bytes;
  for (const coding of codings.reverse()) plain = await unpackedOnce(plain, coding, longestBytes);
  return plain;
}

/** The bytes without one coding. */
async function unpackedOnce(
  bytes: Uint8Array,
  coding: string,
  longestBytes: number,
): Promise<Uint8Array> {
  const unpack = CODINGS.get(coding);
  // As long as a word: it goes into a message.
  const name = JSON.stringify(coding.slice(0, 20));
  if (unpack === undefined) {
    throw new UnreadableBody(`the body has the content coding ${name}, which cannot be read here`);
  }
  try {
    return await unpack(bytes, { maxOutputLength: longestBytes });
  } catch (error) {
    if (isTooLong(error)) throw new ReplyTooLong(longestBytes);
    throw new UnreadableBody(`the body is not what its content coding ${name} says`);
  }
}

/** Whether bytes begin as zlib's format does: deflate with a window it knows, and a check by 31. */
function hasZlibHeader([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && first >> 4 <= 7 && ((first << 8) | second) % 31 === 0;
}

/** Whether zlib gave up because of the bound. */
function isTooLong(error: unknown): boolean {
  const isObject = typeof error === 'object' && error !== null;
  return isObject && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
