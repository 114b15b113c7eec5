import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreFile } from '../../src/github/cache-entry.io.js';
import { sampleBaseline } from '../baseline/baseline-samples.js';
import * as events from '../fakes/events.js';
import { inEnvironment, MEMBER, startCacheWorld } from '../baseline/cache-world.js';
import { baselineKey } from '../../src/baseline/cache-store.io.js';

const MAIN = 'refs/heads/main';
const KEY = baselineKey({ name: 'default', branch: 'main' }, { runId: '9001', runAttempt: 1 });
const GOOD = { path: MEMBER, content: JSON.stringify(sampleBaseline()) };

describe('restoreFile', () => {
  const size = Buffer.byteLength(GOOD.content);

  test.each([
    ['under the very key', KEY, size, 'restored'],
    ['under a longer key, which the service takes for it', `${KEY}0`, size, 'refused'],
    ['of one byte more than it may have', KEY, size - 1, 'strange'],
  ])('of an entry %s', async (_name, key, maxBytes, kind) => {
    const world = await startCacheWorld();
    world.plant({ ref: MAIN, key, members: [GOOD] });
    const environment = {
      GITHUB_SERVER_URL: 'https://github.com',
      RUNNER_TEMP: world.temp,
      ...world.environmentOf(events.pullRequest()),
    };
    const place = { tempFolder: world.temp, member: { name: MEMBER, maxBytes } };
    const restored = await inEnvironment(environment, () => restoreFile(KEY, place));
    expect(restored.kind).toBe(kind);
  });
});

describe('an entry is unpacked into its own folder only', () => {
  test.each(['C.UTF-8', 'en_US.UTF-8', 'C'])(
    'a member behind a byte that is no text in the locale stays inside: %s',
    async (locale) => {
      const world = await startCacheWorld();
      const strange = (path: string) => Buffer.from(path, 'latin1');
      const members = [
        GOOD,
        { path: strange('a/\u00ff/x'), content: 'a folder to go up from' },
        { path: strange('a/\u00ff/../../escaped.txt'), content: 'planted' },
      ];
      world.plant({ ref: MAIN, key: KEY, members });
      const store = world.storeOf(events.pullRequest(), { environment: { LC_ALL: locale } });
      expect(await store.find()).toMatchObject({ kind: 'unusable' });
      expect(await world.unsavedFiles()).not.toContain('escaped.txt');
    },
  );

  test('nothing is unpacked by another tar than GNU’s', async () => {
    const world = await startCacheWorld();
    world.plant({ ref: MAIN, key: KEY, members: [GOOD] });
    const tools = await mkdtemp(join(tmpdir(), 'other-tar-'));
    const used = join(tools, 'used');
    const script = `#!/bin/sh\ncase "$*" in --version) echo "bsdtar 3.7.2";; *) touch "${used}";; esac\n`;
    await writeFile(join(tools, 'tar'), script, { mode: 0o755 });
    const environment = { PATH: `${tools}:${process.env.PATH ?? ''}` };
    const store = world.storeOf(events.pullRequest(), { environment });
    await expect(store.find()).rejects.toMatchObject({
      code: 'BASELINE_UNREADABLE',
      message: expect.stringContaining('GNU tar only'),
    });
    expect(existsSync(used)).toBe(false);
  });
});
