import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkspaceFiles } from '../../src/files.io.js';

let folder: string;
let root: string;
let outside: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'workspace-')));
  root = join(folder, 'workspace');
  outside = join(folder, 'workspace-outside');
  await mkdir(root);
  await mkdir(outside);
});

afterEach(() => rm(folder, { recursive: true }));

const OUT = expect.objectContaining({ code: 'CONFIG_INVALID' });

describe('workspace files', () => {
  test('writes with folders, replaces, and leaves no draft', async () => {
    const files = createWorkspaceFiles(root);
    expect(await files.write('a/b/c.json', 'one')).toBe(join(root, 'a/b/c.json'));
    await files.write('a/b/c.json', 'two');
    expect(await readFile(join(root, 'a/b/c.json'), 'utf8')).toBe('two');
    expect(await readdir(join(root, 'a/b'))).toEqual(['c.json']);
    // 0o644 less the umask: nobody but the owner may write.
    expect((await stat(join(root, 'a/b/c.json'))).mode & 0o133).toBe(0);
  });

  test('reads what fits, tells absent and too large', async () => {
    const files = createWorkspaceFiles(root);
    await writeFile(join(root, 'x'), '12345');
    expect(await files.read('x', 5)).toEqual({ kind: 'found', bytes: Buffer.from('12345') });
    expect(await files.read('x', 4)).toEqual({ kind: 'too-large' });
    expect(await files.read('y', 4)).toEqual({ kind: 'absent' });
    expect(await files.read('x/y', 4)).toEqual({ kind: 'absent' });
  });

  test.each(['../x', 'a/../../x', '/etc/passwd', '.', '', '../workspace-outside/x'])(
    'refuses %j',
    async (path) => {
      const files = createWorkspaceFiles(root);
      await expect(files.read(path, 10)).rejects.toEqual(OUT);
      await expect(files.write(path, 'x')).rejects.toEqual(OUT);
    },
  );

  test('a name that begins with dots is fine', async () => {
    await createWorkspaceFiles(root).write('..x/.siuo-gate', 'x');
    expect(await readdir(root)).toEqual(['..x']);
  });

  test('an absolute path inside is fine', async () => {
    expect(await createWorkspaceFiles(root).write(join(root, 'x'), 'x')).toBe(join(root, 'x'));
  });

  test.each([
    ['the folder alongside', () => outside],
    ['the folder above', () => folder],
    ['the root', () => '/'],
  ])('refuses a folder that is a link to %s', async (_name, target) => {
    await symlink(target(), join(root, 'link'));
    const files = createWorkspaceFiles(root);
    await expect(files.read('link/x', 10)).rejects.toEqual(OUT);
    await expect(files.write('link/new/x', 'x')).rejects.toEqual(OUT);
    expect(await readdir(outside)).toEqual([]);
  });

  test('refuses to read a link that leads out, and replaces it when writing', async () => {
    await writeFile(join(outside, 'secret'), 'secret');
    await symlink(join(outside, 'secret'), join(root, 'x'));
    const files = createWorkspaceFiles(root);
    await expect(files.read('x', 10)).rejects.toEqual(OUT);
    await files.write('x', 'mine');
    expect(await readFile(join(outside, 'secret'), 'utf8')).toBe('secret');
    expect(await readFile(join(root, 'x'), 'utf8')).toBe('mine');
  });

  test('follows no link that stays inside either', async () => {
    await mkdir(join(root, 'a'));
    await writeFile(join(root, 'a/x'), 'x');
    await symlink('x', join(root, 'a/y'));
    await symlink('a', join(root, 'b'));
    const files = createWorkspaceFiles(root);
    await expect(files.read('a/y', 10)).rejects.toEqual(OUT);
    await expect(files.read('b/x', 10)).rejects.toEqual(OUT);
    await expect(files.write('b/z', 'z')).rejects.toEqual(OUT);
    expect(await readdir(join(root, 'a'))).toEqual(['x', 'y']);
  });

  test('a root behind a link is fine', async () => {
    await writeFile(join(root, 'x'), 'x');
    await symlink(root, join(folder, 'alias'));
    const files = createWorkspaceFiles(join(folder, 'alias'));
    expect(await files.read('x', 10)).toMatchObject({ kind: 'found' });
    expect(await files.write('z', 'z')).toBe(join(folder, 'alias/z'));
  });

  test('a hard link cannot be told from a file', async () => {
    await writeFile(join(outside, 'secret'), 'secret');
    await link(join(outside, 'secret'), join(root, 'x'));
    expect(await createWorkspaceFiles(root).read('x', 10)).toMatchObject({ kind: 'found' });
  });

  test('a failed write leaves what was there', async () => {
    await mkdir(join(root, 'x'));
    await expect(createWorkspaceFiles(root).write('x', 'x')).rejects.toThrow();
    expect(await readdir(root)).toEqual(['x']);
  });
});
