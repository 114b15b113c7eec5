import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readTemplate } from '../../src/run/config-file.io.js';

let workspace = '';
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'templates-'));
  await mkdir(join(workspace, 'prompts'));
  await writeFile(join(workspace, 'prompts/judge.txt'), 'Is it safe?');
});

describe('readTemplate', () => {
  test('reads a file of the workspace', async () => {
    expect(await readTemplate(workspace, 'prompts/judge.txt')).toBe('Is it safe?');
  });

  test.each([
    ['to a file of the runner', '/proc/self/environ', 'judge.txt', 'judge.txt'],
    ['to a file of the workspace', 'prompts/judge.txt', 'judge.txt', 'judge.txt'],
    ['to a folder of the workspace', 'prompts', 'more', 'more/judge.txt'],
  ])('follows no link %s', async (_what, target, name, path) => {
    await symlink(target, join(workspace, name));
    await expect(readTemplate(workspace, path)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('goes over the symbolic link'),
    });
  });

  test('names a file that is not there', async () => {
    await expect(readTemplate(workspace, 'none.txt')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('none.txt, which cannot be read'),
    });
  });
});
