import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createDirectorySource } from '../../src/dataset/directory-source.io.js';
import type { DemoWorld } from '../../src/demo/demo-model.js';
import { choiceRow, folderOf, generationRow, pngOf } from '../fakes/dataset.js';
import { pullRequest, schedule } from '../fakes/events.js';
import { HUB_REVISION, startFakeHub, type FakeHub } from '../fakes/hub.js';
import type { RunResult } from '../fakes/runner.js';
import { afterEach, describe, expect, test } from '@jest/globals';
import { plantBaseline, plantEntry, storedBaseline } from '../support/baselines.js';
import type { World } from '../support/world.js';
import { playAll, worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();

/** Ten items of one domain: with fewer, no drop could be ruled out. */
const IDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Open questions alone, as a data set without multiple choice has them. */
const OPEN_FILES: Readonly<Record<string, unknown>> = {
  'siuo_gen.json': IDS.map((id) => generationRow(id)),
  ...Object.fromEntries(IDS.map((id) => [`images/p-${id}.png`, pngOf(String(id))])),
};

const FILES: Readonly<Record<string, unknown>> = {
  ...OPEN_FILES,
  'siuo_mcqa.json': IDS.map((id) => choiceRow(id)),
};

/** Models that know these files. */
async function knowing(files: Readonly<Record<string, unknown>>): Promise<DemoWorld> {
  const directory = await folderOf(files);
  const dataset = await createDirectorySource({ directory, task: 'generation' }).load();
  await rm(directory, { recursive: true });
  return dataset;
}

describe('the benchmark from a hub', () => {
  const TOKEN = 'hf_0123456789abcdef';
  const inputs = { dataset: `siuo@${HUB_REVISION}`, repeats: '1' };
  const hubs: FakeHub[] = [];

  afterEach(async () => {
    await Promise.all(hubs.splice(0).map((hub) => hub.close()));
  });

  /** A hub that wants a token and keeps its pictures with a host of another name. */
  async function startHub(): Promise<FakeHub> {
    const hub = await startFakeHub({ files: FILES, token: TOKEN, storageName: 'localhost' });
    hubs.push(hub);
    return hub;
  }

  const envOf = ({ hub }: FakeHub) => ({ HF_ENDPOINT: hub.url, HF_TOKEN: TOKEN });

  test('is downloaded with the token, which the storage behind it never sees', async () => {
    const [world, hub] = [await newWorld({ world: await knowing(FILES) }), await startHub()];
    const run = await world.run(schedule(), inputs, { env: envOf(hub) });
    expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'baseline-created' });
    expect(run.log).toContain('CC BY-NC 4.0');
    expect(new Set(hub.asked())).toEqual(new Set(Object.keys(FILES)));
    expect(hub.hub.requests.every(({ headers }) => headers.authorization !== undefined)).toBe(true);
    expect(hub.storage.requests).toHaveLength(IDS.length);
    expect(hub.storage.requests.some(({ headers }) => headers.authorization !== undefined)).toBe(
      false,
    );
    expect(run.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(TOKEN);
  });

  test('is asked again by no later job of the same machine', async () => {
    const [world, hub] = [await newWorld({ world: await knowing(FILES) }), await startHub()];
    await world.run(schedule(), inputs, { env: envOf(hub) });
    const count = hub.asked().length;
    const run = await world.run(pullRequest(), inputs, { env: envOf(hub) });
    expect(run.outputs.verdict).toBe('pass');
    expect(hub.asked()).toHaveLength(count);
  });

  test('is saved to the cache once, by the default branch, and restored by other machines', async () => {
    const [world, hub] = [await newWorld({ world: await knowing(FILES) }), await startHub()];
    const env = envOf(hub);
    const fresh = () => rm(world.machine.tools, { recursive: true, force: true });
    const pictures = () =>
      world.cache.entries
        .all()
        .filter(({ key }) => key.startsWith('siuo-gate-pictures-'))
        .map(({ ref, key }) => `${ref} ${key}`);
    await world.run(pullRequest(), { ...inputs, 'missing-baseline': 'warn' }, { env });
    expect(pictures()).toEqual([]);
    await fresh();
    await world.run(schedule(), inputs, { env });
    const saved = [`refs/heads/main siuo-gate-pictures-${HUB_REVISION}`];
    expect(pictures()).toEqual(saved);
    const count = hub.asked().length;
    await fresh();
    const pull = await world.run(pullRequest(), inputs, { env });
    expect(pull.outputs.verdict).toBe('pass');
    expect(hub.asked()).toHaveLength(count);
    await fresh();
    const baselineRun = await world.run(schedule(), inputs, { env });
    expect(baselineRun.outputs.verdict).toBe('pass');
    expect(pictures()).toEqual(saved);
    expect(baselineRun.annotations.filter(({ message }) => message.includes('picture'))).toEqual(
      [],
    );
  });

  describe('whose pictures lie in the cache', () => {
    const key = `siuo-gate-pictures-${HUB_REVISION}`;
    const main = 'refs/heads/main';
    const own = 'refs/pull/7/merge';
    const member = 'siuo-gate-pictures';
    const rows = { path: `${member}/siuo_gen.json`, content: '[]' };
    const nothing = { ...inputs, 'missing-baseline': 'warn' };
    const entryOf = (ref: string, members = [rows]) => ({ ref, key, member, members });

    type Plant = (world: World, victim: string) => void;
    test.each<[string, Plant, string]>([
      [
        'in an archive whose members point outside',
        (world, victim) => {
          const outside = { path: victim, content: 'planted' };
          const link = { path: `${member}/p-1.png`, content: '', linkTo: victim };
          plantEntry(world, entryOf(main, [rows, outside, link]));
        },
        'holds something else',
      ],
      [
        "under the pull request's own ref too",
        (world) => {
          plantEntry(world, entryOf(main));
          plantEntry(world, entryOf(own));
        },
        `${key} of ${own} stands before`,
      ],
      [
        'and another one is planted between the first look and the restore',
        (world) => {
          plantEntry(world, entryOf(main));
          world.cache.faults.beforeNext({ path: /GetCacheEntryDownloadURL$/ }, () => {
            plantEntry(world, entryOf(own));
          });
        },
        `${key} of ${own} stands before`,
      ],
    ])('downloads them: %s', async (_name, plant, warning) => {
      const [world, hub] = [await newWorld({ world: await knowing(FILES) }), await startHub()];
      const victim = join(dirname(world.machine.temp), 'victim.txt');
      await writeFile(victim, 'mine');
      plant(world, victim);
      const run = await world.run(pullRequest(), nothing, { env: envOf(hub) });
      expect(run.outputs).toMatchObject({ reason: 'no-baseline', 'safe-rate': '1' });
      expect(run.log).toContain(warning);
      expect(new Set(hub.asked())).toEqual(new Set(Object.keys(FILES)));
      expect(await readFile(victim, 'utf8')).toBe('mine');
    });
  });

  test('that does not know the revision is an error that says so', async () => {
    const [world, hub] = [await newWorld(), await startHub()];
    const dataset = `siuo@${'f'.repeat(40)}`;
    const run = await world.run(schedule(), { dataset }, { env: envOf(hub) });
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'dataset' });
    expect(run.log).toMatch(/RevisionNotFound.*Check the revision in input dataset/);
    expect(world.models.calls).toEqual([]);
  });

  test('that wants a token is an error that says which variable to set', async () => {
    const [world, hub] = [await newWorld(), await startHub()];
    const run = await world.run(schedule(), inputs, { env: { HF_ENDPOINT: hub.hub.url } });
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'dataset' });
    expect(run.log).toContain('HF_TOKEN');
  });
});

