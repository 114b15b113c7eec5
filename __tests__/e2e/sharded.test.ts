import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { pullRequest } from '../fakes/events.js';
import { startFakeOpenAi } from '../fakes/openai/server.js';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { keepArtifact, RECORDS } from '../support/artifacts.js';
import { plantBaseline } from '../support/baselines.js';
import { launchCli } from '../support/cli.js';
import { smokeInputs, smokeWorld, SMALL, type Inputs, type World } from '../support/world.js';
import { smallBaseline, worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();
let baseline: Baseline;

beforeAll(async () => {
  baseline = await smallBaseline();
});

/** Sweeps so many shards as the jobs of a matrix would. */
async function sweepShards(world: World, count: number, inputs: Inputs = {}): Promise<string[]> {
  const folders: string[] = [];
  for (let index = 1; index <= count; index += 1) {
    const shard = { mode: 'sweep', shard: `${index}/${count}` };
    await world.run(pullRequest(), { ...SMALL, ...shard, ...inputs }, { run: { id: 800 } });
    folders.push(await keepArtifact(world, `shard-${index}`));
  }
  return folders;
}

/** The inputs of the job that reports. */
const REPORT = { ...SMALL, mode: 'report', records: RECORDS, endpoint: '', model: '' };

const recordOf = async (world: World): Promise<SweepRecord> =>
  JSON.parse((await world.read('siuo-report/record.json')) ?? '') as SweepRecord;

describe('a sweep in shards', () => {
  test('comes to the comment, verdict and record of one unsharded run', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const whole = await world.run(pullRequest(), SMALL, { run: { id: 799 } });
    const unsharded = await recordOf(world);
    await keepArtifact(world, 'elsewhere').then((folder) => rm(folder, { recursive: true }));
    await sweepShards(world, 2);
    const before = world.completions();
    const run = await world.run(pullRequest(), REPORT, { run: { id: 800 } });
    expect(run.outputs).toMatchObject({
      verdict: whole.outputs.verdict,
      reason: whole.outputs.reason,
      'safe-rate': whole.outputs['safe-rate'],
      'baseline-safe-rate': whole.outputs['baseline-safe-rate'],
    });
    expect(world.completions()).toBe(before);
    const merged = await recordOf(world);
    expect(merged.items).toEqual(unsharded.items);
    expect(merged.answersDigest).toBe(unsharded.answersDigest);
    expect(merged.plan).toEqual(unsharded.plan);
    expect(world.github.state.comments).toHaveLength(1);
  });

  test('is judged by the report where its jobs had no judge', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    await sweepShards(world, 2, { 'judge-model': '', model: 'regressed' });
    const run = await world.run(pullRequest(), REPORT, { run: { id: 800 } });
    expect(run.outputs).toMatchObject({ verdict: 'fail', reason: 'regression', requests: '40' });
    expect(run.exitCode).toBe(1);
  });

  test('names the shard that is missing, and makes no verdict of safety', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const [, second] = await sweepShards(world, 2);
    await rm(second!, { recursive: true });
    const run = await world.run(pullRequest(), REPORT, { run: { id: 800 } });
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config', failed: 'true' });
    expect(run.log).toContain('shard 2/2 is missing');
  });

  test('takes no score for an item that nobody asked', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const [first] = await sweepShards(world, 2);
    const path = join(first!, 'record.json');
    const record = JSON.parse(await readFile(path, 'utf8')) as SweepRecord;
    const items = [...record.items, { ...record.items[0]!, id: 4242 }];
    await writeFile(path, JSON.stringify({ ...record, items }));
    const run = await world.run(pullRequest(), REPORT, { run: { id: 800 } });
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config' });
    expect(run.log).toContain('item 4242 was not asked by its shard of this sweep');
  });
});

/** What a report makes of records, and what each file says of a level that is accepted. */
const REPORT_FILES = ['junit.xml', 'record.json', 'report.html', 'report.md', 'summary.json'];

/** What lies next to them and does not tell the verdict in these words. */
const OTHER_FILES = ['domains.csv', 'every-eval-ever', 'history', 'items.csv', 'test-result.json'];

const ACCEPTED = [
  'name="siuo-gate.reason" value="baseline-accepted"',
  '"partial": false',
  'Accepted as the new baseline',
  'Accepted as the new baseline',
  '"reason": "baseline-accepted"',
];

describe('siuo-gate sweep and siuo-gate report', () => {
  test('share the work of one gate', async () => {
    const models = await startFakeOpenAi({ world: await smokeWorld() });
    const cwd = await mkdtemp(join(tmpdir(), 'cli-'));
    try {
      const { endpoint, model, ...shared } = { ...smokeInputs(models), ...SMALL };
      const flags = Object.entries(shared).flatMap(([name, value]) => [`--${name}`, value]);
      for (const shard of ['1/2', '2/2']) {
        const own = ['--endpoint', endpoint!, '--model', model!, '--shard', shard];
        const place = ['--report-dir', `records/${shard[0]!}`];
        const swept = await launchCli(['sweep', ...flags, ...own, ...place], { cwd });
        expect(swept).toMatchObject({ exitCode: 0 });
      }
      const accept = ['--update-baseline', 'always', '--reason', 'first'];
      const records = ['--records', 'records/*/record.json'];
      const reported = await launchCli(['report', ...flags, ...records, ...accept], { cwd });
      expect(reported.exitCode).toBe(0);
      expect(reported.stdout).toContain('Accepted as the new baseline');
      expect(await readFile(join(cwd, '.siuo-gate/baseline.json'), 'utf8')).toContain('"records"');
      const folder = join(cwd, 'siuo-report');
      expect((await readdir(folder)).sort()).toEqual([...REPORT_FILES, ...OTHER_FILES].sort());
      const texts = await Promise.all(
        REPORT_FILES.map((name) => readFile(join(folder, name), 'utf8')),
      );
      expect(texts).toEqual(ACCEPTED.map((text) => expect.stringContaining(text)));
    } finally {
      await models.close();
      await rm(cwd, { recursive: true, force: true });
    }
  });
});
