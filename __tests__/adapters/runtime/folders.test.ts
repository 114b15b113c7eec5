import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { foldersOf, journalFile, pendingFile } from '../../../src/adapters/runtime/folders.js';

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
      (given) => {
        expect(foldersOf({ XDG_CACHE_HOME: given }, '/here').cache).toBe(
          join(homedir(), '.cache', 'siuo-gate'),
        );
      },
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
