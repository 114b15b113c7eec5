import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import {
  copyFileSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
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
  recognise,
  streamBase64,
  type DigestedFile,
} from '../../src/dataset/picture-bytes.io.js';
import { knownFile } from '../../src/dataset/read-inside.io.js';
import { readAscii, type SizedBytes, wholeBytes } from '../../src/sized-bytes.js';

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

/** How often this process holds a file open, as Linux says it. */
function openedBy(file: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(join('/proc/self/fd', fd)) === file;
    } catch {
      return false;
    }
  }).length;
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

/** The ways to read a file as base64. */
const WAYS: readonly (readonly [string, (file: DigestedFile) => Promise<SizedBytes>])[] = [
  ['as a whole', async (file) => wholeBytes(await readBase64(file))],
  [
    'while it is sent',
    async (file) => {
      const found = await recognise(file);
      return found.stamp === undefined ? wholeBytes(await readBase64(found)) : streamBase64(found);
    },
  ],
];

/** The bytes of a file that is read as base64, in some way. */
async function bytesOf(file: DigestedFile, read = WAYS[0]![1]): Promise<Buffer> {
  const read64 = await read(file);
  const base64 = await readAscii(read64);
  expect(base64).toHaveLength(read64.sizeBytes);
  const bytes = Buffer.from(base64, 'base64');
  // Padded, and nothing but base64.
  expect(bytes.toString('base64') === base64).toBe(true);
  return bytes;
}

describe.each(WAYS)('a file that was found, read %s,', (_way, read) => {
  test.each([0, 1, 2, 3, 4, 1000, 49_151, 49_152, 49_153, 147_457, 196_608, 524_289, 1_200_001])(
    'is read as it was, with %d bytes, settled or not',
    async (size) => {
      for (const laterMs of [5000, 0]) {
        const file = await known(size, laterMs);
        expect((await bytesOf(file, read)).equals(contentOf(size))).toBe(true);
      }
    },
  );

  test('is read whole by as many as want it at once', async () => {
    const file = await known(200_000, 5000);
    const both = await Promise.all([bytesOf(file, read), bytesOf(file, read)]);
    for (const bytes of both) expect(bytes.equals(contentOf(200_000))).toBe(true);
  });

  test.each(CHANGES)('gives nothing after %s', async (_name, change) => {
    for (const laterMs of [5000, 0]) {
      const before = await known(1000, laterMs);
      change();
      await expect(bytesOf(before, read)).rejects.toThrow();
      rmSync(path, { force: true });
    }
  });

  test('is as good as its copy, while its content is the same', async () => {
    const before = await known(1000, 5000);
    replaceByCopy();
    expect(await bytesOf(before, read)).toEqual(contentOf(1000));
  });
});

describe('a file that is read while it is sent', () => {
  test('is known by its times as soon as these tell a change', async () => {
    const fresh = await known(1000, 0);
    expect(fresh.stamp).toBeUndefined();
    expect(await recognise(fresh)).toEqual(fresh);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 5000);
    const settled = await recognise(fresh);
    expect(settled).toEqual({ ...fresh, stamp: expect.any(String) });
    expect(await recognise(settled)).toBe(settled);
    replaceByCopy();
    expect((await recognise(settled)).stamp).not.toBe(settled.stamp);
    writeFileSync(path, Buffer.alloc(1000, 8));
    await expect(recognise(settled)).rejects.toThrow('has changed');
    clock.mockRestore();
  });

  test('never becomes whole after a change meanwhile', async () => {
    const file = await known(600_000, 5000);
    const { chunks, sizeBytes } = streamBase64(file);
    let sentBytes = 0;
    const sendAll = async (): Promise<void> => {
      for await (const { length } of chunks) {
        if (sentBytes === 0) writeFileSync(path, Buffer.alloc(600_000, 8));
        sentBytes += length;
      }
    };
    await expect(sendAll()).rejects.toThrow('has changed');
    expect(sentBytes).toBeGreaterThan(0);
    expect(sentBytes).toBeLessThan(sizeBytes);
  });

  test('is sent on where only its times have changed, as after a link to it', async () => {
    const file = await known(600_000, 5000);
    let text = '';
    for await (const chunk of streamBase64(file).chunks) {
      if (text === '') linkSync(path, join(folder, 'other.png'));
      text += Buffer.from(chunk).toString('latin1');
    }
    expect(text === contentOf(600_000).toString('base64')).toBe(true);
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('gives back what it holds when nobody wants the rest', async () => {
    const file = await known(600_000, 5000);
    const closed: number[] = [];
    const { chunks } = streamBase64(file);
    for await (const chunk of chunks) {
      closed.push(openedBy(path));
      expect(chunk.length).toBeLessThan(600_000);
      break;
    }
    closed.push(openedBy(path));
    expect(closed).toEqual([1, 0]);
  });
});

test('a head is the first bytes, of a short file all', async () => {
  expect(Buffer.from(await readHead(await known(1000, 0)))).toEqual(contentOf(64));
  expect(Buffer.from(await readHead(await known(5, 0)))).toEqual(contentOf(5));
  expect((await digestFile(await known(1000, 0))).head).toEqual(Uint8Array.from(contentOf(64)));
});
