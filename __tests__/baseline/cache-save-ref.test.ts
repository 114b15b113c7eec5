import { basename } from 'node:path';
import { expect, test } from '@jest/globals';
import { tmpdir } from 'node:os';
import { createCacheStore } from '../../src/baseline/cache-store.io.js';
import { contextOf } from '../fixtures/config-factory.js';
import * as events from '../fakes/events.js';
import { sampleBaseline } from './baseline-samples.js';
import { startCacheWorld } from './cache-world.js';

test.each([
  'refs/heads/gh-readonly-queue/main/pr-7',
  'refs/heads/main-2',
  'main',
  'refs/tags/main',
])(
  'a baseline of main is not saved to the cache from %s, where no run on main looks',
  async (ref) => {
    const unasked = (): Promise<never> => Promise.reject(new Error('not asked for'));
    const store = createCacheStore({
      name: 'default',
      context: contextOf('merge_group', { ref }),
      reader: { listCaches: unasked, readFile: unasked },
      tempFolder: tmpdir(),
    });
    expect(await store.save(sampleBaseline())).toEqual({
      saved: false,
      problem: `A run on ${ref} saves where no later run on main looks.`,
    });
  },
);

test('a branch with a slash is stored and found', async () => {
  const world = await startCacheWorld();
  const event = events.push({ branch: 'release/2.x' });
  expect(await world.storeOf(event).save(sampleBaseline())).toMatchObject({ saved: true });
  expect(await world.storeOf(event).find()).toMatchObject({ kind: 'found' });
  expect(basename(world.cache.entries.all()[0]?.key ?? '')).toContain('release%2F2.x');
});
