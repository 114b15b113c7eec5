import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheVersion, packArchive, type ArchiveMember } from '../fakes/cache/archive.js';
import { pullRequest } from '../fakes/events.js';
import type { RunResult } from '../fakes/runner.js';
import { SMALL, type World } from '../support/world.js';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { MEMBER, plantBaseline, plantEntry } from '../support/baselines.js';
import { readable } from '../support/shown.js';
import { playAll, smallBaseline, worldsOfTests } from '../support/worlds.js';

const MAIN = 'refs/heads/main';
const OWN = 'refs/pull/7/merge';
const KEY = 'siuo-gate-baseline-default-main-8000-1';
const VICTIM = 'victim.txt';

const newWorld = worldsOfTests();
let baseline: Baseline;

beforeAll(async () => {
  baseline = await smallBaseline();
});

/** The run ends without a comparison, before the model is asked anything, and says why. */
function expectRefused(world: World, run: RunResult, why: RegExp): void {
  expect(run.outputs).toMatchObject({
    verdict: 'inconclusive',
    reason: 'no-baseline',
    failed: 'true',
    requests: '0',
  });
  expect(run.exitCode).toBe(1);
  expect(world.models.calls).toEqual([]);
  const [comment] = world.github.state.commentsOn(7);
  expect(readable(comment?.body ?? '')).toMatch(why);
  expect(run.log).toMatch(why);
}

test('an honest baseline of main is compared with', async () => {
  const world = await newWorld();
  plantBaseline(world, baseline);
  const run = await world.run(pullRequest(), SMALL);
  expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
});

test("an entry of the same key under the pull request's own ref is refused and never unpacked", async () => {
  const world = await newWorld();
  plantBaseline(world, baseline);
  const content = JSON.stringify(baseline);
  const members = [
    { path: MEMBER, content },
    { path: '../../escaped.txt', content: 'from the pull request' },
  ];
  plantEntry(world, { ref: OWN, key: KEY, members });
  const run = await world.run(pullRequest(), SMALL);
  expectRefused(world, run, /refs\/pull\/7\/merge/);
  expect(run.log).toContain(`gh cache delete '${KEY}' --ref ${OWN}`);
  expect(existsSync(join(world.machine.temp, 'escaped.txt'))).toBe(false);
});

test("a baseline that stands under the pull request's own ref only is not looked at", async () => {
  const world = await newWorld();
  plantBaseline(world, baseline, OWN);
  const run = await world.run(pullRequest(), SMALL);
  expectRefused(world, run, /There is no baseline in the Actions cache of main/);
});

describe('a stored file', () => {
  const cases: readonly [string, (known: Baseline) => unknown, RegExp][] = [
    [
      'of another name',
      (known) => ({ ...known, name: 'other' }),
      /It is the baseline "other", not "default"/,
    ],
    ['of a later schema', (known) => ({ ...known, schemaVersion: 2 }), /schema version 2/],
    ['with a field too many', (known) => ({ ...known, note: 'hi' }), /It is no baseline file/],
    ['that is no JSON', () => 'PK\u0003\u0004', /It is no JSON/],
  ];
  const played = playAll(cases, async (world, [, change]) => {
    plantBaseline(world, change(baseline));
    return world.run(pullRequest(), SMALL);
  });

  test.each(cases)('%s is refused', (name, _, why) => {
    const { world, run } = played(name);
    expectRefused(world, run, why);
  });
});

test('an entry that the API lists as huge is refused before it is fetched', async () => {
  const world = await newWorld();
  const archive = packArchive([{ path: MEMBER, content: JSON.stringify(baseline) }]);
  const version = cacheVersion([MEMBER]);
  const sizeInBytes = 2 ** 31;
  world.cache.entries.plant({ ref: MAIN, key: KEY, version, archive, sizeInBytes });
  expectRefused(world, await world.run(pullRequest(), SMALL), /larger than 64 MiB/);
  expect(world.cache.requests).toEqual([]);
});

test('an entry that unpacks to something huge is refused', async () => {
  const world = await newWorld();
  const content = Buffer.alloc(64 * 1024 * 1024 + 1, ' ');
  plantEntry(world, { ref: MAIN, key: KEY, members: [{ path: MEMBER, content }] });
  expectRefused(world, await world.run(pullRequest(), SMALL), /unpacks to 67108865 bytes/);
});

test('an archive with another file or a link in it is refused', async () => {
  const world = await newWorld();
  const content = JSON.stringify(baseline);
  const extra = [
    { path: MEMBER, content },
    { path: 'more.json', content },
  ];
  plantEntry(world, { ref: MAIN, key: KEY, members: extra });
  expectRefused(world, await world.run(pullRequest(), SMALL), /holds other files/);
  world.cache.entries.evict(() => true);
  const link = [{ path: MEMBER, content: '', linkTo: '/etc/hostname' }];
  plantEntry(world, { ref: MAIN, key: KEY, members: link });
  expectRefused(world, await world.run(pullRequest(), SMALL), /no regular file/);
});

describe('an archive whose members point outside', () => {
  const cases: readonly [string, (victim: string) => readonly ArchiveMember[]][] = [
    ['upwards', () => [{ path: `../../../${VICTIM}`, content: 'planted' }]],
    ['by an absolute path', (victim) => [{ path: victim, content: 'planted' }]],
    [
      'through a link',
      (victim) => [
        { path: 'folder', content: '', linkTo: dirname(victim) },
        { path: `folder/${VICTIM}`, content: 'planted' },
      ],
    ],
    [
      'over a link in place of the file',
      (victim) => [
        { path: MEMBER, content: '', linkTo: victim },
        { path: MEMBER, content: 'planted' },
      ],
    ],
  ];

  test.each(cases)('writes nothing there: %s', async (_name, membersFor) => {
    const world = await newWorld();
    // Three folders above the one that is unpacked into: the machine's work folder.
    const victim = join(dirname(world.machine.temp), VICTIM);
    await writeFile(victim, 'mine');
    const good = { path: MEMBER, content: JSON.stringify(baseline) };
    plantEntry(world, { ref: MAIN, key: KEY, members: [good, ...membersFor(victim)] });
    const run = await world.run(pullRequest(), SMALL);
    expect(run.outputs).toMatchObject({ verdict: 'inconclusive', reason: 'no-baseline' });
    expect(await readFile(victim, 'utf8')).toBe('mine');
  });
});
