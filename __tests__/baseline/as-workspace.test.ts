import { describe, expect, test } from '@jest/globals';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asWorkspace } from '../../src/github/cache-entry.io.js';

const here = (): readonly [string, string | undefined] => [
  process.cwd(),
  process.env.GITHUB_WORKSPACE,
];

async function withFolders(work: (a: string, b: string) => Promise<void>): Promise<void> {
  const root = await realpath(tmpdir());
  const [a, b] = await Promise.all([mkdtemp(join(root, 'a-')), mkdtemp(join(root, 'b-'))]);
  await work(a, b).finally(() =>
    Promise.all([a, b].map((folder) => rm(folder, { recursive: true }))),
  );
}

describe('asWorkspace', () => {
  test('moves folder and variable for the work, and back after it', async () => {
    const home = here();
    await withFolders(async (a) => {
      expect(await asWorkspace(a, async () => here())).toEqual([a, a]);
      expect(here()).toEqual(home);
    });
  });

  test('one at a time, also when one fails', async () => {
    const home = here();
    await withFolders(async (a, b) => {
      const order: string[] = [];
      const slow = asWorkspace(a, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        order.push(process.cwd());
        throw new Error('no');
      });
      const next = asWorkspace(b, async () => order.push(process.cwd()));
      await expect(slow).rejects.toThrow('no');
      await next;
      expect(order).toEqual([a, b]);
    });
    expect(here()).toEqual(home);
  });

  test('sets further variables for the work alone', async () => {
    await withFolders(async (a) => {
      const seen = await asWorkspace(a, async () => process.env.TAR_OPTIONS, { TAR_OPTIONS: '-v' });
      expect([seen, process.env.TAR_OPTIONS]).toEqual(['-v', undefined]);
    });
  });

  test('gives a workspace that was set back', async () => {
    process.env.GITHUB_WORKSPACE = '/somewhere';
    try {
      await withFolders(async (a) => {
        await asWorkspace(a, async () => undefined);
        expect(process.env.GITHUB_WORKSPACE).toBe('/somewhere');
      });
    } finally {
      delete process.env.GITHUB_WORKSPACE;
    }
  });
});
