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
import { knownFile, readAgain, type KnownFile } from '../../../src/adapters/dataset/read-again.js';

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
function known(size: number, laterMs: number): KnownFile {
  writeFileSync(path, Buffer.alloc(size, 7));
  const stat = statSync(path);
  untilAfter(stat.ctimeMs);
  return knownFile(path, stat, stat.ctimeMs + laterMs);
}

/** Waits until the file system's clock has gone on, so that what is done next has another time. */
function untilAfter(timeMs: number): void {
  const probe = join(folder, 'probe');
  do writeFileSync(probe, '');
  while (statSync(probe).ctimeMs <= timeMs);
}

/** What may happen to a file behind the gate's back. */
const CHANGES: readonly (readonly [string, () => void])[] = [
  ['other content of the same size', () => writeFileSync(path, Buffer.alloc(1000, 8))],
  ['a byte more', () => writeFileSync(path, Buffer.alloc(1001, 7))],
  ['a byte less', () => writeFileSync(path, Buffer.alloc(999, 7))],
  [
    'other content with the old times set',
    () => {
      const { atime, mtime } = statSync(path);
      writeFileSync(path, Buffer.alloc(1000, 8));
      utimesSync(path, atime, mtime);
    },
  ],
  [
    'another file in its place',
    () => {
      copyFileSync(path, `${path}.new`);
      renameSync(`${path}.new`, path);
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

describe('a file that was read', () => {
  test.each([0, 1000, 256 * 1024, 256 * 1024 + 1, 1_200_000])(
    'is read again as it was, with %d bytes',
    async (size) => {
      const bytes = await readAgain(known(size, 5000));
      expect(bytes && Buffer.from(bytes)).toEqual(Buffer.alloc(size, 7));
    },
  );

  test.each(CHANGES)('is not the same after %s', async (_name, change) => {
    const before = known(1000, 5000);
    change();
    expect(await readAgain(before)).toBeUndefined();
  });

  test.each([0, 999, -5000])(
    'is not known when it had changed %d ms before, as it might change unseen',
    async (laterMs) => {
      expect(await readAgain(known(1000, laterMs))).toBeUndefined();
    },
  );
});
