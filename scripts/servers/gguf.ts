// Model files as llama.cpp reads them (GGUF, version 3): the part of the format that small models need, and
// the way from quantised weights to whole numbers, whose kernels run on every processor.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { WEIGHTS, type Weights } from './weights.js';

/** A member of the file's head. An array of numbers is one of int32, as token types are. */
export type Member =
  | { readonly u32: number }
  | { readonly f32: number }
  | { readonly bool: boolean }
  | { readonly text: string }
  | { readonly texts: readonly string[] }
  | { readonly i32s: readonly number[] }
  | { readonly f32s: readonly number[] };

/** A tensor of floats; the shape begins with the slowest dimension. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const MAGIC = Buffer.from('GGUF');
const VERSION = 3;
const ALIGNMENT = 32;

/** The format's numbers for types of members. */
const TYPE = { u32: 4, i32: 5, f32: 6, bool: 7, text: 8, array: 9 } as const;

/** Bytes of a member by its type; text and arrays say their own length. */
const WIDTHS: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};

/** Writes a model file. */
export function writeGguf(
  path: string,
  members: Readonly<Record<string, Member>>,
  tensors: Readonly<Record<string, Tensor>>,
): void {
  const entries = Object.entries(members).map(([key, member]) => bytesOf(key, member));
  writeFile(path, {
    members: Buffer.concat(entries),
    count: entries.length,
    tensors: Object.entries(tensors).map(([name, { shape, values }]) => ({
      name,
      sizes: [...shape].reverse(),
      values: () => values,
    })),
  });
}

/** Writes a model file again, with every tensor as floats. Its size is four bytes per weight. */
export function dequantise(from: string, to: string): void {
  const file = new Reader(readFileSync(from));
  file.skip(MAGIC.length + 4);
  const [tensorCount, count] = [file.u64(), file.u64()];
  const start = file.at;
  for (let index = 0; index < count; index += 1) file.skipMember();
  const members = file.between(start);
  const tensors = Array.from({ length: tensorCount }, () => file.tensor());
  const data = padded(file.at);
  writeFile(to, {
    members,
    count,
    tensors: tensors.map(({ name, sizes, weights, offset }) => ({
      name,
      sizes,
      values: () => weights.read(file.bytes.subarray(data + offset), product(sizes)),
    })),
  });
}

/** What a file is made of: the members as bytes, and tensors whose floats are read one after the other. */
interface Parts {
  readonly members: Buffer;
  readonly count: number;
  readonly tensors: readonly {
    readonly name: string;
    /** The fastest dimension first, as the file has it. */
    readonly sizes: readonly number[];
    readonly values: () => Float32Array;
  }[];
}

function writeFile(path: string, { members, count, tensors }: Parts): void {
  let offset = 0;
  const heads = tensors.map(({ name, sizes }) => {
    const head = [text(name), u32(sizes.length), ...sizes.map(u64), u32(WEIGHTS.f32), u64(offset)];
    offset += padded(4 * product(sizes));
    return Buffer.concat(head);
  });
  const head = Buffer.concat([
    ...[MAGIC, u32(VERSION), u64(tensors.length), u64(count), members],
    ...heads,
  ]);
  const file = openSync(path, 'w');
  try {
    writeSync(file, withPadding(head));
    for (const { values } of tensors) {
      const floats = values();
      const bytes = Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength);
      writeSync(file, withPadding(bytes));
    }
  } finally {
    closeSync(file);
  }
}

/** Reads a file's head from its beginning. */
class Reader {
  at = 0;
  constructor(readonly bytes: Buffer) {}

  skip(length: number): void {
    this.at += length;
  }

  between(start: number): Buffer {
    return this.bytes.subarray(start, this.at);
  }

  u32(): number {
    this.at += 4;
    return this.bytes.readUInt32LE(this.at - 4);
  }

  u64(): number {
    this.at += 8;
    return Number(this.bytes.readBigUInt64LE(this.at - 8));
  }

  text(): string {
    const length = this.u64();
    this.at += length;
    return this.bytes.toString('utf8', this.at - length, this.at);
  }

  skipMember(): void {
    this.text();
    this.skipValue(this.u32());
  }

  tensor(): { name: string; sizes: number[]; weights: Weights; offset: number } {
    const name = this.text();
    const sizes = Array.from({ length: this.u32() }, () => this.u64());
    const type = this.u32();
    const weights = WEIGHTS.readers[type];
    if (weights === undefined)
      throw new Error(`${name} has weights of type ${type}, which nobody reads here`);
    return { name, sizes, weights, offset: this.u64() };
  }

  private skipValue(type: number): void {
    if (type === TYPE.text) this.text();
    else if (type === TYPE.array) {
      const inner = this.u32();
      for (let left = this.u64(); left > 0; left -= 1) this.skipValue(inner);
    } else this.skip(WIDTHS[type] ?? 0);
  }
}

function bytesOf(key: string, member: Member): Buffer {
  const one = (type: number, value: Buffer) => Buffer.concat([text(key), u32(type), value]);
  const many = (type: number, values: readonly Buffer[]) =>
    one(TYPE.array, Buffer.concat([u32(type), u64(values.length), ...values]));
  if ('u32' in member) return one(TYPE.u32, u32(member.u32));
  if ('f32' in member) return one(TYPE.f32, f32(member.f32));
  if ('bool' in member) return one(TYPE.bool, Buffer.from([member.bool ? 1 : 0]));
  if ('text' in member) return one(TYPE.text, text(member.text));
  if ('texts' in member) return many(TYPE.text, member.texts.map(text));
  if ('i32s' in member) return many(TYPE.i32, member.i32s.map(u32));
  return many(TYPE.f32, member.f32s.map(f32));
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function withPadding(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(padded(bytes.length) - bytes.length)]);
}

/** A length up to where the next tensor may begin. */
function padded(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}
