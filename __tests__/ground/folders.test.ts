import { chmod, mkdir, mkdtemp, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { foldersOf, journalFile, pendingFile, programOf } from '../../src/folders.io.js';

const RUNNER = {
  GITHUB_ACTIONS: 'true',
  GITHUB_WORKSPACE: '/home/runner/work/repo',
  RUNNER_TEMP: '/home/runner/temp',
  RUNNER_TOOL_CACHE: '/opt/hostedtoolcache',
};

describe('foldersOf', () => {
  describe('when it runs in GitHub Actions', () => {
    test('takes the runner’s own folders', () => {
      expect(foldersOf(RUNNER, '/elsewhere')).toEqual({
        workspace: '/home/runner/work/repo',
        temp: '/home/runner/temp/siuo-gate',
        cache: '/opt/hostedtoolcache/siuo-gate',
      });
    });

    test('makes do without them', () => {
      expect(foldersOf({ GITHUB_ACTIONS: 'true' }, '/here')).toEqual({
        workspace: '/here',
        temp: join(tmpdir(), 'siuo-gate'),
        cache: join(tmpdir(), 'siuo-gate'),
      });
    });
  });

  describe('when it runs on the command line', () => {
    test('keeps what it keeps in the user’s cache', () => {
      expect(foldersOf({ XDG_CACHE_HOME: '/var/cache/me', RUNNER_TEMP: '/t' }, '/here')).toEqual({
        workspace: '/here',
        temp: '/var/cache/me/siuo-gate/runs',
        cache: '/var/cache/me/siuo-gate',
      });
    });

    test.each([[undefined], [''], ['relative/cache']])(
      'takes ~/.cache when XDG_CACHE_HOME is %j, as the specification has it',
      async (given) => {
        const home = await mkdtemp(join(tmpdir(), 'folders-'));
        const system = { homedir: () => home, tmpdir };
        expect(foldersOf({ XDG_CACHE_HOME: given }, '/here', system).cache).toBe(
          join(home, '.cache', 'siuo-gate'),
        );
        await rm(home, { recursive: true });
      },
    );
  });
});

describe('foldersOf without a home that can be written', () => {
  let temp: string;

  beforeEach(async () => {
    temp = await realpath(await mkdtemp(join(tmpdir(), 'folders-')));
    await writeFile(join(temp, 'file'), 'x');
  });

  afterEach(() => rm(temp, { recursive: true }));

  const cacheOf = (homedir: () => string): string =>
    foldersOf({}, '/here', { homedir, tmpdir: () => temp }).cache;

  test.each<[string, () => string]>([
    ['the root folder', () => '/'],
    ['a relative one', () => 'relative'],
    ['a file', () => join(temp, 'file')],
    [
      'none, of a user whom the system does not know',
      () => {
        throw new Error('A system error occurred: uv_os_homedir returned ENOENT');
      },
    ],
  ])('%s: a folder of our own', async (_name, homedir) => {
    const cache = cacheOf(homedir);
    expect(cache).toBe(join(temp, `siuo-gate-${process.getuid?.() ?? 'user'}`));
    expect((await stat(cache)).mode & 0o777).toBe(0o700);
    expect(cacheOf(homedir)).toBe(cache);
  });

  test('a folder that somebody else may write, or a link, is not used', async () => {
    const cache = cacheOf(() => '/');
    await chmod(cache, 0o777);
    const other = cacheOf(() => '/');
    expect(other).not.toBe(cache);
    expect(other.startsWith(join(temp, 'siuo-gate-'))).toBe(true);
    await rm(cache, { recursive: true });
    await symlink(other, cache);
    expect(cacheOf(() => '/')).not.toBe(cache);
  });

  test('no folder at all is one coded error', () => {
    const system = { homedir: () => '/', tmpdir: () => join(temp, 'file') };
    expect(() => foldersOf({}, '/here', system)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining(`neither the home folder nor ${temp}/file can be written`),
        remedy: 'Set XDG_CACHE_HOME to a folder that can be written.',
      }),
    );
  });
});

describe('journalFile and pendingFile', () => {
  const folders = foldersOf(RUNNER, '/');

  test('lie below the temp folder, apart for each gate and fingerprint', () => {
    const print = 'f'.repeat(64);
    const files = [
      journalFile(folders, 'one', print),
      journalFile(folders, 'two', print),
      journalFile(folders, 'one', '0'.repeat(64)),
      pendingFile(folders, 'one'),
      pendingFile(folders, 'two'),
    ];
    expect(new Set(files).size).toBe(5);
    for (const file of files) expect(file.startsWith(`${folders.temp}/`)).toBe(true);
  });
});

describe('programOf', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'program-')));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('names a file as seen from the working folder', async () => {
    await writeFile(join(folder, 'cli.js'), '');
    expect(programOf(join(folder, 'cli.js'), folder)).toBe('node cli.js');
  });

  test('names the program where it is installed, also through the link of its name', async () => {
    const installed = join(folder, 'node_modules', 'siuo-gate');
    await mkdir(installed, { recursive: true });
    await writeFile(join(installed, 'cli.js'), '');
    await symlink(join(installed, 'cli.js'), join(folder, 'siuo-gate'));
    expect(programOf(join(folder, 'siuo-gate'), folder)).toBe('npx siuo-gate');
  });
});
