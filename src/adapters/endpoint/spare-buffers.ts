/** Memory for request bodies that is used again, instead of being left to the collector at every call. */
export interface SpareBuffers {
  /** Memory of a size, its content whatever it was. */
  readonly take: (size: number) => Buffer;
  /** Takes memory back that nobody reads any more. */
  readonly give: (taken: Uint8Array) => void;
}

/** What is kept at most; more is left to the collector. Of what was never written, no memory is used. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Keeps memory in sizes of powers of two, so that bodies of about the same size share it. */
export function spareBuffers(): SpareBuffers {
  const spare = new Map<number, ArrayBufferLike[]>();
  let keptBytes = 0;
  return {
    take: (size) => {
      const capacity = 2 ** Math.ceil(Math.log2(Math.max(1, size)));
      const found = spare.get(capacity)?.pop();
      if (found === undefined) return Buffer.allocUnsafeSlow(capacity).subarray(0, size);
      keptBytes -= capacity;
      return Buffer.from(found, 0, size);
    },
    give: ({ buffer }) => {
      const capacity = buffer.byteLength;
      if (keptBytes + capacity > MOST_BYTES) return;
      keptBytes += capacity;
      const kept = spare.get(capacity);
      if (kept === undefined) spare.set(capacity, [buffer]);
      else kept.push(buffer);
    },
  };
}
