import { describe, expect, test } from '@jest/globals';
import { createConfirmedStore } from '../../src/baseline/certain-save.io.js';
import type { BaselineLookup } from '../../src/baseline/baseline-file.js';
import { GateError } from '../../src/errors.js';
import * as events from '../fakes/events.js';
import { fakeClock } from '../fakes/ports.js';
import { fakeBaselineStore } from '../fakes/ports/baseline-store.js';
import { startCacheWorld } from './cache-world.js';
import { sampleBaseline } from './baseline-samples.js';

const BASELINE = sampleBaseline();
const SAVED = { saved: true, where: 'memory' } as const;
const FOUND: BaselineLookup = { kind: 'found', baseline: BASELINE, where: 'memory' };
const ABSENT: BaselineLookup = { kind: 'absent', where: 'the Actions cache of main', remedy: 'x.' };
const BROKEN: BaselineLookup = {
  kind: 'unusable',
  where: 'memory',
  problem: 'It is torn.',
  remedy: 'x.',
};

/** A store that takes a save, and finds these things one after the other, the last for ever. */
function storeThatFinds(finds: readonly (BaselineLookup | Error)[]) {
  const clock = fakeClock();
  const looked: (string | undefined)[] = [];
  const find = async (preferred?: string): Promise<BaselineLookup> => {
    looked.push(preferred);
    const found = finds[Math.min(looked.length, finds.length) - 1]!;
    if (found instanceof Error) throw found;
    return found;
  };
  const store = createConfirmedStore({ ...fakeBaselineStore(undefined), find }, clock);
  return { store, clock, looked };
}

describe('a confirmed store', () => {
  test('looks for what it saved as the next run would, by its own place', async () => {
    const { store, clock, looked } = storeThatFinds([FOUND]);
    expect(await store.save(BASELINE)).toEqual(SAVED);
    expect(looked).toEqual(['memory']);
    expect(clock.sleptMs).toEqual([]);
  });

  test('looks again where it shows later', async () => {
    const unreachable = new GateError('BASELINE_UNREADABLE', '502.', { remedy: 'x.' });
    const { store, clock } = storeThatFinds([ABSENT, unreachable, BROKEN, FOUND]);
    expect(await store.save(BASELINE)).toEqual(SAVED);
    expect(clock.sleptMs).toEqual([1000, 2000, 4000]);
  });

  test.each<[string, BaselineLookup | Error, string]>([
    ['nothing', ABSENT, 'there is nothing in the Actions cache of main'],
    ['another one', { ...FOUND, where: 'cache entry old' }, 'it finds cache entry old'],
    ['one that cannot be used', BROKEN, 'It is torn'],
    ['no store', new Error('The service is gone.'), 'The service is gone'],
  ])('is not saved where every look finds %s, and says what helps', async (_name, found, seen) => {
    const { store, clock, looked } = storeThatFinds([found]);
    expect(await store.save(BASELINE)).toEqual({
      saved: false,
      problem: `It was written as memory, and the look-up that later runs make does not find it there: ${seen}. A runner with a cache service of its own needs \`baseline: branch:NAME\`.`,
    });
    expect(looked).toHaveLength(5);
    expect(clock.sleptMs).toEqual([1000, 2000, 4000, 8000]);
  });

  test('does not look for what was refused', async () => {
    const refused = { saved: false, problem: 'The token reads only.' } as const;
    const store = fakeBaselineStore(undefined, async () => refused);
    expect(await createConfirmedStore(store, fakeClock()).save(BASELINE)).toEqual(refused);
    expect(store.preferred).toEqual([]);
  });
});

describe('a runner with a cache service of its own', () => {
  test('takes the entry, GitHub never lists it, and the save is an error', async () => {
    const [own, world] = [await startCacheWorld(), await startCacheWorld()];
    const event = events.schedule();
    const elsewhere = own.environmentOf(event);
    const store = createConfirmedStore(
      world.storeOf(event, { environment: elsewhere }),
      fakeClock(),
    );
    expect(await store.save(BASELINE)).toEqual({
      saved: false,
      problem: expect.stringMatching(
        /nothing in the Actions cache of main.*`baseline: branch:NAME`/,
      ),
    });
    expect(own.cache.entries.all()).toHaveLength(1);
  });

  test('GitHub’s own lists it, and hands it out again', async () => {
    const world = await startCacheWorld();
    const store = createConfirmedStore(world.storeOf(events.schedule()), fakeClock());
    expect(await store.save(BASELINE)).toMatchObject({ saved: true });
  });
});
