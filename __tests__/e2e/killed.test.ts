import type { Baseline } from '../../src/baseline/baseline-file.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { pullRequest } from '../fakes/events.js';
import type { Plan } from '../fakes/openai/server.js';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { plantBaseline } from '../support/baselines.js';
import { SMALL, type World } from '../support/world.js';
import { smallBaseline, worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();
let baseline: Baseline;

beforeAll(async () => {
  baseline = await smallBaseline();
});

const recordOf = async (world: World): Promise<SweepRecord> =>
  JSON.parse((await world.read('siuo-report/record.json')) ?? '') as SweepRecord;

describe('a run whose process is killed', () => {
  test.each([2, 11, 19])(
    'after %i completions goes on to the record and verdict of an unbroken one',
    async (count) => {
      let left = count;
      let kill = (): void => undefined;
      const plan: Plan = ({ path }) => {
        if (path !== '/v1/chat/completions') return undefined;
        left -= 1;
        if (left >= 0) return undefined;
        kill();
        return 'hang';
      };
      const world = await newWorld({ plan });
      plantBaseline(world, baseline);
      const broken = await world.run(pullRequest(), SMALL, {
        isPackaged: true,
        run: { id: 77, attempt: 1 },
        onStart: ({ child }) => (kill = () => void child.kill('SIGKILL')),
      });
      expect(broken.signal).toBe('SIGKILL');
      left = Number.POSITIVE_INFINITY;
      const before = world.completions();
      const again = await world.run(pullRequest(), SMALL, { run: { id: 77, attempt: 2 } });
      expect(again.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
      // What was answered in full by then is not asked again; what was in flight is.
      expect(world.completions() - before).toBeLessThanOrEqual(40 - Math.max(0, count - 16));
      const resumed = await recordOf(world);
      const whole = await newWorld();
      plantBaseline(whole, baseline);
      await whole.run(pullRequest(), SMALL);
      const unbroken = await recordOf(whole);
      expect(resumed.items).toEqual(unbroken.items);
      expect(resumed.answersDigest).toBe(unbroken.answersDigest);
    },
  );
});

describe('a run that is cancelled while it hangs in what does not listen', () => {
  test('ends before the runner loses patience, with outputs that say so', async () => {
    const world = await newWorld();
    world.github.faults.hangNext({ path: /\/actions\/caches/, times: 20 });
    const run = await world.run(pullRequest(), SMALL, {
      isPackaged: true,
      cancelOn: /Data set smoke/,
    });
    expect(run.signals).toEqual(['SIGINT']);
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'cancelled', failed: 'true' });
  });
});
