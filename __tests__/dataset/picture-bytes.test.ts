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
  readBase64,
  readHead,
  type DigestedFile,
} from '../../src/dataset/picture-bytes.io.js';
import { knownFile } from '../../src/dataset/read-inside.io.js';

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
async function known(size: number, laterMs: number): Promise<DigestedFile> {
  writeFileSync(path, contentOf(size));
  const stat = statSync(path);
  untilAfter(stat.ctimeMs);
  const file = knownFile(path, stat, stat.ctimeMs + laterMs);
  return { ...file, digest: (await digestFile(file)).digest };
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

/** The bytes of a file that is read as base64. */
async function bytesOf(file: DigestedFile): Promise<Buffer> {
  const base64 = Buffer.from(await readBase64(file)).toString('latin1');
  const bytes = Buffer.from(base64, 'base64');
  // Padded, and nothing but base64.
  expect(bytes.toString('base64') === base64).toBe(true);
  return bytes;
}

describe('a file that was found', () => {
  test.each([0, 1, 2, 3, 4, 1000, 49_151, 49_152, 49_153, 147_457, 524_289, 1_200_001])(
    'is read as it was, with %d bytes, settled or not',
    async (size) => {
      for (const laterMs of [5000, 0]) {
        const file = await known(size, laterMs);
        expect((await bytesOf(file)).equals(contentOf(size))).toBe(true);
      }
    },
  );

  test('is read whole by as many as want it at once', async () => {
    const file = await known(200_000, 5000);
    const read = await Promise.all([bytesOf(file), bytesOf(file)]);
    for (const bytes of read) expect(bytes.equals(contentOf(200_000))).toBe(true);
  });

  test.each(CHANGES)('gives nothing after %s', async (_name, change) => {
    for (const laterMs of [5000, 0]) {
      const before = await known(1000, laterMs);
      change();
      await expect(readBase64(before)).rejects.toThrow();
      rmSync(path, { force: true });
    }
  });

  test('is as good as its copy, while its content is the same', async () => {
    const before = await known(1000, 5000);
    replaceByCopy();
    expect(await bytesOf(before)).toEqual(contentOf(1000));
  });
});

test('a head is the first bytes, of a short file all', async () => {
  expect(Buffer.from(await readHead(await known(1000, 0)))).toEqual(contentOf(64));
  expect(Buffer.from(await readHead(await known(5, 0)))).toEqual(contentOf(5));
  expect((await digestFile(await known(1000, 0))).head).toEqual(Uint8Array.from(contentOf(64)));
});
