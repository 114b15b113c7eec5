/** How one type of weights is read. */
export interface Weights {
  /** So many weights from the beginning of these bytes, as floats. */
  readonly read: (bytes: Buffer, count: number) => Float32Array;
}

/** Weights of a type that comes in blocks. */
function inBlocks(
  size: number,
  width: number,
  readBlock: (block: Buffer, into: Float32Array) => void,
): Weights {
  return {
    read: (bytes, count) => {
      const values = new Float32Array(count);
      for (let index = 0; index < count / size; index += 1) {
        const block = bytes.subarray(index * width, (index + 1) * width);
        readBlock(block, values.subarray(index * size, (index + 1) * size));
      }
      return values;
    },
  };
}

/** A number of two bytes: a sign, five bits of exponent, ten of fraction. */
function half(bytes: Buffer, at: number): number {
  const bits = bytes.readUInt16LE(at);
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Two weights a byte: the first half of a block in the low bits, the second in the high ones. */
function nibbles(
  block: Buffer,
  at: number,
  into: Float32Array,
  value: (bits: number) => number,
): void {
  const middle = into.length / 2;
  for (let index = 0; index < middle; index += 1) {
    const byte = block[at + index] ?? 0;
    into[index] = value(byte & 15);
    into[index + middle] = value(byte >> 4);
  }
}

/** Types of weights by the format's numbers: those of the models used here. */
export const WEIGHTS: { readonly f32: 0; readonly readers: Readonly<Record<number, Weights>> } = {
  f32: 0,
  readers: {
    0: inBlocks(1, 4, (block, into) => (into[0] = block.readFloatLE(0))),
    1: inBlocks(1, 2, (block, into) => (into[0] = half(block, 0))),
    // Q4_0 and Q4_1: 32 weights of four bits, with a scale, and a smallest value or one in the middle.
    2: inBlocks(32, 18, (block, into) => {
      const scale = half(block, 0);
      nibbles(block, 2, into, (bits) => (bits - 8) * scale);
    }),
    3: inBlocks(32, 20, (block, into) => {
      const [scale, least] = [half(block, 0), half(block, 2)];
      nibbles(block, 4, into, (bits) => bits * scale + least);
    }),
    // Q8_0: 32 signed bytes with a scale.
    8: inBlocks(32, 34, (block, into) => {
      const scale = half(block, 0);
      for (let index = 0; index < 32; index += 1) into[index] = block.readInt8(2 + index) * scale;
    }),
  },
};
