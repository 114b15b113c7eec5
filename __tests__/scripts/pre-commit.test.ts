import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const HOOKS = resolve('.githooks');
const KEY = ['-----BEGIN', 'PRIVATE', 'KEY-----'].join(' ');
const TOKEN = `ghp_${'a'.repeat(36)}`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commit-'));
  git('init', '--quiet', '--initial-branch', 'main');
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  write('.gitignore', 'node_modules\n');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs git in the clone. */
function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
}

/** Writes a file of the clone. */
function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
}

/** Commits what is staged, with the hook. */
function commit(): { readonly isMade: boolean; readonly stderr: string } {
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
  const how = ['-c', `core.hooksPath=${HOOKS}`, 'commit', '--quiet', '-m', 'x'];
  const { status, stderr } = spawnSync('git', [...who, ...how], { cwd: folder, encoding: 'utf8' });
  return { isMade: status === 0, stderr };
}

describe('the pre-commit hook', () => {
  test.each([
    ['a private key', 'id.txt', KEY],
    ['a token', 'notes.md', `Use ${TOKEN} here.`],
  ])('refuses %s and names the file', (_what, path, text) => {
    write(path, `${text}\n`);
    git('add', path);
    const { isMade, stderr } = commit();
    expect(isMade).toBe(false);
    expect(stderr).toContain(`pre-commit: ${path} holds what looks like a key`);
    expect(stderr).not.toContain(text);
  });

  test('refuses a large file', () => {
    write('weights.bin', 'x'.repeat(1_000_001));
    git('add', 'weights.bin');
    expect(commit()).toMatchObject({
      isMade: false,
      stderr: expect.stringContaining('weights.bin has 1000001 bytes'),
    });
  });

  test('formats what is staged, whatever its name', () => {
    write("it's a.json", '{"a":1}');
    git('add', "it's a.json");
    expect(commit()).toEqual({ isMade: true, stderr: '' });
    expect(git('show', "HEAD:it's a.json")).toBe('{ "a": 1 }\n');
    expect(git('status', '--porcelain')).toBe('?? .gitignore\n');
  });

  test('does not rewrite a file that is staged in part', () => {
    write('a.json', '{"a":1}');
    git('add', 'a.json');
    write('a.json', '{"a":1,"b":2}');
    expect(commit().isMade).toBe(false);
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('{"a":1,"b":2}');
  });
});
