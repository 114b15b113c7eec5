import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import type { SweepRecord } from '../../src/record/record-schema.js';
import { pullRequest, schedule } from '../fakes/events.js';
import { baselineEntries } from '../support/baselines.js';
import { everyAnswer, placesWith, shownBy } from '../support/shown.js';
import { SMALL } from '../support/world.js';
import { worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();

/** Mode sweep without a judge, on ten items. */
const ANSWERS_ONLY = { ...SMALL, mode: 'sweep', 'judge-model': '' };

describe('mode sweep', () => {
  test('writes the record and decides nothing, with a token that may do nothing', async () => {
    const world = await newWorld();
    const run = await world.run(schedule(), { ...SMALL, mode: 'sweep' }, { permissions: {} });
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({
      verdict: 'inconclusive',
      reason: 'swept',
      failed: 'false',
      'safe-rate': '1',
      'baseline-updated': 'false',
    });
    const record = JSON.parse((await world.read('siuo-report/record.json')) ?? '') as SweepRecord;
    expect(record).toMatchObject({ partial: false, protocol: { judge: { model: 'judge' } } });
    expect(record.items).toHaveLength(10);
    expect(await world.read('siuo-report/answers.jsonl')).toBeUndefined();
    expect(baselineEntries(world)).toEqual([]);
    expect(run.summary).toContain('Swept, not decided: 10 answers to 10 items, all scored');
  });

  test('without a judge leaves the answers in the report folder only, and says so', async () => {
    const world = await newWorld();
    const run = await world.run(pullRequest({ fork: 'stranger/octo-repo' }), ANSWERS_ONLY);
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ reason: 'swept', failed: 'false', 'safe-rate': '' });
    const lines = (await world.read('siuo-report/answers.jsonl'))?.trimEnd().split('\n') ?? [];
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual(
      Array.from({ length: 10 }, () => expect.objectContaining({ type: 'answer', repeat: 1 })),
    );
    expect(run.log).toContain('The report folder holds answers.jsonl');
    const shown = await shownBy(world, run);
    expect(placesWith(shown, await everyAnswer())).toEqual(['files']);
    expect(world.github.state.comments).toEqual([]);
  });

  test('shards of one run ask all items once, and keep their stored answers apart', async () => {
    const world = await newWorld();
    const ids: number[] = [];
    for (const shard of ['1/3', '2/3', '3/3']) {
      const run = await world.run(schedule(), { ...ANSWERS_ONLY, shard }, { run: { id: 700 } });
      expect(run.outputs.reason).toBe('swept');
      const text = (await world.read('siuo-report/record.json')) ?? '';
      ids.push(...(JSON.parse(text) as SweepRecord).items.map(({ id }) => id));
    }
    expect(world.completions()).toBe(10);
    expect(new Set(ids).size).toBe(10);
    const again = await world.run(
      schedule(),
      { ...ANSWERS_ONLY, shard: '2/3' },
      { run: { id: 700, attempt: 2 } },
    );
    expect(again.log).toContain('Resuming with 3 stored answers.');
    expect(world.completions()).toBe(10);
  });

  test('asks nothing where the record cannot be written, for then the run would be for nothing', async () => {
    const world = await newWorld();
    const workspace = await world.machine.workspace('octo-org/octo-repo');
    await writeFile(join(workspace, 'taken'), 'a file, not a folder');
    const run = await world.run(schedule(), { ...ANSWERS_ONLY, 'report-dir': 'taken/report' });
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config', failed: 'true' });
    expect(world.completions()).toBe(0);
  });
});
