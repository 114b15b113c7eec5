import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  copyFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  digestFile,
  readHead,
  verifiedSlices,
  type DigestedFile,
} from '../../src/dataset/pictures.io.js';
import { knownFile } from '../../src/dataset/read-inside.io.js';
import { joined } from '../fixtures/picture-factory.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'again-'));
  path = join(folder, 'one.png');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What the file is known by, seen so long after it was written. */
function known(size: number, laterMs: number): DigestedFile {
  writeFileSync(path, contentOf(size));
  const stat = statSync(path);
  untilAfter(stat.ctimeMs);
  const file = knownFile(path, stat, stat.ctimeMs + laterMs);
  return { ...file, digest: digestFile(file).digest };
}

/** Bytes that differ from place to place. */
function contentOf(size: number): Buffer {
  return Buffer.from(new Uint8Array(size).map((_, index) => (index * 31) % 251));
}

/** Waits until the file system's clock has gone on, so that what is done next has another time. */
function untilAfter(timeMs: number): void {
  const probe = join(folder, 'probe');
  do writeFileSync(probe, '');
  while (statSync(probe).ctimeMs <= timeMs);
}

/** What may happen to a file behind the gate's back, and whether it still holds the same. */
const CHANGES: readonly (readonly [string, () => void])[] = [
  ['other content of the same size', () => writeFileSync(path, Buffer.alloc(1000, 8))],
  ['a byte more', () => writeFileSync(path, contentOf(1001))],
  ['a byte less', () => writeFileSync(path, contentOf(999))],
  [
    'other content with the old times set',
    () => {
      const { atime, mtime } = statSync(path);
      writeFileSync(path, Buffer.alloc(1000, 8));
      utimesSync(path, atime, mtime);
    },
  ],
  [
    'a link in its place',
    () => {
      renameSync(path, `${path}.old`);
      symlinkSync('/etc/hostname', path);
    },
  ],
  ['its removal', () => unlinkSync(path)],
];

/** Another file of the same content in its place. */
function replaceByCopy(): void {
  copyFileSync(path, `${path}.new`);
  renameSync(`${path}.new`, path);
}

/** Reads a file in slices; how many bytes were given before it failed, if it did. */
function slicesOf(file: DigestedFile, sliceBytes: number): { given: number; hasFailed: boolean } {
  let given = 0;
  try {
    for (const slice of verifiedSlices(file, sliceBytes)) given += slice.length;
    return { given, hasFailed: false };
  } catch {
    return { given, hasFailed: true };
  }
}

describe('a file that was found', () => {
  test.each([0, 1, 299, 300, 301, 1000, 1_200_000])(
    'is read as it was, with %d bytes, settled or not',
    async (size) => {
      for (const laterMs of [5000, 0]) {
        const file = known(size, laterMs);
        const slices = Array.from(verifiedSlices(file, 300), (slice) => Buffer.from(slice));
        expect(Buffer.concat(slices).equals(contentOf(size))).toBe(true);
        expect(slices.slice(0, -1).every(({ length }) => length === 300)).toBe(true);
      }
    },
  );

  test('is read anew each time, by as many as want it at once', async () => {
    const file = known(1000, 5000);
    const [one, other] = [verifiedSlices(file, 300), verifiedSlices(file, 300)];
    expect(joined(one)).toEqual(contentOf(1000));
    expect(joined(other)).toEqual(contentOf(1000));
  });

  test.each(CHANGES)('gives nothing after %s', async (_name, change) => {
    for (const laterMs of [5000, 0]) {
      const before = known(1000, laterMs);
      change();
      expect(slicesOf(before, 300)).toEqual({ given: 0, hasFailed: true });
      rmSync(path, { force: true });
    }
  });

  test('is as good as its copy, while its content is the same', async () => {
    const before = known(1000, 5000);
    replaceByCopy();
    expect(joined(verifiedSlices(before, 300))).toEqual(contentOf(1000));
  });

  test.each([
    ['another byte in it', () => writeFileSync(path, contentOf(1000).fill(9, 999))],
    ['its end cut off', () => writeFileSync(path, contentOf(500))],
  ])('is not given whole after %s half-way', async (_name, change) => {
    const file = known(1000, 5000);
    let given = 0;
    const read = (): void => {
      for (const slice of verifiedSlices(file, 300)) {
        if (given === 0) change();
        given += slice.length;
      }
    };
    expect(read).toThrow();
    expect(given).toBeLessThan(1000);
  });
});

test('a head is the first bytes, of a short file all', async () => {
  expect(readHead(known(1000, 0))).toEqual(contentOf(64));
  expect(readHead(known(5, 0))).toEqual(contentOf(5));
  expect(digestFile(known(1000, 0)).head).toEqual(Uint8Array.from(contentOf(64)));
});
