import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** A member of an archive; its path goes in as it is given, `../`, `/` and bytes that are no text included. */
export interface ArchiveMember {
  readonly path: string | Buffer;
  readonly content: string | Buffer;
  /** Makes the member a symbolic link to this path. */
  readonly linkTo?: string;
}

/** The version the toolkit computes for these paths on this machine. */
export function cacheVersion(paths: readonly string[]): string {
  const components = [...paths, hasZstd() ? 'zstd-without-long' : 'gzip', '1.0'];
  return createHash('sha256').update(components.join('|')).digest('hex');
}

/** Packs members as the toolkit would on this machine: zstd where it is installed, else gzip. */
export function packArchive(members: readonly ArchiveMember[]): Buffer {
  const tar = Buffer.concat([...members.map(pack), Buffer.alloc(1024)]);
  if (!hasZstd()) return gzipSync(tar);
  return spawnSync('zstd', ['--quiet', '--stdout'], { input: tar, maxBuffer: 2 ** 31 }).stdout;
}

function pack(member: ArchiveMember): Buffer {
  const content = Buffer.from(member.linkTo === undefined ? member.content : '');
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header(member, content.length), content, padding]);
}

function header(member: ArchiveMember, size: number): Buffer {
  const block = Buffer.alloc(512);
  const path = Buffer.from(member.path);
  if (path.length > 100) throw new Error(`a longer path than fits: ${path.toString()}`);
  path.copy(block);
  block.write('0000644\0' + '0000000\0' + '0000000\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write(' '.repeat(8), 148);
  block.write(member.linkTo === undefined ? '0' : '2', 156);
  block.write(member.linkTo ?? '', 157);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

let found: boolean | undefined;

function hasZstd(): boolean {
  found ??= spawnSync('zstd', ['--quiet', '--version']).status === 0;
  return found;
}
