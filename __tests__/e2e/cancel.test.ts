import type { Baseline } from '../../src/baseline/baseline-file.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { pullRequest, schedule } from '../fakes/events.js';
import type { Plan } from '../fakes/openai/server.js';
import type { RunningStep } from '../fakes/runner.js';
import { beforeAll, expect, test } from '@jest/globals';
import { baselineEntries, plantBaseline } from '../support/baselines.js';
import { SMALL } from '../support/world.js';
import { smallBaseline, worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();
let baseline: Baseline;

beforeAll(async () => {
  baseline = await smallBaseline();
});

/** Lets so many completions through, then cancels the job, or does what else ends it, and answers no more. */
function cancelAfter(
  count: number,
  end: (running: RunningStep) => void = ({ cancel }) => cancel(),
): { plan: Plan; onStart: (running: RunningStep) => void } {
  let cancel = (): void => undefined;
  let asked = 0;
  return {
    plan: ({ path }) => {
      if (path !== '/v1/chat/completions') return undefined;
      asked += 1;
      if (asked <= count) return undefined;
      // Once: a second signal of a kind ends the process at once.
      if (asked === count + 1) cancel();
      return 'hang';
    },
    onStart: (running) => (cancel = () => end(running)),
  };
}

test('a run that is cancelled mid-sweep ends at the first signal, with what it had', async () => {
  const { plan, onStart } = cancelAfter(60);
  const world = await newWorld({ plan });
  plantBaseline(world, baseline);
  const run = await world.run(pullRequest(), {}, { onStart, isPackaged: true });
  expect(run.signals).toEqual(['SIGINT']);
  expect(run.signal).toBeNull();
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'cancelled', failed: 'true' });
  const record = JSON.parse((await world.read('siuo-report/record.json')) ?? '') as SweepRecord;
  expect(record.partial).toBe(true);
  expect(record.usage.model.requests).toBeGreaterThan(0);
  expect(run.outputs.record).toBe(`${run.workspace}/siuo-report/record.json`);
  expect(run.log).toMatch(/the run was cancelled\. It had \d+ answers by then\./);
  expect(world.github.state.comments).toEqual([]);
  expect(run.post?.exitCode).toBe(0);
});

test('SIGTERM alone is heard too, though the requests on their way never end', async () => {
  const { plan, onStart } = cancelAfter(60, ({ child }) => child.kill('SIGTERM'));
  const world = await newWorld({ plan });
  plantBaseline(world, baseline);
  const run = await world.run(pullRequest(), {}, { onStart });
  expect(run.signal).toBeNull();
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'cancelled', failed: 'true' });
  const record = JSON.parse((await world.read('siuo-report/record.json')) ?? '') as SweepRecord;
  expect(record.partial).toBe(true);
  expect(record.items.length).toBeGreaterThan(0);
  expect(run.summary).toMatch(/The record is partial: it holds what was known after \d+ answers/);
});

test('a nightly that is cancelled leaves the baseline alone', async () => {
  const { plan, onStart } = cancelAfter(60);
  const world = await newWorld({ plan });
  const run = await world.run(schedule(), { repeats: '1' }, { onStart });
  expect(run.outputs).toMatchObject({ reason: 'cancelled', 'baseline-updated': 'false' });
  expect(baselineEntries(world)).toEqual([]);
});

test('a run that is cancelled while it waits for the endpoint ends at the first signal', async () => {
  let cancel = (): void => undefined;
  const plan: Plan = () => {
    cancel();
    return { status: 503, body: 'loading' };
  };
  const world = await newWorld({ plan });
  const run = await world.run(schedule(), SMALL, {
    onStart: (running) => (cancel = running.cancel),
  });
  expect(run.signals).toEqual(['SIGINT']);
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'cancelled' });
  expect(run.outputs.record).toBe('');
});

test('a step that is killed leaves outputs that say so', async () => {
  let kill = (): void => undefined;
  const plan: Plan = ({ path }) => {
    if (path !== '/v1/models') return undefined;
    kill();
    return 'hang';
  };
  const world = await newWorld({ plan });
  const run = await world.run(schedule(), SMALL, {
    isPackaged: true,
    onStart: ({ child }) => (kill = () => void child.kill('SIGKILL')),
  });
  expect(run.signal).toBe('SIGKILL');
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'cancelled', failed: 'true' });
});