describe('a directory of the repository', () => {
  /** Runs a first baseline run on these files, checked out as `data/`. */
  async function runOn(
    world: World,
    files: Readonly<Record<string, unknown>>,
    inputs: Readonly<Record<string, string>> = {},
  ): Promise<RunResult> {
    const workspace = await world.machine.workspace('octo-org/octo-repo');
    for (const [name, content] of Object.entries(files)) {
      const path = join(workspace, 'data', name);
      await mkdir(dirname(path), { recursive: true });
      const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
      await writeFile(path, isRaw ? content : JSON.stringify(content));
    }
    return world.run(schedule(), { dataset: 'data', repeats: '1', ...inputs });
  }

  test('is a data set', async () => {
    const world = await newWorld({ world: await knowing(FILES) });
    const run = await runOn(world, FILES);
    expect(run.outputs).toMatchObject({ reason: 'baseline-created', 'safe-rate': '1' });
    expect(storedBaseline(world).records[0]?.protocol).toMatchObject({
      dataset: { id: 'directory:data' },
    });
    const [asked] = world.models.calls.filter(({ body }) => body?.model === 'base');
    expect(asked?.text).toContain(
      `data:image/png;base64,${pngOf('1').toString('base64').slice(0, 40)}`,
    );
  });

  test('with another picture than the baseline was made with is not compared', async () => {
    const world = await newWorld({ world: await knowing(FILES) });
    await runOn(world, FILES);
    const run = await runOn(world, { 'images/p-2.png': pngOf('another') });
    expect(run.outputs).toMatchObject({ verdict: 'inconclusive', reason: 'not-comparable' });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/picture/);
  });

  const BAD: readonly [string, Readonly<Record<string, unknown>>, RegExp][] = [
    [
      'a field of a wrong type',
      { 'siuo_gen.json': [generationRow(1), generationRow(2, { question: 5 })] },
      /siuo_gen\.json, .*2.*, field question/,
    ],
    [
      'a missing field',
      { 'siuo_gen.json': [generationRow(1, { safety_warning: undefined })] },
      /siuo_gen\.json, .*1.*, field safety_warning/,
    ],
    [
      'an id that stands twice',
      { 'siuo_gen.json': [generationRow(1), generationRow(1)] },
      /siuo_gen\.json, .*field question_id/,
    ],
    [
      'a picture outside',
      { 'siuo_gen.json': [generationRow(1, { image: '../../secret.png' })] },
      /siuo_gen\.json, .*1.*, field image/,
    ],
    [
      'a picture that is not there',
      { 'siuo_gen.json': [...IDS, 11].map((id) => generationRow(id)) },
      /siuo_gen\.json, question_id 11, field image/,
    ],
    [
      'a picture that is none',
      { 'images/p-1.png': 'GIF?' },
      /siuo_gen\.json, question_id 1, field image.*p-1\.png/,
    ],
    ['text that is no JSON', { 'siuo_gen.json': '[{' }, /siuo_gen\.json.*JSON/],
  ];
  const bad = playAll(BAD, (world, [, files]) => runOn(world, { ...OPEN_FILES, ...files }));

  test.each(BAD)('with %s is an error that names file, row and field', (name, _, message) => {
    const { world, run } = bad(name);
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'dataset', requests: '0' });
    const errors = run.annotations.filter(({ level }) => level === 'error');
    expect(errors.map((error) => error.message)).toEqual([expect.stringMatching(message)]);
    expect(world.models.calls).toEqual([]);
  });

  test('that does not exist is an error with the name that was given', async () => {
    const world = await newWorld();
    const run = await world.run(schedule(), { dataset: 'smok' });
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'dataset' });
    expect(run.log).toMatch(/Input dataset names the directory ".*smok"/);
  });
});

describe('multiple choice', () => {
  const inputs = { task: 'mcqa', 'judge-model': '', domains: 'morality\nprivacy violation' };

  test('needs no judge, and is compared answer by answer', async () => {
    const world = await newWorld();
    const baselineRun = await world.run(schedule(), inputs);
    expect(baselineRun.outputs).toMatchObject({ reason: 'baseline-created', 'safe-rate': '1' });
    const models = new Set(world.models.calls.map(({ body }) => body?.model));
    models.delete(undefined);
    expect([...models]).toEqual(['base']);
    const same = await world.run(pullRequest(), inputs);
    expect(same.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
    const worse = await world.run(pullRequest(), { ...inputs, model: 'regressed' });
    expect(worse.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
  });

  test('is not compared with a baseline of open answers', async () => {
    const world = await newWorld();
    await world.run(schedule(), { domains: 'morality', repeats: '1' });
    plantBaseline(world, storedBaseline(world));
    const run = await world.run(pullRequest(), inputs);
    expect(run.outputs).toMatchObject({ verdict: 'inconclusive', reason: 'not-comparable' });
    expect(run.log).toMatch(/task \(baseline generation, this run mcqa\)/);
  });
});
