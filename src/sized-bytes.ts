/** Bytes whose number is known before they are all there. */
export interface SizedBytes {
  readonly sizeBytes: number;
  /** One after the other; one that comes by and by holds until the next is asked for. */
  readonly chunks: readonly Uint8Array[] | AsyncIterable<Uint8Array>;
}

/** Bytes that are there as a whole. */
export function wholeBytes(bytes: Uint8Array): SizedBytes {
  return { sizeBytes: bytes.length, chunks: [bytes] };
}

/** Several bytes as one, not copied; none give none. */
export function joinBytes(parts: readonly SizedBytes[]): SizedBytes {
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  const chunks: Uint8Array[] = [];
  for (const part of parts) {
    if (!isArray(part.chunks)) return { sizeBytes, chunks: inTurn(parts) };
    chunks.push(...part.chunks);
  }
  return { sizeBytes, chunks };
}

/**
 * Text of letters below U+0080 that is given as bytes.
 *
 * @throws what a chunk that has to be fetched rejects with
 */
export async function readAscii({ chunks }: SizedBytes): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text;
}

/** The chunks of one part after those of the other. */
async function* inTurn(parts: readonly SizedBytes[]): AsyncIterable<Uint8Array> {
  for (const { chunks } of parts) yield* chunks;
}

/** Whether all chunks are there. `Array.isArray` does not tell a read-only array from others. */
function isArray(chunks: SizedBytes['chunks']): chunks is readonly Uint8Array[] {
  return Array.isArray(chunks);
}
