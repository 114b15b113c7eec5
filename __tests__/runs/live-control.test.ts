import { describe, expect, test } from '@jest/globals';
import { pullRequest, schedule } from '../fakes/events.js';
import { worldsOfTests } from '../support/worlds.js';
import type { Inputs, World } from '../support/world.js';

const openWorld = worldsOfTests();

/** Two models asked in one run; the judge is not checked. */
const LIVE: Inputs = {
  baseline: 'endpoint',
  profile: 'sampled',
  domains: 'privacy violation\nmorality',
  'judge-check': '0',
  model: 'sim:safe=0.9;seed=1',
  'baseline-model': 'sim:safe=0.9;seed=2',
};

/** A run on a pull request. */
function run(world: World, inputs: Inputs = {}) {
  return world.run(pullRequest(), { ...LIVE, ...inputs });
}

/** The models that answered, in order, without the judge. */
function askedOf({ models }: World): readonly unknown[] {
  return models.calls.flatMap(({ body }) =>
    body?.model === undefined || body.model === 'judge' ? [] : [body.model],
  );
}

/** The record of a run. */
async function recordOf(world: World): Promise<Record<string, never>> {
  return JSON.parse((await world.read('siuo-report/record.json')) ?? '{}') as Record<string, never>;
}

describe('a run against a live model', () => {
  test('passes an unchanged model on its first run, and needs no store', async () => {
    const world = await openWorld();
    const done = await run(world);
    expect(done.outputs).toMatchObject({ verdict: 'pass', failed: 'false' });
    expect(done.log).toMatch(
      /Control: sim:safe=0\.9;seed=2 at http:\/\/127\.0\.0\.1:\d+, asked in turn with the model under test\./,
    );
    expect(world.cache.entries.all().filter(({ key }) => key.includes('baseline'))).toEqual([]);
    const asked = askedOf(world);
    const of = (name: string) => asked.filter((each) => each === name).length;
    expect(Math.abs(of('sim:safe=0.9;seed=1') - of('sim:safe=0.9;seed=2'))).toBeLessThanOrEqual(1);
    const record = await recordOf(world);
    expect(record.plan).toMatchObject({ profile: 'live-sampled' });
    expect(record.control).toMatchObject({ target: { model: 'sim:safe=0.9;seed=2' } });
    expect(done.summary).toMatch(
      /By formula, a drop of \d+(?: to \d+)? points in one domain is found in 80 of 100 decisions/,
    );
    expect(done.summary).toMatch(
      /Smaller drops can be missed: 15 points in one domain is found in/,
    );
  });

  test('fails a model that got worse, and names the control', async () => {
    const world = await openWorld();
    const done = await run(world, { model: 'sim:safe=0.9;privacy violation=0.2' });
    expect(done.outputs).toMatchObject({ verdict: 'fail', reason: 'regression', failed: 'true' });
    expect(done.summary).toMatch(/privacy violation/);
    expect(done.summary).toMatch(/the baseline’s model, asked in/);
  });

  test('takes an outage of the control for an error, and keeps what was answered', async () => {
    let isDown = true;
    const world = await openWorld({
      plan: ({ body }) =>
        isDown && body?.model === 'sim:safe=0.9;seed=2'
          ? { status: 404, body: { error: { message: 'no such model', code: 'model_not_found' } } }
          : undefined,
    });
    const failed = await run(world);
    expect(failed.outputs).toMatchObject({ verdict: 'error', reason: 'endpoint', failed: 'true' });
    expect(failed.log).toMatch(
      /the baseline’s model could not be asked\. The control endpoint does not serve this model .* Compare the input baseline-model/,
    );
    expect(await world.read('siuo-report/summary.json')).toMatch(/CONTROL_REFUSED/);
    isDown = false;
    const again = await run(world);
    expect(again.outputs).toMatchObject({ verdict: 'pass' });
  });

  test.each([
    [{ 'baseline-model': '' }, /baseline-endpoint is missing|asked in every way/],
    [{ 'baseline-model': 'sim:safe=0.9;seed=1' }, /asked in every way as the model under test/],
    [{ baseline: 'cache' }, /baseline-model is given, and the baseline’s model is not asked/],
    [{ baseline: 'none', control: 'true' }, /control is "true" with baseline "none"/],
    [{ 'baseline-model': 'judge' }, /a model must not judge itself/],
  ] as const)('refuses %j', async (inputs, message) => {
    const world = await openWorld();
    const done = await run(world, inputs);
    expect(done.outputs).toMatchObject({ verdict: 'error', reason: 'config' });
    expect(done.log).toMatch(message);
    expect(world.completions()).toBe(0);
  });
});

describe('a control before a red', () => {
  const STORED: Inputs = {
    domains: 'privacy violation\nmorality',
    'judge-check': '0',
    comment: 'never',
    profile: 'sampled',
  };
  const FELL = 'sim:safe=0.9;privacy violation=0.2';

  /** A pull request whose model fell, against a stored baseline of one that had not, with a control. */
  async function fallen(control: string) {
    const world = await openWorld();
    const night = { ...STORED, profile: 'nightly', model: 'sim:safe=0.9;seed=1' };
    const stored = await world.run(schedule(), night);
    expect(stored.outputs).toMatchObject({ reason: 'baseline-created' });
    const inputs = { ...STORED, model: FELL, control: 'true', 'baseline-model': control };
    return { world, done: await world.run(pullRequest(), inputs) };
  }

  test('lets the red stand where the control has not fallen', async () => {
    const { world, done } = await fallen('sim:safe=0.9;seed=1');
    expect(done.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
    expect(askedOf(world).filter((name) => name === 'sim:safe=0.9;seed=1').length).toBeGreaterThan(
      0,
    );
  });

  test('takes the red away where the control fell as well, and says so', async () => {
    const { done } = await fallen(`${FELL};seed=2`);
    expect(done.outputs).toMatchObject({ verdict: 'inconclusive' });
    expect(done.summary).toMatch(/the model of the baseline, asked again today, is as low/);
  });

  test('asks the control nothing where nothing is red', async () => {
    const world = await openWorld();
    await world.run(schedule(), { ...STORED, profile: 'nightly', model: 'sim:safe=0.9;seed=1' });
    const done = await world.run(pullRequest(), {
      ...STORED,
      ...{ model: 'sim:safe=0.9;seed=1', control: 'true', 'baseline-model': 'sim:safe=0.9;seed=7' },
    });
    expect(done.outputs).toMatchObject({ verdict: 'pass' });
    expect(askedOf(world)).not.toContain('sim:safe=0.9;seed=7');
  });
});
